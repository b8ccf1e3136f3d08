// Updates from one publish to the next in the visitor's browser: part of sw.js.
//
// A new generation is downloaded completely and verified before it becomes active, which takes one small write. Files
// that are stored already are not downloaded again. A generation with another reader stays pending until the next page
// load: open tabs go on with the reader that they loaded, whose files are kept.

const MANIFEST = "data/offline.json";
// Time in milliseconds after which an incomplete generation is no longer taken for an upload in progress.
const DEPLOY = 3_600_000;
const MAX_GENERATIONS = 3;
const MAX_REQUESTS = 6;
// Attempts to see the page that is being loaded among the tabs, and the milliseconds between them.
const TAB_CHECKS = 50;
const TAB_CHECK_INTERVAL = 100;

const alone = (work) => navigator.locks.request(STATE, work);
const once = (entries) => [...new Map(entries.map((entry) => [entry[1], entry])).values()];
const belongs = (html, { manifest }) => manifest.files.reader.every(([path]) => html.includes(path));
const ownFiles = ({ manifest }) => Object.values(manifest.files).flat();

// Downloads the files that are not stored yet. Fails if one of them differs from its published hash.
async function fill({ files }, generation, entries) {
  const hashes = await files.hashes;
  const missing = once(entries).filter(([, hash]) => !hashes.has(hash));
  const obtain = async ([path, hash]) => {
    // The browser's HTTP cache is tried first: its copy may be the right one.
    for (const cache of ["default", "reload"]) {
      const response = await fetch(addressOf(path), { cache });
      const bytes = response.ok || path === NOT_FOUND ? await response.arrayBuffer() : null;
      const isRight = bytes && ((await hashOf(bytes)) === hash || (cache === "reload" && isHtml(response) && isPage(path, bytes, generation)));
      if (isRight) return files.put(hash, await copyOf(bytes, response));
    }
    throw new Error(`${path} does not match its published hash`);
  };
  const work = async () => {
    while (missing.length) await obtain(missing.shift());
  };
  const stop = (error) => {
    missing.length = 0;
    throw error;
  };
  // Waits until all requests have ended, so that a later call does not run beside them.
  const ends = await Promise.allSettled(Array.from({ length: MAX_REQUESTS }, () => work().catch(stop)));
  const failed = ends.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}

// Whether bytes with another hash are still the published page: some hosts rewrite HTML in transit.
function isPage(path, bytes, generation) {
  const html = new TextDecoder().decode(bytes);
  const marks = { "index.html": 'data-route="/"', "offline/index.html": 'data-route="/offline/"', [SHELL]: "data-shell" };
  return belongs(html, generation) && (marks[path] ? html.includes(marks[path]) : !/ data-(route=|shell)/.test(html));
}

// The files of everything that the visitor saved.
function chosen({ manifest, documents, lists }, saved) {
  if (!saved.length) return [];
  const isAll = saved.includes("all");
  const some = documents.filter(({ terms }) => isAll || terms.some((term) => saved.includes(term)));
  const their = lists.filter(([path]) => isAll || saved.some((term) => path.startsWith(`data/${term}/`)));
  return [...manifest.parts, ...some.flatMap(({ files }) => files), ...their];
}

// The files that a generation needs to be complete: few on a metered connection.
function wanted(generation, { saved, complete }) {
  const { reader, shell } = generation.manifest.files;
  const { saveData, type } = navigator.connection ?? {};
  const unasked = saveData || type === "cellular" ? [...reader, ...shell] : ownFiles(generation);
  return complete ? [...unasked, ...chosen(generation, saved)] : unasked;
}

// The hashes of the files to keep.
function claims(it) {
  const [active] = it.generations;
  const files = [...it.generations.flatMap(ownFiles), ...chosen(active, it.state.saved)];
  return (it.claims ??= new Set([...files.map(([, hash]) => hash), ...it.generations.map(({ hash }) => hash)]));
}

let asking;
let askedAt = 0;
let isAnswered = false;
let lastLook = { at: 0 };

// Asks the host for its newest generation and downloads it, unless the last answer is younger than `maxAge`
// milliseconds. Returns "current"; "incomplete" during an upload; "unreachable"; or "none" if the host no longer has the
// blog as it was published.
function look(maxAge) {
  if (asking) return asking;
  if (Date.now() - lastLook.at < maxAge) return Promise.resolve(lastLook.outcome);
  askedAt = Date.now();
  asking = ask().then((outcome) => {
    lastLook = { at: Date.now(), outcome };
    asking = null;
    return outcome;
  });
  return asking;
}

