// A visitor's browser and the host of a blog, mocked: the real scripts of the worker run in it, by a clock of its own.
//
// What is stored outlives the worker, which is started anew by `restart`. A page or file is asked for by `open` or
// `get`, which let time go by until it is shown and what follows from it is done; `see` stops when it is shown.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import vm from "node:vm";

import { publish } from "./blog.mjs";
import { Clock } from "./clock.mjs";
import { answered, Host, ORIGIN } from "./host.mjs";

const SOURCE = new URL("../../crates/publish/src/offline/", import.meta.url);
const compiled = new Map();

function script(name) {
  if (!compiled.has(name)) {
    const url = new URL(name, SOURCE);
    compiled.set(name, new vm.Script(readFileSync(url, "utf8"), { filename: url.pathname }));
  }
  return compiled.get(name);
}

class QuotaExceededError extends Error {
  name = "QuotaExceededError";
}

/** A store of the browser's cache. */
class Store {
  entries = new Map();

  constructor(storage) {
    this.storage = storage;
  }

  #key = (request) => new URL(request.url ?? request, ORIGIN).href;

  async match(request) {
    const entry = this.entries.get(this.#key(request));
    return entry && answered(entry.bytes.slice(0), { headers: entry.headers });
  }

  async put(request, response) {
    const entry = { bytes: await response.arrayBuffer(), headers: [...response.headers] };
    const key = this.#key(request);
    if (this.storage.isFull(key, Buffer.from(entry.bytes).toString())) throw new QuotaExceededError();
    this.entries.delete(key);
    this.entries.set(key, entry);
  }

  async keys() {
    return [...this.entries.keys()].map((url) => ({ url }));
  }

  async delete(request) {
    return this.entries.delete(this.#key(request));
  }
}

class Storage {
  stores = new Map();
  isBroken = false;
  /** Whether there is no room for an entry, by its key and its text. */
  isFull = () => false;

  open = async (name) => {
    if (this.isBroken) throw new Error("the storage cannot be opened");
    if (!this.stores.has(name)) this.stores.set(name, new Store(this));
    return this.stores.get(name);
  };

  delete = async (name) => this.stores.delete(name);
  keys = async () => [...this.stores.keys()];

  /** All that is stored: `{ store, key, text, set, lose }`. */
  get entries() {
    return [...this.stores].flatMap(([store, { entries }]) =>
      [...entries].map(([key, entry]) => ({
        store,
        key,
        text: Buffer.from(entry.bytes).toString(),
        set: (text) => (entry.bytes = new TextEncoder().encode(text).buffer),
        lose: () => entries.delete(key),
      })),
    );
  }

  /** Those entries that have this text. */
  having = (text) => this.entries.filter((entry) => entry.text.includes(text));
}

export class World {
  clock = new Clock();
  storage = new Storage();
  /** The tabs that are open: `{ id, url }`; the first is the visitor's. */
  tabs = [];
  /** What the worker told tabs. */
  news = [];
  /** What the browser's `navigator` has beside the locks, and whether the worker is still registered. */
  navigator = { userAgent: "Chrome", storage: { estimate: async () => ({ usage: 1, quota: 9 }) } };
  registration;
  #ids = 1;

  constructor({ scope = "/", worker = "sw.js" } = {}) {
    this.scope = scope;
    this.host = new Host(scope, this.clock);
    const unregister = async () => (this.registration.isRegistered = false);
    this.registration = { scope: ORIGIN + scope, isRegistered: true, unregister };
    this.openTab(scope);
    this.restart(worker);
  }

  /** A world in which a blog was visited, so that all that is stored without asking is. */
  static async of(version, options = {}) {
    const world = new World({ scope: options.scope });
    world.host.deploy(publish(version, options));
    await world.open(world.scope);
    return world;
  }

  openTab(path) {
    const postMessage = (message) => this.news.push(structuredClone(message));
    const tab = { id: `tab ${this.#ids++}`, url: ORIGIN + path, postMessage };
    this.tabs.push(tab);
    return tab;
  }

  /** Stops the worker in the midst of everything, and starts it anew. */
  restart(worker = "sw.js") {
    this.clock.stop();
    let queue = Promise.resolve();
    const locks = {
      request: (_, work) => {
        const done = queue.then(work);
        queue = done.catch(() => {});
        return done;
      },
    };
    const listeners = {};
    const clients = {
      claim: async () => {},
      get: async (id) => (await this.arriving?.(id), this.tabs.find((tab) => tab.id === id)),
      matchAll: async () => [...this.tabs],
    };
    const hash = (bytes) => createHash("sha256").update(new Uint8Array(bytes)).digest();
    const digest = async (_, bytes) => new Uint8Array(hash(bytes)).buffer;
    const { setTimeout, clearTimeout, Date } = this.clock;
    const sandbox = vm.createContext({
      ...{ URL, Response, Headers, TextEncoder, TextDecoder, setTimeout, clearTimeout, Date },
      ...{ fetch: this.host.fetch, caches: this.storage, crypto: { subtle: { digest } } },
      navigator: { ...this.navigator, locks },
      location: { origin: ORIGIN },
      importScripts: (...names) => names.forEach((name) => script(name).runInContext(sandbox)),
      self: {
        ...{ registration: this.registration, clients },
        skipWaiting: async () => {},
        addEventListener: (name, listener) => (listeners[name] = listener),
      },
    });
    script(worker).runInContext(sandbox);
    this.listeners = listeners;
  }

  async activate() {
    const work = [];
    this.listeners.activate({ waitUntil: (promise) => work.push(promise) });
    await this.clock.until(Promise.all(work));
  }

  /** Hands a request to the worker. What it answers; nothing where it leaves that to the browser. */
  request(path, { mode = "cors", method = "GET", destination = "", headers = {}, origin = ORIGIN, ...event } = {}) {
    const request = { url: origin + path, method, mode, destination, headers: new Headers(headers) };
    let answer;
    // What goes wrong behind a page must not be a visitor's to see.
    const waitUntil = (promise) => void promise.catch(() => {});
    this.listeners.fetch({ request, respondWith: (promise) => (answer = promise), waitUntil, ...event });
    return answer;
  }

  /** A page or file as the visitor sees it, no more. */
  async see(path, { mode, ...options } = {}) {
    const since = this.clock.now;
    const resultingClientId = mode === "navigate" ? `tab ${this.#ids++}` : "";
    let arrive;
    // A page on its way is not among the tabs before it is there.
    const arrived = new Promise((resolve) => (arrive = resolve));
    if (resultingClientId) this.arriving = (id) => id === resultingClientId && arrived;
    try {
      const answer = this.request(path, { mode, resultingClientId, ...options });
      const response = await this.clock.until(Promise.resolve(answer));
      const bytes = Buffer.from(await response.arrayBuffer());
      return {
        status: response.status,
        type: response.type,
        headers: response.headers,
        day: response.headers.get("x-feuillet-copy"),
        bytes,
        text: bytes.toString(),
        took: this.clock.now - since,
      };
    } finally {
      if (resultingClientId) this.tabs[0] = { ...this.tabs[0], id: resultingClientId, url: ORIGIN + path };
      arrive();
    }
  }

  async get(path, options) {
    const seen = await this.see(path, options);
    await this.clock.rest();
    return seen;
  }

  /** The visitor's tab goes to a page. */
  open = (path, options) => this.get(path, { mode: "navigate", destination: "document", ...options });
  seePage = (path, options) => this.see(path, { mode: "navigate", destination: "document", ...options });

  /** What the worker answers to the reader. */
  async order(order, details = {}) {
    const answer = new Promise((resolve) => {
      const postMessage = (reply) => resolve(structuredClone(reply));
      const event = { data: { order, ...details }, source: this.tabs[0], ports: [{ postMessage }], waitUntil() {} };
      this.listeners.message(event);
    });
    const reply = await this.clock.until(answer);
    await this.clock.rest();
    return reply;
  }

  /** Saves as the reader does, step by step. What the last step tells. */
  async save(what = "all") {
    for (let step = 0; step < 20; step++) {
      const told = await this.order("save", { what });
      if (told.complete || told.trouble) return told;
    }
    throw new Error("saving never comes to an end");
  }

  wait = (ms) => this.clock.wait(ms);

  /** The network is gone, and the worker was stopped since. */
  goOffline() {
    this.host.isOffline = true;
    this.restart();
  }

  /** A later day: the worker was stopped since. */
  async nextDay() {
    await this.wait(86_400_000);
    this.restart();
  }
}
