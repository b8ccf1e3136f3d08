// Storage of the service worker: part of sw.js.
//
// The worker knows the blog by data/offline.json, the manifest of a *generation*: one publish, with the hash of each
// file. Files are stored by hash. A small record, the state, tells which generations are in use. Files that the manifest
// does not name, such as the posts of a large blog, are stored by address when they are visited.

const SCOPE = new URL(self.registration.scope).pathname;
// Blogs on one origin do not share stores: no name is a prefix of another blog's, because names are compared whole.
const STATE = `feuillet ${SCOPE}`;
const VISITED = `feuillet ${SCOPE} visited`;
// Sixteen stores, by the first digit of the hash: browsers cannot list a store of 20,000 files (Chromium 156).
const SHARDS = [..."0123456789abcdef"].map((digit) => `feuillet ${SCOPE} ${digit}`);
// The reader without a page, for posts of which only the Markdown is stored.
const SHELL = "data/shell.html";
const NOT_FOUND = "404.html";
// Number of visited files to keep.
const MAX_VISITED = 300;
// Response headers that a stored copy keeps.
const KEPT_HEADERS = ["content-type", "content-security-policy", "x-content-type-options", "referrer-policy"];

const isDocument = (path) => /^(content\/.*\.md|data\/(post|page)\/.*\.json)$/.test(path);
const isHtml = (response) => (response.headers.get("content-type") ?? "").startsWith("text/html");
const dateOf = (response) => response?.headers.get("x-feuillet-date") ?? "";
// Pages are requested by their folder: some hosts redirect requests for the file itself.
const addressOf = (path) => SCOPE + path.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/");
const keyOf = (hash) => `${SCOPE}?stored=${hash}`;

async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.slice(0, 12), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A copy to store, with its time and hash in headers.
async function copyOf(bytes, response) {
  const headers = new Headers(KEPT_HEADERS.filter((name) => response.headers.has(name)).map((name) => [name, response.headers.get(name)]));
  headers.set("x-feuillet-date", new Date().toISOString());
  headers.set("x-feuillet-hash", await hashOf(bytes));
  return new Response(bytes, { headers });
}

// Files by hash.
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

  // Returns a file unless it is lost or damaged.
  async get(hash) {
    const response = await this.of(hash).match(keyOf(hash));
    if (!response) return void (await this.listed?.then((hashes) => hashes.delete(hash)));
    if ((await hashOf(await response.clone().arrayBuffer())) === response.headers.get("x-feuillet-hash")) return response;
    await this.delete(hash);
  }

  // The hashes of all stored files. Listed at the first use, because listing is slow.
  get hashes() {
    const list = async () => new Set((await Promise.all(this.shards.map((shard) => shard.keys()))).flat().map(({ url }) => url.split("?stored=")[1]));
    return (this.listed ??= list());
  }
}

// The state is an object with these fields:
// - generations: hashes of manifests, the active one first
// - since: the time at which that one became active
// - pending: the hash of a generation that becomes active with the next page load
// - saved: ["all"] or ["categories/x", …]
// - complete: whether everything that is saved is stored
// - failing: { hash, since } of a generation that the host has only in part
let opened;
const open = () => (opened ??= load().catch((error) => ((opened = null), Promise.reject(error))));

async function load() {
  const [store, visited, ...shards] = await Promise.all([STATE, VISITED, ...SHARDS].map((name) => caches.open(name)));
  // A damaged state is dropped: the next request to the host finds most of what it named.
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
  // Changes the newest state, not the caller's: a page load may have activated a pending generation since.
  const { store, state } = await open();
  await store.put(keyOf("state"), new Response(JSON.stringify({ ...state, ...change })));
  opened = null;
}

// Reads a manifest and those of its parts that are stored: files by path, and documents.
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

// The stored file of a path: of a list or picture, the version of the newest generation that has it; of a text, the
// latest that was fetched. With `isCurrent`, only the version of the active generation counts. With `isCopy`, the
// response says from which day it is, to tell the visitor.
async function stored(path, { isCopy = false, isCurrent = false } = {}) {
  const it = await open();
  const of = async ({ index }) => (index.has(path) ? it.files.get(index.get(path)[1]) : undefined);
  const [active, ...others] = it.generations;
  const named = active && (await of(active));
  let found = named;
  for (const other of isCurrent ? [] : others) found ??= await of(other);
  if (!isCurrent && (!found || isDocument(path))) {
    const visited = await it.visited.match(addressOf(path));
    // A copy from before the active generation may belong to a publish in between that was taken back.
    const since = (named && it.state.since) ?? "";
    if (dateOf(visited) > dateOf(found) && dateOf(visited) > since) found = visited;
  }
  if (!found || !isCopy) return found;
  const headers = new Headers(found.headers);
  headers.set("x-feuillet-copy", new Date(dateOf(found)).toLocaleDateString("sv"));
  return new Response(found.body, { headers });
}

// Another stored file of the same photo, the widest: pages offer several, and browsers choose by the window.
async function sibling(path) {
  const [, hash] = /^scaled\/\d+(-[0-9a-f]{16}\.webp)$/.exec(path) ?? [];
  if (!hash) return;
  const { generations, visited } = await open();
  const addresses = (await visited.keys()).map(({ url }) => new URL(url).pathname.slice(SCOPE.length));
  const names = new Set([...generations.flatMap(({ index }) => [...index.keys()]), ...addresses]);
  const files = [...names].filter((name) => name.startsWith("scaled/") && name.endsWith(hash));
  files.sort((one, other) => parseInt(other.slice(7), 10) - parseInt(one.slice(7), 10));
  for (const name of files) {
    const found = await stored(name, { isCopy: true });
    if (found) return found;
  }
}

// Stores a response: by hash if the file is one to keep, else by address.
async function keep(path, response) {
  if (response.status !== 200 || response.redirected || response.type !== "basic" || isHtml(response)) return;
  const bytes = await response.arrayBuffer();
  const it = await open();
  const [active] = it.generations;
  const [, hash] = active?.index.get(path) ?? [];
  if (hash && hash === (await hashOf(bytes)) && claims(it).has(hash)) return it.files.put(hash, await copyOf(bytes, response));
  // Lists of another generation are not stored, because they must not outlive it.
  if (!hash || isDocument(path)) await keepVisited(path, await copyOf(bytes, response));
}

async function keepVisited(path, copy) {
  const { visited } = await open();
  await visited.put(addressOf(path), copy);
  await Promise.all((await visited.keys()).slice(0, -MAX_VISITED).map((key) => visited.delete(key)));
}
