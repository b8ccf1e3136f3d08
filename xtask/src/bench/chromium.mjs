// Drives Chromium over its debugging pipe (Chrome DevTools Protocol): each message is JSON and ends with a NUL.

import { spawn } from "node:child_process";
import { X509Certificate, createHash } from "node:crypto";

const PATIENCE = 60_000;

export const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** A browser without a window. Sessions are of pages and workers. */
export class Chromium {
  #process;
  #asked = new Map();
  #listeners = new Set();
  #last = 0;

  /** `certificate` is that of the servers, as PEM. */
  constructor(program, profile, certificate = undefined) {
    const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"];
    flags.push("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");
    flags.push("--remote-debugging-pipe", `--user-data-dir=${profile}`);
    if (certificate) {
      // Not `--ignore-certificate-errors`: what comes with an error is not cached.
      const key = new X509Certificate(certificate).publicKey.export({ type: "spki", format: "der" });
      const hash = createHash("sha256").update(key).digest("base64");
      flags.push(`--ignore-certificate-errors-spki-list=${hash}`);
    }
    this.#process = spawn(program, flags, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    this.#process.on("exit", () => this.#fail(new Error("Chromium ended")));
    this.#process.on("error", (error) => this.#fail(error));
    this.#process.stdio[3].on("error", (error) => this.#fail(error));
    let rest = "";
    this.#process.stdio[4].setEncoding("utf8").on("data", (text) => {
      const messages = (rest + text).split("\0");
      rest = messages.pop();
      for (const message of messages) this.#take(JSON.parse(message));
    });
  }

  #take({ id, result, error, method, params, sessionId }) {
    if (id === undefined) {
      for (const listener of this.#listeners) listener(method, params, sessionId);
      return;
    }
    const { resolve, reject, command } = this.#asked.get(id) ?? {};
    this.#asked.delete(id);
    if (error) reject?.(new Error(`${command}: ${error.message}`));
    else resolve?.(result);
  }

  #fail(error) {
    for (const { reject } of this.#asked.values()) reject(error);
    this.#asked.clear();
  }

  send(command, params = {}, sessionId = undefined) {
    return new Promise((resolve, reject) => {
      this.#last += 1;
      this.#asked.set(this.#last, { resolve, reject, command });
      this.#process.stdio[3].write(`${JSON.stringify({ id: this.#last, method: command, params, sessionId })}\0`);
    });
  }

  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close() {
    this.#process.removeAllListeners("exit").kill();
  }
}

/** A page with an empty cache, as on a phone. */
export class Page {
  /** Sessions of the page's workers, by kind. */
  workers = [];
  /** Every event of the network, with the session it came from. */
  traffic = [];
  #chromium;
  #context;
  #session;
  #silence;
  #open = new Set();
  #changed = Date.now();

  /** `script` runs in each document before anything else. */
  static async open(chromium, { script, slower = 1 }) {
    const page = new Page();
    page.#chromium = chromium;
    ({ browserContextId: page.#context } = await chromium.send("Target.createBrowserContext"));
    const { targetId } = await chromium.send("Target.createTarget", {
      url: "about:blank",
      browserContextId: page.#context,
    });
    ({ sessionId: page.#session } = await chromium.send("Target.attachToTarget", { targetId, flatten: true }));
    page.#silence = chromium.listen((...event) => page.#notice(...event));
    await page.send("Page.enable");
    await page.send("Emulation.setDeviceMetricsOverride", {
      width: 412,
      height: 823,
      deviceScaleFactor: 1.75,
      mobile: true,
    });
    await page.send("Emulation.setTouchEmulationEnabled", { enabled: true });
    await page.#watch(page.#session);
    await page.slow(slower);
    await page.send("Page.addScriptToEvaluateOnNewDocument", { source: script });
    return page;
  }

  #notice(method, params, session) {
    const from = this.workers.find((worker) => worker.session === session);
    if (session !== this.#session && !from) return;
    if (method === "Target.attachedToTarget") {
      const worker = { session: params.sessionId, kind: params.targetInfo.type };
      this.workers.push(worker);
      // It waits, so that none of its requests is missed. It may have ended already.
      this.#watch(worker.session).catch(() => {});
      this.#chromium.send("Runtime.runIfWaitingForDebugger", {}, worker.session).catch(() => {});
    }
    if (!method.startsWith("Network.")) return;
    this.traffic.push({ method, params, session });
    // A service worker stores the blog for as long as it takes.
    if (from?.kind === "service_worker") return;
    const { requestId } = params;
    if (method === "Network.requestWillBeSent" && !params.request.url.startsWith("data:")) this.#open.add(requestId);
    if (method === "Network.loadingFinished" || method === "Network.loadingFailed") this.#open.delete(requestId);
    this.#changed = Date.now();
  }

  async #watch(session) {
    await this.#chromium.send("Network.enable", {}, session);
    const attach = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };
    await this.#chromium.send("Target.setAutoAttach", attach, session);
  }

  send(command, params = {}) {
    return this.#chromium.send(command, params, this.#session);
  }

  sendTo(worker, command, params = {}) {
    return this.#chromium.send(command, params, worker.session);
  }

  slow(rate) {
    return this.send("Emulation.setCPUThrottlingRate", { rate });
  }

  async go(url) {
    const { errorText } = await this.send("Page.navigate", { url });
    if (errorText) throw new Error(`cannot open ${url}: ${errorText}`);
  }

  /** Value of an expression, or what its promise resolves to. */
  async evaluate(expression, what = expression) {
    const asked = this.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`waited ${PATIENCE / 1000} s for ${what}`)), PATIENCE);
    });
    const { result, exceptionDetails } = await Promise.race([asked, late]).finally(() => clearTimeout(timer));
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Resolves when no request of the page or its renderer was open for this time, in milliseconds. */
  async quiet(time) {
    const end = Date.now() + PATIENCE;
    while (this.#open.size > 0 || Date.now() - this.#changed < time) {
      if (Date.now() > end) throw new Error("the network never was quiet");
      await pause(50);
    }
  }

  async close() {
    this.#silence();
    await this.#chromium.send("Target.disposeBrowserContext", { browserContextId: this.#context });
  }
}
