// Starts the reader: the end of the script that wasm-bindgen made.
const page = globalThis;

// Starts the renderer, in a worker or where none can be had on the page. Resolves to the function of renderer.js.
page.feuilletRenderer = () => inWorker().catch(() => import(RENDERER).then(({ ready }) => ready));

const inWorker = () =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(RENDERER, import.meta.url), { type: "module" });
    const waiting = [];
    // Answers come in the order of the requests.
    const render = (request) =>
      new Promise((...ends) => {
        waiting.push(ends);
        worker.postMessage(request);
      });
    worker.onmessage = ({ data }) => {
      const [done, failed] = waiting.shift() ?? [() => resolve(render), reject];
      if (data) done(data);
      else failed();
    };
    // The file is missing, is no script, or a policy of the host forbids workers.
    worker.onerror = reject;
  });

// The module is fetched when the page was painted, so that text and pictures get the network first. Background pages
// never paint, so there it is fetched at once. If it is missing or fails its check, the page stays as it is.
const painted = new Promise((resolve) =>
  document.hidden ? resolve() : requestAnimationFrame(() => setTimeout(resolve)),
);
const module = painted.then(() => fetch(new URL(MODULE, import.meta.url), { integrity: INTEGRITY }));
__wbg_init({ module_or_path: module }).catch(() => {});
