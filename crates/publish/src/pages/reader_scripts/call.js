// Calls the renderer's module: the beginning of renderer.js, and of what measures the module.
const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

// Returns the HTML of a text, and its facts. `site` is the data of data/site.json, `exports` what an instance exports.
const call = ({ memory, room, render }, { site, request, markdown }) => {
  const { words, frames, without } = site;
  const parts = [JSON.stringify({ words, frames, without }), JSON.stringify(request), markdown];
  const [first, second, third] = parts.map((part) => encoder.encode(part));
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
};
