{
  // Fetches the page's script, then the reader, when the page was painted: text and pictures get the network first.
  const { page, styles, start, integrity, module, check } = document.currentScript.dataset;
  const element = (name, values) => Object.assign(document.createElement(name), values);
  const add = (name, values) => document.head.append(element(name, values));
  // In order, although they are added by a script.
  const run = (src, integrity = "") => add("script", { type: "module", async: false, src, integrity });

  // Background pages never paint. A page that is loaded again is shown at its former place from the first paint on.
  const isNew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  const painted = new Promise((resolve) =>
    document.hidden || !isNew ? resolve() : requestAnimationFrame(() => setTimeout(resolve)),
  );

  // Visitors who save data, or whose network is that of 2G, get plain pages, unless the reader alone can show this one.
  const { saveData, effectiveType } = navigator.connection ?? {};
  const saves = saveData || /2g/.test(effectiveType) || matchMedia("(prefers-reduced-data: reduce)").matches;
  const needed = "#feuillet:not([data-route]), #feuillet[data-route='/offline/']";

  addEventListener("DOMContentLoaded", async () => {
    // Not upon its script, `contents.js`: it would open after the paint.
    const contents = document.querySelector(".contents details");
    if (contents && matchMedia("(min-width: 78.75rem)").matches) contents.open = true;

    await painted;
    run(page);
    if (saves && !document.querySelector(needed)) return;
    // The data first: it is small, and the reader cannot start without it.
    const data = document.querySelector("meta[name='feuillet:data']").content.split(" ");
    for (const href of data) add("link", { rel: "preload", as: "fetch", crossOrigin: "anonymous", href });
    run(start, integrity);
    const loaded = fetch(module, { integrity: check, priority: "low" });
    const styled = new Promise((onload, onerror) => {
      const sheet = element("link", { rel: "stylesheet", fetchPriority: "low", href: styles, onload, onerror });
      // Among the styles of the page, in the order of the cascade.
      document.getElementById("feuillet-styles").after(sheet);
    });
    // What the script of the reader waits for: its module, and the styles of the pages that it will show.
    globalThis.feuillet = { module: loaded, styles: styled };
    // Without them the page stays as it is, which is no error.
    Promise.all([loaded, styled]).catch(() => {});
  });
}
