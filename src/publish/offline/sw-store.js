// What the service worker (sw.js) stores of a blog, and how one publish follows another.
//
// All that is known of the blog is data/offline.json, the manifest of a *generation*: one publish, with the hash of each
// file. Files are stored by their hash, so that a generation comes to count by one small write, an older one that is
// published again is there already, and nothing is fetched twice. What the manifest does not name, such as the posts of
// a large blog, is stored by its address when it is visited.
//
// A new generation is downloaded whole and checked before it counts. If its reader is another one, it waits for the
// next page that is loaded: the tabs that are open go on with theirs.

const SCOPE = new URL(self.registration.scope).pathname;
// Blogs on one origin never touch each other's stores: these names are compared whole.
const FILES = `feuillet ${SCOPE}`;
const VISITED = `feuillet ${SCOPE} visited`;
const MANIFEST = "data/offline.json";
const SHELL = "data/shell.html"; // the reader without a page, for what is stored as Markdown only
const NOT_FOUND = "404.html";

const PATIENCE = 2_000; // ms that a visitor waits for the network
const SLOW = 10_000; // ms for which a network that took longer is not waited for again
const FRESH = 5_000; // ms for which the host's word on its generation holds
const DEPLOY = 3_600_000; // ms after which a generation that stays incomplete is no upload under way
const MOST_VISITED = 300; // files
const AT_ONCE = 6; // requests
const STEP = 24; // files between two reports of progress

const isDocument = (path) => /^(content\/.*\.md|data\/(post|page)\/.*\.json)$/.test(path);
const isHashed = (path) => /-[0-9a-f]{12,16}(_bg)?\.\w+$/.test(path);
const isHtml = (response) => (response.headers.get("content-type") ?? "").startsWith("text/html");
// Hosts know a page by its folder, and some lead away from the name of its file.
const addressOf = (path) => SCOPE + path.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/");
const keyOf = (hash) => `${SCOPE}?stored=${hash}`;
const alone = (work) => navigator.locks.request(FILES, work);
const belongs = (html, { manifest }) => manifest.files.reader.every(([path]) => html.includes(path));
const sum = (entries) => [entries.length, entries.reduce((bytes, [, , size]) => bytes + size, 0)];
const once = (entries) => [...new Map(entries.map((entry) => [entry[1], entry])).values()];

async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.slice(0, 12), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A copy to store, which remembers its type and when it came. */
function dated(body, response) {
  const type = response.headers.get("content-type") ?? "";
  return new Response(body, { headers: { "content-type": type, "x-feuillet-date": new Date().toISOString() } });
}

/** What a promise comes to, or null if it fails or takes too long. */
let slowSince = 0;
function timely(promise) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null, (slowSince = Date.now())), Date.now() - slowSince < SLOW ? 100 : PATIENCE);
    promise.catch(() => null).then((value) => resolve(value, clearTimeout(timer)));
  });
}

// --- What is stored ---

// The state is { generations: hashes of manifests, the active one first; since: when that came to count; pending: one
// that waits for a page to load; saved: ["all"] or ["categories/x", …]; complete: all of that is stored; failing: since
// when an update fails }.
let opened;
const open = () => (opened ??= load().catch((error) => ((opened = null), Promise.reject(error))));

async function load() {
  const [files, visited] = await Promise.all([caches.open(FILES), caches.open(VISITED)]);
  // Whatever is damaged here is as good as lost, and comes back with the next generation.
  const remembered = await (await files.match(keyOf("state")))?.json().catch(() => null);
  const state = remembered?.generations ? remembered : { generations: [], saved: [] };
  const present = new Set((await files.keys()).map(({ url }) => url.split("?stored=")[1]));
  const it = { files, visited, state, present, generations: [] };
  for (const hash of state.generations) {
    const bytes = await (await intact(it, hash))?.arrayBuffer();
    if (bytes) it.generations.push(await generationOf(bytes, hash, it));
  }
  state.generations = it.generations.map(({ hash }) => hash);
  return it;
}

