// Measures renderers of Markdown in one page: `INPUT` has their scripts, Feuillet's module and the documents.
// Called with `?cold=<name>` in a fresh browser, it tells what one renderer takes from its script to its first HTML.
const evaluate = (source) => (0, eval)(source);

const starters = {
  // `call` is the reader's own, from call.js.
  feuillet: () => {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes));
    const request = { base: "/", name: "a", directory: "posts", renamed: [] };
    return (text) => call(exports, { site: INPUT.site, request, markdown: text.whole }).html;
  },
  marked: () => {
    evaluate(INPUT.scripts.marked);
    return (text) => self.marked.parse(text.body);
  },
  "markdown-it": () => {
    evaluate(INPUT.scripts["markdown-it"]);
    const renderer = self.markdownit({ html: true });
    return (text) => renderer.render(text.body);
  },
  commonmark: () => {
    evaluate(INPUT.scripts.commonmark);
    const [parser, writer] = [new self.commonmark.Parser(), new self.commonmark.HtmlRenderer()];
    return (text) => writer.render(parser.parse(text.body));
  },
};

const moduleBytes = Uint8Array.from(INPUT.module);

/** Milliseconds for one call, from a batch of them. */
function time(work, calls) {
  const start = performance.now();
  for (let call = 0; call < calls; call += 1) work();
  return (performance.now() - start) / calls;
}

function checked(html, text) {
  if (!html.includes(text.last)) throw new Error("a renderer lost the end of the text");
  return html;
}

function cold(name) {
  const text = INPUT.texts.find((text) => text.cold);
  let html;
  const took = time(() => {
    html = starters[name]()(text);
  }, 1);
  checked(html, text);
  return took;
}

/** Of each document for each renderer, one figure a round. */
function warm() {
  const names = Object.keys(starters);
  const renderers = names.map((name) => starters[name]());
  return INPUT.texts.map((text) => {
    const calls = renderers.map((render) => {
      checked(render(text), text);
      // Compilers of browsers want to be warm.
      for (const end = performance.now() + 400; performance.now() < end; ) render(text);
      return Math.ceil(20 / Math.max(time(() => render(text), 3), 0.01));
    });
    const figures = Object.fromEntries(names.map((name) => [name, []]));
    for (let round = 0; round < INPUT.rounds; round += 1) {
      for (let turn = 0; turn < names.length; turn += 1) {
        const index = (round + turn) % names.length;
        figures[names[index]].push(time(() => renderers[index](text), calls[index]));
      }
    }
    return figures;
  });
}

let told;
try {
  const name = new URLSearchParams(location.search).get("cold");
  told = name ? { cold: cold(name) } : { warm: warm() };
} catch (error) {
  told = { error: String(error) };
}
document.getElementById("told").textContent = JSON.stringify(told);
