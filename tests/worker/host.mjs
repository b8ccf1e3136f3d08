// A static host and the network to it, both of which can go wrong.

import { addressOf } from "./blog.mjs";

export const ORIGIN = "https://blog.example";

/** An answer with what only a browser can give it. Its clones are made anew: Node.js 18 takes a while to copy a body. */
export function answered(body, init, properties = {}) {
  const response = new Response(body, init);
  for (const [name, value] of Object.entries(properties)) Object.defineProperty(response, name, { value });
  response.clone = () => {
    if (response.bodyUsed) throw new TypeError("the body was read already");
    return answered(body, init, properties);
  };
  return response;
}

export class Host {
  /** What lies there, by its address: `{ body, type, status, headers, to }`. */
  files = new Map();
  isOffline = false;
  /** How long an answer takes, in ms, for all paths or by path; Infinity: there is none, ever. */
  latency = 0;
  /** What was asked for, in turn: `{ path, cache }`. */
  log = [];

  constructor(scope, clock) {
    this.scope = scope;
    this.clock = clock;
  }

  put(path, body, type = "text/html; charset=utf-8", more = {}) {
    this.files.set(path, { body: Buffer.from(body), type, ...more });
  }

  redirect(path, to) {
    this.files.set(path, { to });
  }

  /** Copies files there, and leaves what else is there. */
  upload(files) {
    for (const [name, file] of files) this.files.set(this.scope + addressOf(name), file);
  }

  /** Puts a version in the place of everything else. */
  deploy(files) {
    this.files.clear();
    this.upload(files);
  }

  remove(...names) {
    for (const name of names) this.files.delete(this.scope + addressOf(name));
  }

  /** How often a path was asked for, or paths that match. */
  asked(path) {
    return this.log.filter((entry) => (path instanceof RegExp ? path.test(entry.path) : entry.path === path)).length;
  }

  fetch = async (request, { cache = "default" } = {}) => {
    const { pathname } = new URL(request.url ?? request, ORIGIN);
    this.log.push({ path: pathname, cache });
    const latency = typeof this.latency === "function" ? this.latency(pathname) : this.latency;
    if (latency === Infinity) await new Promise(() => {});
    if (latency) await new Promise((resolve) => this.clock.setTimeout(resolve, latency));
    if (this.isOffline) throw new TypeError("Failed to fetch");
    const file = this.files.get(decodeURIComponent(pathname));
    if (!file) {
      const missing = this.files.get(`${this.scope}404.html`) ?? { body: "nothing here", type: "text/plain" };
      return answer({ ...missing, status: 404 });
    }
    if (!file.to) return answer(file);
    // Browsers follow by themselves where a page is opened, and show the answer's end to a script.
    if (request.mode === "navigate") return answered(null, {}, { type: "opaqueredirect", status: 0, ok: false });
    return answer(this.files.get(file.to), true);
  };
}

const answer = ({ body, type, status = 200, headers }, redirected = false) =>
  answered(body, { status, headers: { "content-type": type, ...headers } }, { type: "basic", redirected });