/** A manifest with those of its parts that are stored: its files by their paths, and its documents. */
async function generationOf(bytes, hash, it) {
  const manifest = JSON.parse(new TextDecoder().decode(bytes));
  const generation = { hash, manifest, index: new Map(), documents: [], lists: [] };
  const add = (entries) => entries.forEach((entry) => generation.index.set(entry[0], entry));
  Object.values(manifest.files).forEach(add);
  for (const part of manifest.parts.filter(([, hash]) => it.present.has(hash))) {
    const { documents, lists } = (await (await intact(it, part[1]))?.json()) ?? { documents: [], lists: [] };
    [lists, ...documents.map(({ files }) => files)].forEach(add);
    generation.documents.push(...documents);
    generation.lists.push(...lists);
  }
  return generation;
}

async function remember(change) {
  // Not what the caller read: while it fetched files, a page may have brought the generation that waited.
  const { files, state } = await open();
  await files.put(keyOf("state"), new Response(JSON.stringify(Object.assign(state, change))));
  opened = null;
}

/** A stored file, if it is still what it was. Pages may have been changed by the host on their way here. */
async function intact({ files, present }, hash) {
  const response = await files.match(keyOf(hash));
  if (response && (isHtml(response) || (await hashOf(await response.clone().arrayBuffer())) === hash)) return response;
  present.delete(hash);
  await files.delete(keyOf(hash));
}

/** The newest that is stored of a path. Of a copy, the visitor is told the day that it is of. */
async function stored(path, isCopy) {
  const it = await open();
  let found = await it.visited.match(addressOf(path));
  const date = (response) => response?.headers.get("x-feuillet-date") ?? "";
  for (const { hash, index } of it.generations) {
    const named = index.has(path) && (await intact(it, index.get(path)[1]));
    // What was visited before the active generation came to count may be of one between, which was taken back.
    const since = hash === it.state.generations[0] ? it.state.since : "";
    if (named && (date(named) > date(found) || since > date(found))) found = named;
    if (named) break;
  }
  if (!found || !isCopy) return found;
  const headers = new Headers(found.headers);
  headers.set("x-feuillet-copy", date(found));
  return new Response(found.body, { headers });
}

/** Stores an answer by its hash where the active generation names it, else by its address. */
async function keep(path, response) {
  if (response.status !== 200 || response.redirected || response.type !== "basic" || isHtml(response)) return;
  const bytes = await response.arrayBuffer();
  const it = await open();
  const entry = it.generations[0]?.index.get(path);
  if (entry?.[1] !== (await hashOf(bytes))) return keepVisited(path, dated(bytes, response));
  await it.files.put(keyOf(entry[1]), dated(bytes, response));
  it.present.add(entry[1]);
}

async function keepVisited(path, response) {
  const { visited } = await open();
  await visited.put(addressOf(path), response);
  await Promise.all((await visited.keys()).slice(0, -MOST_VISITED).map((key) => visited.delete(key)));
}

// --- Generations ---

