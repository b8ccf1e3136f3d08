// Starts the reader: the end of the script that wasm-bindgen made.
const page = globalThis;

// Starts the renderer, in a worker or where none can be had on the page. Resolves to the function of renderer.js.
page.feuilletRenderer = () => inWorker().catch(onPage);

const onPage = () => import(RENDERER).then(({ ready }) => ready);

const inWorker = () =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(RENDERER, import.meta.url), { type: "module" });
    const waiting = [];
    // Answers come in the order of the requests.
    const ask = (request) =>
      new Promise((...ends) => {
        waiting.push(ends);
        worker.postMessage(request);
      });
    // Memory for a worker may be short while the pages that were left still have theirs, which only the page can free.
    const render = (request) => ask(request).catch(() => onPage().then((render) => render(request)));
    worker.onmessage = ({ data }) => {
      const [done, failed] = waiting.shift() ?? [() => resolve(render), reject];
      if (data) done(data);
      else failed();
    };
    // The file is missing, is no script, or a policy of the host forbids workers.
    worker.onerror = reject;
  });

// Visitors who save data, or whose network is that of 2G, get plain pages, unless the reader alone can show this one.
const { saveData, effectiveType } = navigator.connection ?? {};
const saves = saveData || /2g/.test(effectiveType) || matchMedia("(prefers-reduced-data: reduce)").matches;
const needed = "#feuillet:not([data-route]), #feuillet[data-route='/offline/']";

// The module is fetched when the page was painted, so that text and pictures get the network first. Background pages
// never paint, so there it is fetched at once. If it is missing or fails its check, the page stays as it is.
const painted = new Promise((resolve) =>
  document.hidden ? resolve() : requestAnimationFrame(() => setTimeout(resolve)),
);
if (!saves || document.querySelector(needed)) {
  const module = painted.then(() => fetch(new URL(MODULE, import.meta.url), { integrity: INTEGRITY }));
  __wbg_init({ module_or_path: module }).catch(() => {});
}
