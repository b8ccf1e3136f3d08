// Opens posts by deep link with a cold cache, on a slow phone, and says as JSON for each site and post what each visit took.
// Arguments: the browser, a folder for its profile, and a file with the plan: JSON of `runs`, `waterfall`, `certificate` and `visits`.

import { readFileSync } from "node:fs";

import { Chromium, Page, pause } from "./chromium.mjs";
import { FAST, Network, SLOW_4G } from "./network.mjs";

const [program, profile, plan] = process.argv.slice(2);
const { runs, waterfall: wantsWaterfall, certificate, visits } = JSON.parse(readFileSync(plan, "utf8"));

const SLOWER = 4;

/** Milliseconds without a request after which a page has settled. */
const QUIET = 1_500;

/** Length of a task that blocks input, in milliseconds (W3C Long Tasks API, section 1). */
const LONG_TASK = 50;

// Runs in each document before anything else.
const watch = ({ text, kind, hasRenderer, probes }) => {
  if (location.protocol === "about:") return;
  const measured = { tasks: [], readable: null, alive: null, renderer: null, handled: null };
  window.measured = measured;
  new PerformanceObserver((list) => {
    measured.tasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration })));
  }).observe({ type: "longtask", buffered: true });

  // A text counts when it is in the window, so that its end need not have come.
  const isThere = (text) => {
    if (!document.body) return false;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (!data.includes(text) || parentElement.closest("script, style, template")) continue;
      const box = parentElement.getBoundingClientRect();
      if (box.height > 0) return true;
    }
    return false;
  };
  // Resolves when a text was painted.
  const painted = (text) =>
    new Promise((resolve) => {
      const look = () => {
        if (!isThere(text)) return requestAnimationFrame(look);
        // The task after the frame.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    });
  const readable = painted(text).then((time) => { measured.readable = time; });

  // Follows a link of its own, which nobody pointed at, and tells how long it took until the text was there.
  measured.follow = async (href, expected) => {
    const link = document.body.appendChild(document.createElement("a"));
    link.href = href;
    const start = performance.now();
    link.click();
    const end = await painted(expected);
    link.remove();
    return end - start;
  };
  measured.back = async () => {
    history.back();
    await painted(text);
  };

  // A click that the app handles is not the browser's any more.
  const probe = () => {
    if (!probes) return;
    const link = [...document.querySelectorAll("a[href]")].find(
      ({ origin, pathname }) => origin === location.origin && pathname === "/",
    );
    addEventListener("click", (event) => { measured.handled = event.defaultPrevented; }, { once: true });
    link.click();
  };
  const alive = new Promise((resolve) => {
    const come = () => {
      measured.alive ??= performance.now();
      probe();
      resolve();
    };
    if (kind === "feuillet") {
      // Once it listens to clicks, the app gives the entry of the history an id.
      const replace = history.replaceState;
      history.replaceState = (...entry) => {
        history.replaceState = replace;
        history.replaceState(...entry);
        come();
      };
    } else if (kind === "vitepress") {
      // Vue notes its app at the element when it is mounted.
      Object.defineProperty(Element.prototype, "__vue_app__", {
        configurable: true,
        set(value) {
          Object.defineProperty(this, "__vue_app__", { value, configurable: true, writable: true });
          come();
        },
      });
    } else resolve();
  });
  const renderer = new Promise((resolve) => {
    if (!hasRenderer || probes) return resolve();
    new PerformanceObserver((list, observer) => {
      const [mark] = list.getEntriesByName("feuillet:renderer");
      if (!mark) return;
      measured.renderer = mark.startTime;
      observer.disconnect();
      resolve();
    }).observe({ type: "mark", buffered: true });
  });
  measured.readableAndAlive = Promise.all([readable, alive]);
  measured.whole = Promise.all([readable, alive, renderer]);
};

const scriptFor = (visit, probes) => `(${watch})(${JSON.stringify({ ...visit, probes })})`;

/** Bytes and requests on the wire until a time, in milliseconds since the navigation began. */
const until = (traffic, start, time) => {
  const end = start + time / 1000;
  const bytes = new Map();
  let requests = 0;
  for (const { method, params, session } of traffic) {
    if (params.timestamp > end) continue;
    const request = `${session} ${params.requestId}`;
    if (method === "Network.requestWillBeSent" && /^https?:/.test(params.request.url)) requests += 1;
    if (method === "Network.dataReceived") bytes.set(request, (bytes.get(request) ?? 0) + params.encodedDataLength);
    // What has come whole is counted with its headers.
    if (method === "Network.loadingFinished") bytes.set(request, params.encodedDataLength);
  }
  return { requests, bytes: [...bytes.values()].reduce((sum, length) => sum + length, 0) };
};

/** Bytes of WebAssembly's memories in a page or worker. */
const memories = async (send) => {
  const { result } = await send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const sum = "function () { return this.reduce((sum, { buffer }) => sum + buffer.byteLength, 0); }";
  const call = { objectId: objects.objectId, functionDeclaration: sum, returnByValue: true };
  return (await send("Runtime.callFunctionOn", call)).result.value;
};

/** Bytes of JavaScript's heap and of WebAssembly's memories, of the page and its workers, without garbage. */
const memory = async (page) => {
  const workers = page.workers.filter(({ kind }) => kind === "worker");
  const senders = [
    (command, params) => page.send(command, params),
    ...workers.map((worker) => (command, params) => page.sendTo(worker, command, params)),
  ];
  const figures = { heap: 0, wasm: 0 };
  for (const send of senders) {
    await send("HeapProfiler.collectGarbage");
    figures.heap += (await send("Runtime.getHeapUsage")).usedSize;
    figures.wasm += await memories(send);
  }
  return figures;
};

/** Milliseconds from a click to the text of another post, and for the same click again after going back. */
const follow = async (page, { href, text }) => {
  const click = async () => {
    const time = await page.evaluate(`measured.follow(${JSON.stringify(href)}, ${JSON.stringify(text)})`, "another post");
    await page.quiet(QUIET);
    return time;
  };
  const first = await click();
  await page.evaluate("measured.back().then(() => true)", "the way back");
  await page.quiet(QUIET);
  return { first, again: await click() };
};

/** Waits for a promise of the page; if it does not come, the error tells what did. */
const wait = (page, name, visit) =>
  page.evaluate(`measured.${name}.then(() => true)`, name).catch(async (error) => {
    const { readable, alive, renderer } = (await page.evaluate("({ ...measured, tasks: null, readableAndAlive: null, whole: null, follow: null, back: null })")) ?? {};
    throw new Error(`${visit.url}: ${error.message} (readable ${readable}, alive ${alive}, renderer ${renderer})`);
  });

const measure = async (chromium, visit) => {
  const page = await Page.open(chromium, { script: scriptFor(visit, false), slower: SLOWER });
  network.become(SLOW_4G);
  await page.go(visit.url);
  await wait(page, "whole", visit);
  await page.quiet(QUIET);
  const { readable, alive, renderer, tasks } = await page.evaluate(
    "(({ readable, alive, renderer, tasks }) => ({ readable, alive, renderer, tasks }))(measured)",
  );
  const { traffic } = page;
  const start = traffic.find(({ method }) => method === "Network.requestWillBeSent").params.timestamp;
  const blocked = tasks.reduce((sum, { duration }) => sum + Math.max(0, duration - LONG_TASK), 0);
  const figures = { readable, alive, renderer, blocked };
  figures.longest = Math.max(0, ...tasks.map(({ duration }) => duration));
  figures.untilReadable = until(traffic, start, readable);
  figures.untilAlive = alive === null ? null : until(traffic, start, alive);
  figures.memory = await memory(page);
  if (visit.next) {
    figures.click = await follow(page, visit.next);
    if (visit.kind === "feuillet") figures.memoryThen = await memory(page);
  }
  if (wantsWaterfall) figures.waterfall = waterfall(traffic, start);
  await page.close();
  return figures;
};

/** Each request: when it was sent, when its answer began and when it ended, in milliseconds. */
const waterfall = (traffic, start) => {
  const requests = new Map();
  for (const { method, params, session } of traffic) {
    const id = `${session} ${params.requestId}`;
    const time = Math.round((params.timestamp - start) * 1000);
    if (method === "Network.requestWillBeSent") {
      requests.set(id, { url: params.request.url, priority: params.request.initialPriority, sent: time });
    } else if (requests.has(id)) {
      const request = requests.get(id);
      if (method === "Network.responseReceived") request.answered = time;
      if (method === "Network.loadingFinished") Object.assign(request, { ended: time, bytes: params.encodedDataLength });
    }
  }
  return [...requests.values()];
};

/** Fails if a click right after the app came to life is the browser's. It also fills the server's caches. */
const check = async (chromium, visit) => {
  const page = await Page.open(chromium, { script: scriptFor(visit, true) });
  network.become(FAST);
  await page.go(visit.url);
  await wait(page, "readableAndAlive", visit);
  const handled = await page.evaluate("measured.handled");
  if (visit.kind !== "plain" && !handled) throw new Error(`the app of ${visit.url} does not handle clicks`);
  await page.close();
};

const chromium = new Chromium(program, profile, readFileSync(certificate));
const network = new Network();
try {
  for (const visit of visits) visit.url = await network.reach(visit.url);
  for (const visit of visits) await check(chromium, visit);
  const told = visits.map(() => []);
  for (let run = 0; run < runs; run += 1) {
    for (let turn = 0; turn < visits.length; turn += 1) {
      const index = (run + turn) % visits.length;
      told[index].push(await measure(chromium, visits[index]));
      await pause(200);
    }
  }
  console.log(JSON.stringify(told));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  chromium.close();
  network.close();
}
