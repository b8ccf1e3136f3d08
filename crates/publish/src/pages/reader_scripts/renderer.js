// Renders Markdown with the renderer's module, in a worker or on the page: the end of the script that call.js begins.
const compiled = fetch(new URL(MODULE, import.meta.url), { integrity: INTEGRITY })
  .then((answer) => answer.arrayBuffer())
  .then((bytes) => WebAssembly.compile(bytes));

let instance;

// Returns what `call` does.
const render = async (request) => {
  instance ??= await WebAssembly.instantiate(await compiled);
  try {
    return call(instance.exports, request);
  } catch (error) {
    // After a panic, the next text gets a new one.
    instance = undefined;
    throw error;
  }
};

// Resolves to the function.
export const ready = compiled.then(() => render);

if (typeof document === "undefined") {
  const answer = (work) => work.then(postMessage, () => postMessage(null));
  let last = answer(ready.then(() => true));
  onmessage = ({ data }) => {
    last = last.then(() => answer(render(data)));
  };
}