/** Fetches those files that are not stored, and checks each. Fails at the first that is not what was published. */
async function fill(it, generation, entries) {
  const missing = once(entries).filter(([, hash]) => !it.present.has(hash));
  const isRight = async (bytes, hash, response) =>
    (await hashOf(bytes)) === hash || (isHtml(response) && belongs(new TextDecoder().decode(bytes), generation));
  const obtain = async ([path, hash]) => {
    // What the browser has already will do if it is the right one.
    for (const cache of ["default", "reload"]) {
      const response = await fetch(addressOf(path), { cache });
      const bytes = response.ok || path === NOT_FOUND ? await response.arrayBuffer() : null;
      if (!bytes || !(await isRight(bytes, hash, response))) continue;
      await it.files.put(keyOf(hash), dated(bytes, response));
      return it.present.add(hash);
    }
    throw new Error(`${path} is not what was published`);
  };
  const work = async () => {
    while (missing.length) await obtain(missing.shift());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** The files of what a visitor saved. */
function chosen({ manifest, documents, lists }, saved) {
  const isAll = saved.includes("all");
  const some = documents.filter(({ terms }) => isAll || terms.some((term) => saved.includes(term)));
  const their = lists.filter(([path]) => isAll || saved.some((term) => path.startsWith(`data/${term}/`)));
  return [...manifest.parts, ...some.flatMap(({ files }) => files), ...their];
}

/** What a generation must have stored: little where every byte is paid for. */
function wanted(generation, { saved, complete }) {
  const { reader, shell, ...more } = generation.manifest.files;
  const { saveData, type } = navigator.connection ?? {};
  const offered = saveData || type === "cellular" ? [] : Object.values(more).flat();
  return [...reader, ...shell, ...offered, ...(complete ? chosen(generation, saved) : [])];
}

/** Asks the host for its generation and downloads it. What comes of it: "current"; "incomplete", an upload under way;
 *  "unreachable"; "none", where the host is not to be held to what it once published. */
async function ask() {
  try {
    const answer = await fetch(SCOPE + MANIFEST, { cache: "no-cache" });
    if (answer.status >= 500) return "unreachable";
    if (!answer.ok || isHtml(answer)) return "none";
    const bytes = await answer.arrayBuffer();
    const hash = await hashOf(bytes);
    const { state, generations: [active] } = await open();
    if (active?.hash === hash && !state.pending && !state.failing) return "current";
    return await alone(() => adopt(bytes, hash, answer));
  } catch {
    return "unreachable";
  }
}

let asking;
let word = { at: 0 };
function look(within) {
  if (!asking && Date.now() - word.at < within) return Promise.resolve(word.outcome);
  asking ??= ask().then((outcome) => {
    word = { at: Date.now(), outcome };
    asking = null;
    return outcome;
  });
  return asking;
}

const activated = ({ state: { generations } }, hash) =>
  ({ generations: [hash, ...generations], since: new Date().toISOString(), pending: undefined });

async function adopt(bytes, hash, answer) {
  let it = await open();
  const { state, generations: [active] } = it;
  if (active?.hash === hash) {
    // Published again in the place of one that never came to count.
    if (state.pending || state.failing) await remember({ pending: undefined, failing: undefined });
    return "current";
  }
  if (state.pending === hash) return "current";
  try {
    let generation = await generationOf(bytes, hash, it);
    if (state.saved.length) {
      await fill(it, generation, generation.manifest.parts);
      generation = await generationOf(bytes, hash, it);
    }
    await fill(it, generation, wanted(generation, state));
    await it.files.put(keyOf(hash), dated(bytes, answer));
    const isReader = active && String(active.manifest.files.reader) !== String(generation.manifest.files.reader);
    // The one that waited may have come to count meanwhile.
    it = await open();
    await remember({ ...(isReader ? { pending: hash } : activated(it, hash)), failing: undefined });
    if (active) for (const tab of await tabs()) tab.postMessage({ news: isReader ? "reader" : "data" });
    return "current";
  } catch {
    const failing = state.failing ?? Date.now();
    await remember({ failing });
    return Date.now() - failing > DEPLOY ? "none" : "incomplete";
  }
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
    opened = null;
    const it = await open();
    const { files, present, state, generations: [active] } = it;
    if (!active || state.pending || others.length) return;
    const claims = [...Object.values(active.manifest.files).flat(), ...(state.saved.length ? chosen(active, state.saved) : [])];
    const needed = new Set([...claims.map(([, hash]) => hash), active.hash, "state"]);
    const useless = [...present].filter((hash) => !needed.has(hash));
    await Promise.all(useless.map((hash) => files.delete(keyOf(hash))));
    useless.forEach((hash) => present.delete(hash));
    if (state.generations.length > 1) await remember({ generations: [active.hash] });
    await fill(it, active, wanted(active, state));
  };
  await alone(work).catch(() => {});
}
