// Renders Markdown with the renderer's module, in a worker or on the page.
const compiled = fetch(new URL(MODULE, import.meta.url), { integrity: INTEGRITY })
  .then((answer) => answer.arrayBuffer())
  .then((bytes) => WebAssembly.compile(bytes));

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
let instance;

// Returns the HTML of a text, and its facts. `site` is the data of data/site.json.
const render = async ({ site, request, markdown }) => {
  const { words, frames, without } = site;
  const parts = [JSON.stringify({ words, frames, without }), JSON.stringify(request), markdown];
  const [first, second, third] = parts.map((part) => encoder.encode(part));
  instance ??= await WebAssembly.instantiate(await compiled);
  const { memory, room, render } = instance.exports;
  try {
    const start = room(first.length + second.length + third.length);
    const input = new Uint8Array(memory.buffer, start);
    input.set(first);
    input.set(second, first.length);
    input.set(third, first.length + second.length);
    const output = render(first.length, second.length);
    // The memory may have grown.
    const [html, htmlLength, facts, factsLength] = new Uint32Array(memory.buffer, output, 4);
    const text = (start, length) => decoder.decode(new Uint8Array(memory.buffer, start, length));
    return { html: text(html, htmlLength), facts: JSON.parse(text(facts, factsLength)) };
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
