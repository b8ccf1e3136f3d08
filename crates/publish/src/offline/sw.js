// Service worker of a blog: serves pages and files without a network, and never mixes two publishes on one page.
//
// - Lists and pictures come from the active generation, after the host was asked whether it is the newest.
// - Pages and Markdown come from the network, or from the stores if the network takes longer than PATIENCE. A page is
//   shown only with the reader that it was published with; otherwise the page of the active generation is shown.
// - Responses of the network are stored for later; errors, redirects and partial responses are not.
// - If anything goes wrong with the stores, the visitor gets the host's response.

importScripts("sw-store.js", "sw-generations.js", "sw-orders.js");

// Times in milliseconds.
// Longest wait for the network before a stored copy is shown.
const PATIENCE = 2_000;
// Longest wait for a network that was slow a moment ago.
const SHORT_PATIENCE = 100;
// Longest wait for a prerendered page of which nothing is stored but the shell.
const LONG_PATIENCE = 8_000;
// Time after a slow response during which the network gets SHORT_PATIENCE.
const SLOW = 10_000;
// Time during which the host is not asked again for its newest generation: for lists and pictures, and for other files.
const FRESH = 5_000;
const FRESH_ENOUGH = 60_000;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  // Requests pages while the worker starts. Not in Firefox, which shows its own error page if that fails (153).
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
  const answer = request.mode === "navigate" ? page(event, address, path) : file(event, path);
  event.respondWith(answer.catch(() => fetch(request)));
});

function decoded(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return null;
  }
}

let slowSince = 0;

// The response of the network, or null if it fails or takes too long.
async function timely(asked) {
  const since = Date.now();
  const patience = since - slowSince < SLOW ? SHORT_PATIENCE : PATIENCE;
  const answer = await within(asked, patience);
  const took = Date.now() - since;
  // A fast response ends the time of short patience.
  if (answer && took < PATIENCE) slowSince = 0;
  else if (!answer && patience === PATIENCE && took >= PATIENCE) slowSince = Date.now();
  return answer;
}

// The outcome of `look` if it is known in time, else null: the download of a new generation may take longer.
const outcomeOf = (looked) => within(looked, Math.max(SHORT_PATIENCE, PATIENCE - (Date.now() - askedAt)));

function within(promise, patience) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), patience);
    promise.catch(() => null).then((value) => resolve(value, clearTimeout(timer)));
  });
}

// The file that holds the page at an address.
const nameOf = (path) => path.replace(/(^|\/)index\.html$/, "$1").replace(/([^/])$/, "$1/") + "index.html";

async function page(event, address, path) {
  const name = nameOf(path);
  const asked = fromNetwork(event);
  const looked = look(0);
  event.waitUntil(looked.then(() => tidy(event.resultingClientId)));
  const [early, outcome] = await Promise.all([timely(asked), outcomeOf(looked)]);
  let network = early;
  let it = await open();
  if (it.state.pending) {
    // If the storage is full, the generation stays pending.
    await remember(activate(it.state.pending, it.state)).catch(() => {});
    it = await open();
  }
  const [active] = it.generations;
  const entry = active?.index.get(name);
  const isUpload = outcome !== "current" && outcome !== "none";
  const shown = async () => {
    if (!network || network.response.status >= 500) return;
    const { response, html, bytes, isOurs } = network;
    if (response.status === 404 && isUpload && entry) return;
    if (!active || outcome === "none" || !isOurs) return response;
    if (!belongs(html, active) || (isUpload && entry && (await hashOf(bytes)) !== entry[1])) return;
    if (!entry) event.waitUntil(keepPage(address, new Response(bytes, response)));
    return response;
  };
  const copy = async () => {
    const found = active && (await stored(name));
    const bytes = await found?.arrayBuffer();
    return bytes && belongs(new TextDecoder().decode(bytes), active) && new Response(bytes, { headers: found.headers });
  };
  const answer = (await shown()) || (await copy());
  if (answer) return answer;
  // Waits longer for a prerendered page, unless its Markdown is stored, which the shell shows at once.
  const markdown = `content/${name.startsWith("posts/") ? "" : "pages/"}${name.replace(/\/?index\.html$/, ".md")}`;
  if (!network && !(await stored(markdown))) network = await within(asked, LONG_PATIENCE);
  const missing = network?.response.status === 404 && (await stored(NOT_FOUND));
  if (missing) return new Response(missing.body, { status: 404, headers: missing.headers });
  return (await shown()) || (active && (await stored(SHELL))) || network?.response || Response.error();
}

async function fromNetwork(event) {
  const response = (await event.preloadResponse) ?? (await fetch(event.request));
  if (!isHtml(response) || response.type !== "basic") return { response };
  const bytes = await response.arrayBuffer();
  const html = new TextDecoder().decode(bytes);
  return { response: new Response(bytes, response), html, bytes, isOurs: html.includes(`data-base="${SCOPE}"`) };
}

// Stores a page by its address, if the response is the page of that address.
async function keepPage(address, response) {
  const bytes = await response.arrayBuffer();
  const html = new TextDecoder().decode(bytes);
  const isIt = response.ok && html.includes(`data-base="${SCOPE}"`) && html.includes(`data-route="/${address}"`);
  if (isIt) await keepVisited(nameOf(decoded(address)), await copyOf(bytes, response));
}

async function file(event, path) {
  const { generations } = await open();
  const isReader = generations.some(({ manifest }) => manifest.files.reader.some(([name]) => name === path));
  if (isReader) return (await stored(path)) ?? fetch(event.request);
  const isListed = generations[0]?.index.has(path);
  if (isListed && !isDocument(path)) {
    const outcome = await outcomeOf(look(FRESH));
    const isCopy = outcome === "unreachable" || (outcome === null && !isAnswered);
    const copy = outcome !== "none" && (await stored(path, { isCopy, isCurrent: outcome === "current" }));
    if (copy) return copy;
  }
  // The browser's HTTP cache may have the text of another publish.
  const asked = isDocument(path) ? fetch(event.request, { cache: "no-cache" }) : fetch(event.request);
  const isWorthKeeping = /^(content|data)\//.test(path) || /^(image|style)$/.test(event.request.destination);
  const kept = asked.then((response) => isWorthKeeping && keep(path, response.clone()));
  event.waitUntil(Promise.allSettled([kept, look(FRESH_ENOUGH)]));
  const answer = await timely(asked);
  if (answer?.ok || (answer && !isListed && answer.status < 500)) return answer;
  return (await stored(path, { isCopy: true })) ?? (await sibling(path)) ?? answer ?? asked.catch(() => Response.error());
}
