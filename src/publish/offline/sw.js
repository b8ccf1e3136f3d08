// The service worker of a blog: answers pages and files without a network, and never lets two publishes mix on a page.
//
// - Lists and pictures come from the active generation, once the host was asked whether it is still the newest.
// - Pages and Markdown come from the network, or from what is stored if the network takes longer than PATIENCE. A page
//   is shown only with the reader that it was published with: else the active generation's page is.
// - What the network answers is stored for the next look; errors, redirects and parts of files never are.

importScripts("sw-store.js");

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  // The host is asked for a page while the worker starts. Not in Firefox, which shows its own error if that fails (153).
  const preload = /firefox/i.test(navigator.userAgent) ? null : self.registration.navigationPreload?.enable();
  event.waitUntil(Promise.all([self.clients.claim(), preload]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || !pathname.startsWith(SCOPE)) return;
  if (request.headers.has("range")) return;
  const address = pathname.slice(SCOPE.length);
  const path = decoded(address);
  if (path === null) return;
  event.respondWith(request.mode === "navigate" ? page(event, address, path) : file(event, path));
});

function decoded(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return null;
  }
}

async function page(event, address, path) {
  const name = path.replace(/(^|\/)index\.html$/, "$1").replace(/([^/])$/, "$1/") + "index.html";
  let network, outcome;
  const asked = fromNetwork(event).then((answer) => (network = answer), () => {});
  const looked = look(0).then((found) => (outcome = found));
  await timely(Promise.all([asked, looked]));
  let it = await open();
  const { pending } = it.state;
  if (pending) await remember(activated(it, pending));
  it = await open();
  event.waitUntil(looked.then(() => tidy(event.resultingClientId)));
  const [active] = it.generations;
  const entry = active?.index.get(name);
  const isUpload = outcome !== "current" && outcome !== "none";
  const shown = async () => {
    const { response, html, isOurs } = network;
    if (response.status >= 500 || (response.status === 404 && isUpload && entry)) return;
    if (!active || outcome === "none" || !isOurs) return response;
    if (!belongs(html, active) || (isUpload && entry && (await hashOf(new TextEncoder().encode(html))) !== entry[1])) return;
    if (response.ok && html.includes(`data-route="/${address}"`)) event.waitUntil(keepVisited(name, dated(html, response)));
    return response;
  };
  const copy = async () => {
    const found = active && (await stored(name));
    const html = await found?.text();
    return html && belongs(html, active) && new Response(html, { headers: found.headers });
  };
  const answer = (network && (await shown())) || (await copy());
  if (answer) return answer;
  if (!network) await asked;
  const missing = network?.response.status === 404 && (await stored(NOT_FOUND));
  if (missing) return new Response(missing.body, { status: 404, headers: missing.headers });
  return (network && (await shown())) || (active && (await stored(SHELL))) || network?.response || Response.error();
}

async function fromNetwork(event) {
  const response = (await event.preloadResponse) ?? (await fetch(event.request));
  if (!isHtml(response) || response.type !== "basic") return { response };
  const html = await response.text();
  // Below this blog there may be another one.
  const base = /<html[^>]* data-base="([^"]*)"/.exec(html)?.[1];
  const isOurs = html.includes('id="feuillet"') && new URL(base ?? "", location).pathname === SCOPE;
  return { response: new Response(html, response), html, isOurs };
}

async function file(event, path) {
  const [active] = (await open()).generations;
  if (isHashed(path)) return (await stored(path)) ?? fetch(event.request);
  const isListed = active?.index.has(path);
  if (isListed && !isDocument(path)) {
    const outcome = await timely(look(FRESH));
    const copy = outcome !== "none" && (await stored(path, outcome === "unreachable" || !outcome));
    if (copy) return copy;
  }
  const asked = fetch(event.request).then(async (response) => {
    if (!isListed || event.request.destination || !response.ok) return response;
    if ((await hashOf(await response.clone().arrayBuffer())) === active.index.get(path)[1]) return response;
    // It may be what the browser had of another publish.
    return fetch(event.request, { cache: "no-cache" });
  });
  const isWorthKeeping = /^(content|data)\//.test(path) || /^(image|style)$/.test(event.request.destination);
  const kept = asked.then((response) => isWorthKeeping && keep(path, response.clone()));
  event.waitUntil(Promise.allSettled([kept, look(12 * FRESH)]));
  const answer = await timely(asked);
  if (answer?.ok || (answer && !isListed && answer.status < 500)) return answer;
  return (await stored(path, true)) ?? answer ?? asked;
}

