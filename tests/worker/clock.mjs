// A clock that stands still until somebody waits: what takes two seconds costs none.

const START = Date.UTC(2026, 0, 15, 12);

/** Lets everything happen that waits for nothing but its turn. */
const idle = () => new Promise((resolve) => setImmediate(resolve));

export class Clock {
  now = START;
  #timers = new Map();
  #next = 1;

  setTimeout = (work, ms = 0) => {
    this.#timers.set(this.#next, { at: this.now + ms, work });
    return this.#next++;
  };

  clearTimeout = (timer) => void this.#timers.delete(timer);

  /** Forgets what was to happen, as for a worker that is stopped. */
  stop() {
    this.#timers.clear();
  }

  get Date() {
    const clock = this;
    return class extends Date {
      constructor(...when) {
        super(...(when.length ? when : [clock.now]));
      }

      static now() {
        return clock.now;
      }
    };
  }

  /** Lets time go by until what was promised is there. */
  async until(promise) {
    let isDone = false;
    const noted = promise.finally(() => (isDone = true));
    noted.catch(() => {});
    for (await idle(); !isDone; await idle()) if (!this.#step(Infinity)) throw new Error("this never comes to an end");
    return noted;
  }

  /** Lets time go by until nothing more happens by itself. */
  async rest() {
    do await idle();
    while (this.#step(Infinity));
  }

  async wait(ms) {
    const end = this.now + ms;
    do await idle();
    while (this.#step(end));
    this.now = end;
  }

  /** Goes to the next timer up to a time. Whether there was one. */
  #step(end) {
    const [next] = [...this.#timers].sort(([, one], [, other]) => one.at - other.at);
    if (!next || next[1].at > end) return false;
    this.#timers.delete(next[0]);
    this.now = Math.max(this.now, next[1].at);
    next[1].work();
    return true;
  }
}