async function ask() {
  isAnswered = false;
  try {
    const answer = await fetch(SCOPE + MANIFEST, { cache: "no-cache" });
    isAnswered = true;
    if (answer.status >= 500) return "unreachable";
    if (!answer.ok || isHtml(answer)) return await alone(() => fails("gone"));
    const bytes = await answer.arrayBuffer();
    const hash = await hashOf(bytes);
    const { state, generations: [active] } = await open();
    if (active?.hash === hash && !state.pending && !state.failing) return "current";
    return await alone(() => adopt(bytes, hash, answer));
  } catch {
    return "unreachable";
  }
}

async function adopt(bytes, hash, answer) {
  let it = await open();
  const { state, generations: [active] } = it;
  if (active?.hash === hash || state.pending === hash) {
    // The active generation may have been published again, replacing one that never became active.
    const pending = active?.hash === hash ? undefined : hash;
    if (state.pending !== pending || state.failing) await remember({ pending, failing: undefined });
    return "current";
  }
  try {
    let generation = await generationOf(bytes, hash, it);
    if (state.saved.length) {
      await fill(it, generation, generation.manifest.parts);
      generation = await generationOf(bytes, hash, it);
    }
    await fill(it, generation, wanted(generation, state));
    await it.files.put(hash, await copyOf(bytes, answer));
    const isReader = active && String(active.manifest.files.reader) !== String(generation.manifest.files.reader);
    // A pending generation may have become active in the meantime.
    it = await open();
    await remember(isReader ? { pending: hash, failing: undefined } : activate(hash, it.state));
    if (active) for (const tab of await tabs()) tab.postMessage({ news: isReader ? "reader" : "data", scope: SCOPE });
    return "current";
  } catch (error) {
    // Visitors whose storage is full still see the newest pages, from the network.
    return error.name === "QuotaExceededError" ? "none" : fails(hash);
  }
}

// The change of the state that makes a generation the active one.
const activate = (hash, { generations }) => ({
  generations: [hash, ...generations.filter((old) => old !== hash)].slice(0, MAX_GENERATIONS),
  since: new Date().toISOString(),
  pending: undefined,
  failing: undefined,
});

// Records that the host has no complete generation, and since when it has been this one.
async function fails(hash) {
  const it = await open();
  if (!it.generations.length) return "none";
  const { failing } = it.state;
  const since = failing?.hash === hash ? failing.since : Date.now();
  if (failing?.hash !== hash) await remember({ failing: { hash, since } }).catch(() => {});
  return Date.now() - since > DEPLOY ? "none" : "incomplete";
}

async function tabs() {
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter(({ url }) => new URL(url).pathname.startsWith(SCOPE));
}

// Downloads lost files again and deletes files that are no longer needed: those of older generations only when no other
// tab can be using them.
async function tidy(tab) {
  // A page that is being loaded is not yet among the tabs; the page that it replaces still is.
  let others;
  for (let tries = 0; tries < TAB_CHECKS; tries++) {
    const all = await tabs();
    others = all.filter(({ id }) => id !== tab);
    if (others.length < all.length) break;
    await new Promise((wake) => setTimeout(wake, TAB_CHECK_INTERVAL));
  }
  const work = async () => {
    // Reads the stores anew, because files may have been lost. No request is waiting for this.
    const it = await load();
    const { files, state, generations: [active] } = it;
    if (!active) return;
    opened = Promise.resolve(it);
    // Before anything is deleted: without its part, a needed file would look unneeded.
    if (state.saved.length) await fill(it, active, active.manifest.parts);
    await fill(it, active, wanted(active, state));
    if (state.saved.length && active.parts < active.manifest.parts.length) return void (opened = null);
    if (!others.length && state.generations.length > 1) {
      it.generations = [active];
      await remember({ generations: [active.hash] });
    }
    // Keeps the files of a generation that is still being downloaded.
    if (state.pending || state.failing) return;
    it.claims = null;
    const needed = claims(it);
    await Promise.all([...(await files.hashes)].filter((hash) => !needed.has(hash)).map((hash) => files.delete(hash)));
    // Deletes other entries beside the state, which earlier versions of the worker stored.
    const beside = (await it.store.keys()).filter(({ url }) => !url.endsWith(keyOf("state")));
    await Promise.all(beside.map((key) => it.store.delete(key)));
  };
  await alone(work).catch(() => {});
}
