// On each page of the author's own server: shows what was found in the last publish, and loads the page again when it
// has changed, at the place where it was. It is part of no published page, needs nothing of the reader, touches none of
// the page's elements, and runs under the page's Content Security Policy: its styles are a constructed sheet.
(() => {
  "use strict";
  const { edition, news: address, previews } = document.currentScript.dataset;
  const PLACE = "feuillet:author:place";
  const HIDDEN = "feuillet:author:hidden";

  // Storage may be blocked or full: then only what would be remembered is lost.
  const remember = (key, value) => {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {}
  };
  const remembered = (key) => {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  };

  // The place on a page: blocks by their text, since the author has just changed what is around them.

  const KINDS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, tr, pre, img, summary";
  const BLOCKS = 12;
  const textOf = (element) => (element.matches("img") ? element.src : element.textContent.trim().slice(0, 300));
  const detailsKey = (element) => element.querySelector("summary")?.textContent.trim() ?? "";

  const keepPlace = () => {
    const blocks = [];
    if (scrollY > 4) {
      const all = [...document.querySelectorAll(`main :is(${KINDS})`)];
      for (const block of all) {
        const { top, bottom } = block.getBoundingClientRect();
        if (bottom <= 0 || blocks.length >= BLOCKS || block.checkVisibility?.() === false) continue;
        blocks.push({ text: textOf(block), top, index: all.indexOf(block) });
      }
    }
    const details = [...document.querySelectorAll("details")].map((one) => [detailsKey(one), one.open]);
    remember(PLACE, { path: location.pathname, at: Date.now(), y: scrollY, blocks, details });
  };

  const restorePlace = () => {
    const place = remembered(PLACE);
    if (place?.path !== location.pathname || Date.now() - place.at > 60_000) return;
    let moved = false;
    const stop = () => {
      moved = true;
    };
    const restore = () => {
      if (moved) return;
      const known = place.details.slice();
      for (const one of document.querySelectorAll("details")) {
        const at = known.findIndex(([key]) => key === detailsKey(one));
        if (at >= 0) one.open = known.splice(at, 1)[0][1];
      }
      if (!place.blocks.length) return;
      const all = [...document.querySelectorAll(`main :is(${KINDS})`)];
      const texts = all.map(textOf);
      for (const { text, top, index } of place.blocks) {
        // Of blocks with the same text, the nearest to where it was.
        let nearest = -1;
        texts.forEach((other, at) => {
          const isNearer = nearest < 0 || Math.abs(at - index) < Math.abs(nearest - index);
          if (other === text && isNearer) nearest = at;
        });
        if (nearest < 0) continue;
        const off = all[nearest].getBoundingClientRect().top - top;
        if (Math.abs(off) >= 1) scrollBy({ top: off, behavior: "instant" });
        return;
      }
      scrollTo({ top: place.y, behavior: "instant" });
    };
    for (const move of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(move, stop, { passive: true, once: true });
    }
    restore();
    addEventListener("load", () => {
      restore();
      // After the page's own script and the reader, which see to the place as well.
      requestAnimationFrame(restore);
    });
    document.addEventListener("feuillet:arrive", () => requestAnimationFrame(restore), { once: true });
  };

  // Badges of what visitors do not get, on the page itself and on links to it. They are rules of a style sheet, since the
  // elements are the reader's, which follows links without loading a page.

  const decoded = (path) => {
    try {
      return decodeURI(path);
    } catch {
      return path;
    }
  };

  const showBadges = () => {
    const all = JSON.parse(previews || "[]");
    if (!all.length) return;
    const labels = new Map(all.map(([path, label]) => [decoded(path), label]));
    const looks = `content: var(--feuillet-label); display: inline-block; margin-inline-start: .6em; padding: .05em .6em;
      border: 1px solid; border-radius: 99px; background: #fff3d9; background: light-dark(#fff3d9, #3a2f16);
      color: #6b4800; color: light-dark(#6b4800, #f0cf8a); font: 600 max(12px, .32em)/1.6 system-ui, sans-serif;
      letter-spacing: 0; text-decoration: none; vertical-align: middle; white-space: nowrap;`;
    const quoted = JSON.stringify;
    const links = all.map(([path, label]) => `a[href=${quoted(path)}] { --feuillet-label: ${quoted(label)}; }`);
    const sheet = new CSSStyleSheet();
    // Links around pictures have no room for one. Blocks in a link carry it at the end of what is said first.
    const onLink = all.map(([path]) => `#feuillet a[href=${quoted(path)}]:not(:has(img, .cover))::after`).join();
    sheet.replaceSync(`${links.join("\n")} ${onLink} { ${looks} }`);
    const onPage = new CSSStyleSheet();
    const arrive = () => {
      const label = labels.get(decoded(location.pathname));
      onPage.replaceSync(label ? `#feuillet h1::after { --feuillet-label: ${quoted(label)}; ${looks} }` : "");
    };
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet, onPage];
    document.addEventListener("feuillet:arrive", arrive);
    arrive();
  };

  // The panel.

  const STYLES = `
    :host { all: initial !important; display: contents !important; color-scheme: inherit !important; }
    * { box-sizing: border-box; margin: 0; }
    .panel, .chip {
      --paper: #fff; --ink: #22201d; --soft: #6a655f; --line: #dedad4; --raised: #f6f4f1;
      --error: #b3261e; --warning: #865300; --link: #1f5fa8;
      --paper: light-dark(#fff, #211f1d); --ink: light-dark(#22201d, #eceae7); --soft: light-dark(#6a655f, #aaa49d);
      --line: light-dark(#dedad4, #45413c); --raised: light-dark(#f6f4f1, #2b2926);
      --error: light-dark(#b3261e, #ff9c92); --warning: light-dark(#865300, #eebc66);
      --link: light-dark(#1f5fa8, #93c1f5);
      position: fixed; z-index: 2147483647; inset: auto 16px 16px auto; direction: ltr; text-align: left;
      border: 1px solid var(--line); background: var(--paper); color: var(--ink);
      font: 14px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; box-shadow: 0 6px 30px rgb(0 0 0 / .16);
    }
    .panel {
      inline-size: min(640px, 100vw - 32px); max-block-size: min(544px, 70vh); max-block-size: min(544px, 70dvh);
      display: flex; flex-direction: column; border-radius: 12px; overflow: hidden;
    }
    [hidden] { display: none !important; }
    header { display: flex; align-items: center; gap: 12px; padding: 8.8px 9.6px 8.8px 17.6px; border-bottom: 1px solid var(--line); }
    h2 { flex: 1; font-size: 14px; font-weight: 600; }
    .dot { inline-size: 9.6px; block-size: 9.6px; border-radius: 50%; background: var(--warning); flex: none; }
    .severe .dot { background: var(--error); }
    .body { overflow: auto; overscroll-behavior: contain; padding: 4px 17.6px 14.4px; scrollbar-width: thin; }
    button { font: inherit; color: inherit; cursor: pointer; }
    .close { border: 1px solid transparent; border-radius: 8px; background: none; padding: 4.8px 11.2px; color: var(--soft); min-block-size: 33.6px; }
    .close:hover { background: var(--raised); color: var(--ink); }
    .chip { display: flex; align-items: center; gap: 8px; min-block-size: 38.4px; padding: 5.6px 14.4px; border-radius: 999px; font-size: 13px; }
    .chip:hover { background: var(--raised); }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
    .note { padding-block: 11.2px 0; color: var(--soft); }
    .failure { padding-block: 11.2px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
    ol { list-style: none; padding: 0; }
    li { padding-block: 12.8px; }
    li + li { border-top: 1px solid var(--line); }
    .message { font-weight: 600; overflow-wrap: anywhere; }
    code { font: .93em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
    .error .message { color: var(--error); }
    .warning .message { color: var(--warning); }
    .place { display: block; margin-bottom: 2.4px; font: 12.5px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; color: var(--soft); overflow-wrap: anywhere; }
    a.place { color: var(--link); inline-size: fit-content; }
    pre { margin-block: 7.2px; padding: 8px 12px 17.6px; border-radius: 8px; background: var(--raised); overflow-x: auto; font: 12.5px/1.6 ui-monospace, "SF Mono", Menlo, Consolas, monospace; tab-size: 4; }
    .number { color: var(--soft); user-select: none; padding-inline-end: 16px; }
    mark { position: relative; background: none; color: inherit; }
    mark::after { content: attr(data-carets); position: absolute; inset: 1.05em auto auto 0; color: var(--error); font-weight: 700; user-select: none; }
    .warning mark::after { color: var(--warning); }
    .help { overflow-wrap: anywhere; }
    .help::before { content: "Help: "; color: var(--soft); }
    details { margin-block-start: 6.4px; border-top: 1px solid var(--line); }
    .body > details:first-of-type:not(ol ~ details) { border-top: 0; }
    summary { padding-block: 11.2px; cursor: pointer; color: var(--warning); font-weight: 600; }
    .told { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    @media (max-width: 576px) {
      .panel { inset: auto 0 0; inline-size: 100%; border-radius: 14px 14px 0 0; border-inline: 0; border-bottom: 0; max-block-size: 65vh; max-block-size: 65dvh; }
      .chip { inset: auto 12px 12px auto; }
      .body { padding-bottom: calc(14.4px + env(safe-area-inset-bottom)); }
    }
    @media (prefers-reduced-motion: no-preference) {
      .panel.arrives { animation: arrive .18s ease-out; }
      @keyframes arrive { from { opacity: 0; transform: translateY(8px); } }
    }
    @media (forced-colors: active) { .dot { background: CanvasText; } }
    @media print { .panel, .chip { display: none; } }
  `;

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== null) element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child !== undefined && child !== null));
    return element;
  };

  const counted = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;

  // A message, with what it quotes in backticks as code.
  const quoted = (text) => text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? make("code", {}, part) : part));

  const placeOf = ({ file, line, column }) => [file, line, line && column].filter(Boolean).join(":");

  // The source line around what the finding is about, which carets stand below.
  const sourceOf = ({ source, line, column, length }) => {
    if (source === null || source === undefined) return undefined;
    const all = Array.from(source);
    const indent = all.findIndex((one) => one.trim());
    const from = column ? Math.min(column - 1, all.length) : Math.max(indent, 0);
    const marked = column ? Math.max(length, 1) : all.length - from;
    const to = Math.min(from + marked, from + 120, all.length);
    const first = from > 80 ? from - 50 : 0;
    const last = Math.min(Math.max(to + 60, first + 140), all.length);
    const text = (start, end) => all.slice(start, end).join("");
    // At the end of a line there is nothing to mark.
    const mark = make("mark", { "data-carets": "^".repeat(Math.max(to - from, 1)) }, text(from, to) || "\u00a0");
    const before = (first > 0 ? "…" : "") + text(first, from);
    const after = text(to, last) + (last < all.length ? "…" : "");
    // Lines that are too long can be scrolled, also by keyboard.
    const attributes = { tabindex: "0", role: "group", "aria-label": `Line ${line}` };
    return make("pre", attributes, make("span", { class: "number", "aria-hidden": "true" }, String(line)), before, mark, after);
  };

  const itemOf = (finding) => {
    const { severity, message, help, edit, related } = finding;
    const place = edit
      ? make("a", { class: "place", href: edit, title: "Open in the editor" }, placeOf(finding))
      : make("span", { class: "place" }, placeOf(finding));
    const others = related.map((other) => make("p", { class: "note" }, ...quoted(`${other.message}: ${placeOf(other)}`)));
    const remedy = help ? make("p", { class: "help" }, ...quoted(help)) : undefined;
    return make("li", { class: severity }, place, make("p", { class: "message" }, ...quoted(message)), sourceOf(finding), ...others, remedy);
  };

  let parts;
  let latest;

  const build = () => {
    const host = make("feuillet-author");
    const shadow = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    shadow.adoptedStyleSheets = [sheet];
    const title = make("h2", { id: "title" });
    const close = make("button", { class: "close", type: "button", title: "Escape" }, "Close");
    const body = make("div", { class: "body", tabindex: "-1" });
    const panel = make("section", { class: "panel", "aria-labelledby": "title", hidden: "" });
    panel.append(make("header", {}, make("span", { class: "dot" }), title, close), body);
    const chipText = make("span");
    const chip = make("button", { class: "chip", type: "button", "aria-expanded": "false", hidden: "" }, make("span", { class: "dot" }), chipText);
    // It is there before it says anything, or else it is not read out.
    const told = make("p", { class: "told", role: "status" });
    shadow.append(told, panel, chip);
    close.addEventListener("click", () => hide());
    chip.addEventListener("click", () => {
      remember(HIDDEN, null);
      open();
      close.focus();
    });
    document.addEventListener("keydown", (event) => {
      const isOurs = !panel.hidden && !event.defaultPrevented && !document.querySelector("dialog[open]");
      if (event.key === "Escape" && isOurs) hide();
    });
    document.body.append(host);
    return { host, shadow, panel, title, body, chip, chipText, told };
  };

  const open = () => {
    parts.panel.hidden = false;
    parts.chip.hidden = true;
  };

  const hide = () => {
    const hadFocus = parts.shadow.activeElement !== null;
    remember(HIDDEN, signature(latest));
    parts.panel.hidden = true;
    parts.chip.hidden = false;
    if (hadFocus) parts.chip.focus();
  };

  // What an author who closed the panel has seen.
  const signature = ({ failure, failed, findings }) =>
    JSON.stringify([failure, failed, findings.filter((one) => one.severity === "error").map((one) => [one.file, one.message])]);

  const show = (news) => {
    const { failed, failure, errors, warnings, findings } = news;
    const before = latest;
    latest = news;
    const count = errors + warnings;
    if (!failed && count === 0) {
      if (parts && !parts.panel.hidden) parts.told.textContent = "No problems are left.";
      if (parts) parts.panel.hidden = parts.chip.hidden = true;
      return;
    }
    parts ??= build();
    const { panel, title, body, chip, chipText, told } = parts;
    const numbers = [errors && counted(errors, "error"), warnings && counted(warnings, "warning")].filter(Boolean).join(", ");
    const sum = failed ? ["Not published", numbers].filter(Boolean).join(": ") : numbers;
    title.textContent = chipText.textContent = sum;
    for (const part of [panel, chip]) part.classList.toggle("severe", failed || errors > 0);
    const wasOpen = body.querySelector("details")?.open;
    const scrolled = body.scrollTop;
    const list = (severity) => findings.filter((one) => one.severity === severity).map(itemOf);
    const more = (shown, all) => (all > shown ? make("p", { class: "note" }, `and ${all - shown} more, which the terminal lists`) : undefined);
    const children = [];
    if (failed) {
      const kept = edition.endsWith(".0") ? "This page appears as soon as it is mended." : "The page behind is from the last publish that worked.";
      children.push(make("p", { class: "note" }, kept));
    }
    if (failure) children.push(make("p", { class: "failure" }, failure));
    const severe = list("error");
    if (severe.length) children.push(make("ol", {}, ...severe), more(severe.length, errors));
    const mild = list("warning");
    if (mild.length) {
      const details = make("details", {}, make("summary", {}, counted(warnings, "warning")), make("ol", {}, ...mild), more(mild.length, warnings));
      // Of warnings alone, whoever opens the panel wants to see them.
      details.open = wasOpen ?? severe.length === 0;
      children.push(details);
    }
    body.replaceChildren(...children.filter(Boolean));
    const isNew = !before || signature(before) !== signature(news);
    const isOpened = (failed || errors > 0) && remembered(HIDDEN) !== signature(news);
    if (isOpened || !panel.hidden) {
      if (panel.hidden && before) panel.classList.add("arrives");
      open();
      if (isNew) told.textContent = sum;
      if (!isNew) body.scrollTop = scrolled;
    } else {
      panel.hidden = true;
      chip.hidden = false;
    }
  };

  // News.

  let seen = "";
  let isLeaving = false;

  const take = (news) => {
    if (isLeaving) return;
    seen = news.turn;
    if (news.edition !== edition) {
      isLeaving = true;
      keepPlace();
      location.reload();
      return;
    }
    show(news);
  };

  const ask = async (query) => {
    // The server answers sooner: a connection that is silent for so long has died.
    const answer = await fetch(address + query, { cache: "no-store", signal: AbortSignal.timeout(40_000) });
    return answer.json();
  };

  const wait = (time) => new Promise((done) => setTimeout(done, time));

  const follow = async (tellOthers) => {
    while (!isLeaving) {
      try {
        const news = await ask(`?seen=${seen}`);
        if (news.turn !== seen) {
          tellOthers(news);
          take(news);
        }
      } catch {
        // The server is stopped, or starts again.
        await wait(document.hidden ? 3000 : 700);
      }
    }
  };

  const start = async () => {
    try {
      take(await ask(""));
    } catch {}
    // Browsers open six connections to a host. One page waits for news and tells the others, if they can talk.
    if (navigator.locks && window.BroadcastChannel) {
      const channel = new BroadcastChannel("feuillet:author");
      channel.addEventListener("message", ({ data }) => data.turn !== seen && take(data));
      navigator.locks.request("feuillet:author", () => follow((news) => channel.postMessage(news)));
    } else follow(() => {});
  };

  addEventListener("pageshow", async ({ persisted }) => {
    if (!persisted) return;
    isLeaving = false;
    try {
      take(await ask(""));
    } catch {}
  });

  showBadges();
  restorePlace();
  start();
})();
