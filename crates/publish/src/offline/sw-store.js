// What the service worker stores, and where: part of sw.js.
//
// All that is known of the blog is data/offline.json, the manifest of a *generation*: one publish, with the hash of each
// file. Files are stored by their hash, and a small record, the state, says which generations count. What the manifest
// does not name, such as the posts of a large blog, is stored by its address when it is visited.

const SCOPE = new URL(self.registration.scope).pathname;
// Blogs on one origin never touch each other's stores: these names are compared whole.
const STATE = `feuillet ${SCOPE}`;
const VISITED = `feuillet ${SCOPE} visited`;
// Sixteen, by the first digit of the hash: browsers cannot list a store of twenty thousand files (Chromium 156).
const SHARDS = [..."0123456789abcdef"].map((digit) => `feuillet ${SCOPE} ${digit}`);
const SHELL = "data/shell.html"; // the reader without a page, for what is stored as Markdown only
const NOT_FOUND = "404.html";
const MOST_VISITED = 300; // files
/** What a host says with a page for the browser to keep to. */
const KEPT_HEADERS = ["content-type", "content-security-policy", "x-content-type-options", "referrer-policy"];

const isDocument = (path) => /^(content\/.*\.md|data\/(post|page)\/.*\.json)$/.test(path);
const isHtml = (response) => (response.headers.get("content-type") ?? "").startsWith("text/html");
const dateOf = (response) => response?.headers.get("x-feuillet-date") ?? "";
// Hosts know a page by its folder, and some lead away from the name of its file.
const addressOf = (path) => SCOPE + path.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/");
const keyOf = (hash) => `${SCOPE}?stored=${hash}`;

async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.slice(0, 12), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A copy to store, which remembers when it came and what it was. */
async function copyOf(bytes, response) {
  const headers = new Headers(KEPT_HEADERS.filter((name) => response.headers.has(name)).map((name) => [name, response.headers.get(name)]));
  headers.set("x-feuillet-date", new Date().toISOString());
  headers.set("x-feuillet-hash", await hashOf(bytes));
  return new Response(bytes, { headers });
}

/** Files by their hash. */
class Files {
  constructor(shards) {
    this.shards = shards;
  }

  of(hash) {
    return this.shards[parseInt(hash[0], 16)];
  }

  async put(hash, copy) {
    await this.of(hash).put(keyOf(hash), copy);
    await this.listed?.then((hashes) => hashes.add(hash));
  }

  async delete(hash) {
    await this.of(hash).delete(keyOf(hash));
    await this.listed?.then((hashes) => hashes.delete(hash));
  }

  /** A file, if it is still what was stored. */
  async get(hash) {
    const response = await this.of(hash).match(keyOf(hash));
    if (!response) return void (await this.listed?.then((hashes) => hashes.delete(hash)));
    if ((await hashOf(await response.clone().arrayBuffer())) === response.headers.get("x-feuillet-hash")) return response;
    await this.delete(hash);
  }

  /** All that are there, by their hashes: found out when it is first asked for, since it takes a while. */
  get hashes() {
    const list = async () => new Set((await Promise.all(this.shards.map((shard) => shard.keys()))).flat().map(({ url }) => url.split("?stored=")[1]));
    return (this.listed ??= list());
  }
}

// The state is { generations: hashes of manifests, the active one first; since: when that came to count; pending: one
// that waits for a page to load; saved: ["all"] or ["categories/x", …]; complete: all of that is stored; failing:
// { hash, since } of a generation that the host has not as a whole }.
let opened;
const open = () => (opened ??= load().catch((error) => ((opened = null), Promise.reject(error))));

async function load() {
  const [store, visited, ...shards] = await Promise.all([STATE, VISITED, ...SHARDS].map((name) => caches.open(name)));
  // A damaged state is as good as none: the next look at the host finds most of what it named.
  const known = await (await store.match(keyOf("state")))?.json().catch(() => null);
  const state = Array.isArray(known?.generations) && Array.isArray(known.saved) ? known : { generations: [], saved: [] };
  const it = { store, visited, files: new Files(shards), state, generations: [] };
  for (const hash of state.generations) {
    const manifest = await it.files.get(hash);
    if (manifest) it.generations.push(await generationOf(await manifest.arrayBuffer(), hash, it));
  }
  return it;
}

async function remember(change) {
  // Not what the caller read: while it fetched files, a page may have brought the generation that waited.
  const { store, state } = await open();
  await store.put(keyOf("state"), new Response(JSON.stringify({ ...state, ...change })));
  opened = null;
}

/** A manifest with those of its parts that are stored: its files by their paths, and its documents. */
async function generationOf(bytes, hash, { files }) {
  const manifest = JSON.parse(new TextDecoder().decode(bytes));
  const generation = { hash, manifest, index: new Map(), parts: 0, documents: [], lists: [] };
  const add = (entries) => entries.forEach((entry) => generation.index.set(entry[0], entry));
  Object.values(manifest.files).forEach(add);
  for (const part of await Promise.all(manifest.parts.map(([, hash]) => files.get(hash)))) {
    if (!part) continue;
    const { documents, lists } = await part.json();
    [lists, ...documents.map(({ files }) => files)].forEach(add);
    generation.parts++;
    generation.documents.push(...documents);
    generation.lists.push(...lists);
  }
  return generation;
}

/** What is stored of a path: a list or picture as the newest generation names it, a text as it came last. `isCurrent`:
 *  nothing but what the active generation names. `isCopy`: the visitor is told of which day it is. */
async function stored(path, { isCopy = false, isCurrent = false } = {}) {
  const it = await open();
  const of = async ({ index }) => (index.has(path) ? it.files.get(index.get(path)[1]) : undefined);
  const [active, ...others] = it.generations;
  const named = active && (await of(active));
  let found = named;
  for (const other of isCurrent ? [] : others) found ??= await of(other);
  if (!isCurrent && (!found || isDocument(path))) {
    const visited = await it.visited.match(addressOf(path));
    // What was visited before the active generation came to count may be of one between, which was taken back.
    const since = (named && it.state.since) ?? "";
    if (dateOf(visited) > dateOf(found) && dateOf(visited) > since) found = visited;
  }
  if (!found || !isCopy) return found;
  const headers = new Headers(found.headers);
  headers.set("x-feuillet-copy", new Date(dateOf(found)).toLocaleDateString("sv"));
  return new Response(found.body, { headers });
}

/** Stores an answer by its hash where that is to stay, else by its address. */
async function keep(path, response) {
  if (response.status !== 200 || response.redirected || response.type !== "basic" || isHtml(response)) return;
  const bytes = await response.arrayBuffer();
  const it = await open();
  const [active] = it.generations;
  const [, hash] = active?.index.get(path) ?? [];
  if (hash && hash === (await hashOf(bytes)) && claims(it).has(hash)) return it.files.put(hash, await copyOf(bytes, response));
  // A list of another generation must not outlive it.
  if (!hash || isDocument(path)) await keepVisited(path, await copyOf(bytes, response));
}

async function keepVisited(path, copy) {
  const { visited } = await open();
  await visited.put(addressOf(path), copy);
  await Promise.all((await visited.keys()).slice(0, -MOST_VISITED).map((key) => visited.delete(key)));
}
