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

// The module is that of the page, which has its digest. If it is missing or fails its check, or if the styles of other
// pages are, the page stays as it is.
const { module, styles } = page.feuillet;
__wbg_init({ module_or_path: styles.then(() => module) }).catch(() => {});
