// How one publish follows another in a visitor's browser: part of sw.js.
//
// A new generation is downloaded whole and checked before it counts. It comes to count by one small write, one that was
// there before is there already, and nothing is fetched twice. If its reader is another one, it waits for the next page
// that is loaded: the tabs that are open go on with theirs, whose files stay.

const MANIFEST = "data/offline.json";
const DEPLOY = 3_600_000; // ms after which a generation that stays incomplete is no upload under way
const MOST_GENERATIONS = 3;
const AT_ONCE = 6; // requests

const alone = (work) => navigator.locks.request(STATE, work);
const once = (entries) => [...new Map(entries.map((entry) => [entry[1], entry])).values()];
const belongs = (html, { manifest }) => manifest.files.reader.every(([path]) => html.includes(path));
const ownFiles = ({ manifest }) => Object.values(manifest.files).flat();

/** Fetches those files that are not stored, and checks each. Fails if one is not what was published. */
async function fill({ files }, generation, entries) {
  const hashes = await files.hashes;
  const missing = once(entries).filter(([, hash]) => !hashes.has(hash));
  const obtain = async ([path, hash]) => {
    // What the browser has already will do if it is the right one.
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
  // All have stopped before anybody else begins.
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => work().catch(stop)));
  const failed = ends.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}

/** Whether a page that the host changed on its way is that page all the same. */
function isPage(path, bytes, generation) {
  const html = new TextDecoder().decode(bytes);
  const marks = { "index.html": 'data-route="/"', "offline/index.html": 'data-route="/offline/"', [SHELL]: "data-shell" };
  return belongs(html, generation) && (marks[path] ? html.includes(marks[path]) : !/ data-(route=|shell)/.test(html));
}

/** The files of what a visitor saved. */
function chosen({ manifest, documents, lists }, saved) {
  if (!saved.length) return [];
  const isAll = saved.includes("all");
  const some = documents.filter(({ terms }) => isAll || terms.some((term) => saved.includes(term)));
  const their = lists.filter(([path]) => isAll || saved.some((term) => path.startsWith(`data/${term}/`)));
  return [...manifest.parts, ...some.flatMap(({ files }) => files), ...their];
}

/** What a generation must have stored: little where every byte is paid for. */
function wanted(generation, { saved, complete }) {
  const { reader, shell } = generation.manifest.files;
  const { saveData, type } = navigator.connection ?? {};
  const unasked = saveData || type === "cellular" ? [...reader, ...shell] : ownFiles(generation);
  return complete ? [...unasked, ...chosen(generation, saved)] : unasked;
}

/** The hashes of what is to stay. */
function claims(it) {
  const [active] = it.generations;
  const files = [...it.generations.flatMap(ownFiles), ...chosen(active, it.state.saved)];
  return (it.claims ??= new Set([...files.map(([, hash]) => hash), ...it.generations.map(({ hash }) => hash)]));
}

let asking;
let askedAt = 0;
let isAnswered = false;
let word = { at: 0 };

/** Asks the host for its generation, unless it was asked that many milliseconds ago, and downloads it. What comes of it:
 *  "current"; "incomplete", an upload under way; "unreachable"; "none", where the host is not to be held to what it once
 *  published. */
function look(within) {
  if (asking) return asking;
  if (Date.now() - word.at < within) return Promise.resolve(word.outcome);
  askedAt = Date.now();
  asking = ask().then((outcome) => {
    word = { at: Date.now(), outcome };
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
    // The active one may be published again in the place of one that never came to count.
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
    // The one that waited may have come to count meanwhile.
    it = await open();
    await remember(isReader ? { pending: hash, failing: undefined } : first(hash, it.state));
    if (active) for (const tab of await tabs()) tab.postMessage({ news: isReader ? "reader" : "data", scope: SCOPE });
    return "current";
  } catch (error) {
    // Whoever has no room is not to be kept from what is new.
    return error.name === "QuotaExceededError" ? "none" : fails(hash);
  }
}

/** The change by which a generation comes to count. */
const first = (hash, { generations }) => ({
  generations: [hash, ...generations.filter((old) => old !== hash)].slice(0, MOST_GENERATIONS),
  since: new Date().toISOString(),
  pending: undefined,
  failing: undefined,
});

/** Notes that the host has no whole generation, and since when it is this very one. */
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

/** Fetches again what was lost, and forgets what nothing needs: older generations once no tab but this may use them. */
async function tidy(tab) {
  // A page on its way is not among the tabs before it is there; the one in whose place it comes is until then.
  let others;
  for (let tries = 0; tries < 50; tries++) {
    const all = await tabs();
    others = all.filter(({ id }) => id !== tab);
    if (others.length < all.length) break;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  const work = async () => {
    // Afresh: what is stored may have been lost. Nobody waits for it meanwhile.
    const it = await load();
    const { files, state, generations: [active] } = it;
    if (!active) return;
    opened = Promise.resolve(it);
    // First, since what a lost part names would look useless.
    if (state.saved.length) await fill(it, active, active.manifest.parts);
    await fill(it, active, wanted(active, state));
    if (state.saved.length && active.parts < active.manifest.parts.length) return void (opened = null);
    if (!others.length && state.generations.length > 1) {
      it.generations = [active];
      await remember({ generations: [active.hash] });
    }
    // What is there of the next generation is not to be fetched twice.
    if (state.pending || state.failing) return;
    it.claims = null;
    const needed = claims(it);
    await Promise.all([...(await files.hashes)].filter((hash) => !needed.has(hash)).map((hash) => files.delete(hash)));
    // An earlier worker may have stored files beside the state.
    const beside = (await it.store.keys()).filter(({ url }) => !url.endsWith(keyOf("state")));
    await Promise.all(beside.map((key) => it.store.delete(key)));
  };
  await alone(work).catch(() => {});
}