// --- What the reader asks for ---

async function saveSome(what) {
  let it = await open();
  const { saved } = it.state;
  if (!saved.includes(what)) await remember({ saved: what === "all" ? [what] : [...saved, what], complete: false });
  try {
    it = await open();
    const known = it.present.size;
    await fill(it, it.generations[0], it.generations[0].manifest.parts);
    if (it.present.size > known) opened = null;
    it = await open();
    const { state, present, generations: [active] } = it;
    const all = [...Object.values(active.manifest.files).flat(), ...chosen(active, state.saved)];
    const missing = once(all).filter(([, hash]) => !present.has(hash));
    await fill(it, active, missing.slice(0, STEP));
    if (missing.length <= STEP) await remember({ complete: true });
  } catch (error) {
    return error.name === "QuotaExceededError" ? "quota" : "network";
  }
}

const orders = {
  /** What is saved, and how far. */
  async state({ trouble = "" } = {}) {
    const { state: { saved, complete = false }, present, generations: [active] } = await open();
    if (!active) return { trouble: "empty" };
    const { total, categories } = active.manifest;
    const { usage, quota } = await navigator.storage.estimate();
    const all = once([...Object.values(active.manifest.files).flat(), ...chosen(active, saved)]);
    const done = sum(all.filter(([, hash]) => present.has(hash)));
    return { saved, complete, total: saved.length ? sum(all) : total, done, categories, free: quota - usage, trouble };
  },

  /** One step of saving everything or a category: the reader asks again until it is complete. */
  async save({ what }) {
    const trouble = await alone(() => saveSome(what));
    // The host may have another generation by now.
    if (trouble === "network") await look(0);
    return orders.state({ trouble });
  },

  async remove({ tab }) {
    await alone(async () => remember({ saved: [], complete: false }));
    await tidy(tab);
    return orders.state();
  },

  /** Which posts of these names can be read without a network. */
  async readable({ names }) {
    const { present, visited, generations } = await open();
    const addresses = new Set((await visited.keys()).map(({ url }) => new URL(url).pathname));
    return names.map((name) => {
      const path = `content/posts/${name}.md`;
      return addresses.has(addressOf(path)) || generations.some(({ index }) => present.has(index.get(path)?.[1]));
    });
  },

  /** A page of the archive that lists what can be read without a network. */
  async posts() {
    const posts = [];
    for (let number = 1, list; (list = await stored(`data/archive/${number}.json`)); number++)
      posts.push(...(await list.json()).years.flatMap((year) => year.posts));
    const readable = await orders.readable({ names: posts.map(({ slug }) => slug) });
    return { years: [{ posts: posts.filter((_, index) => readable[index]) }] };
  },

  /** Stores the page on which this worker was first heard of, with what it loaded. */
  async keep({ page, paths }) {
    await look(FRESH);
    const html = await (await fetch(addressOf(page))).text();
    await keepVisited(`${decodeURIComponent(page)}index.html`, dated(html, new Response(html, { headers: { "content-type": "text/html" } })));
    for (const path of paths) await keep(path, await fetch(addressOf(path)));
  },
};

self.addEventListener("message", (event) => {
  const { order, ...details } = event.data;
  const done = orders[order]({ ...details, tab: event.source.id });
  event.waitUntil(done.then((reply) => event.ports[0]?.postMessage(reply), () => event.ports[0]?.postMessage(null)));
});
