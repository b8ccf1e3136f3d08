// Relays connections as a slow network would: with a round trip, a bandwidth that all connections share, and TCP's slow
// start. Chromium's own emulation leaves out workers, connections, and all that a service worker answers.

import { connect, createServer } from "node:net";

/** Slow 4G, as Lighthouse has it: milliseconds for a round trip, bytes a second. */
export const SLOW_4G = { roundTrip: 150, down: 1.6e6 / 8, up: 0.75e6 / 8 };
export const FAST = { roundTrip: 0, down: Infinity, up: Infinity };

/** Bytes that one packet carries. */
const PACKET = 1460;

/** Bytes that are sent before the first acknowledgment (RFC 6928). */
const FIRST_WINDOW = 10 * PACKET;

/** Bytes that wait here; the rest waits in the server, which may send something more urgent first. */
const QUEUE = 32 * 1024;

export class Network {
  #conditions = FAST;
  #relays = new Map();
  /** When each direction will have sent all that it was given. */
  #free = { down: 0, up: 0 };

  /** From now on, for connections too that are open. */
  become(conditions) {
    this.#conditions = conditions;
  }

  /** The same address, over this network. */
  async reach(address) {
    const { protocol, hostname, port, href, origin } = new URL(address);
    if (!this.#relays.has(origin)) {
      const server = createServer((client) => this.#relay(client, connect(port, hostname)));
      await new Promise((resolve, reject) => server.on("error", reject).listen(0, hostname, resolve));
      this.#relays.set(origin, { server, origin: `${protocol}//${hostname}:${server.address().port}` });
    }
    return this.#relays.get(origin).origin + href.slice(origin.length);
  }

  #relay(client, server) {
    for (const socket of [client, server]) {
      socket.setNoDelay();
      const other = socket === client ? server : client;
      socket.on("error", () => other.destroy());
    }
    // The handshake of TCP takes a round trip before the first byte.
    const open = performance.now() + this.#conditions.roundTrip;
    this.#pump(client, server, "up", open);
    this.#pump(server, client, "down", open);
  }

  #pump(source, sink, direction, open) {
    const waiting = [];
    const flying = [];
    let [queued, unacknowledged, window, hasEnded, timer] = [0, 0, FIRST_WINDOW, false, null];
    const send = () => {
      while (waiting.length > 0 && unacknowledged < window) {
        const first = waiting.shift();
        const packet = first.subarray(0, PACKET);
        if (first.length > PACKET) waiting.unshift(first.subarray(PACKET));
        queued -= packet.length;
        unacknowledged += packet.length;
        const { roundTrip, [direction]: rate } = this.#conditions;
        const sent = Math.max(performance.now(), open, this.#free[direction]) + (packet.length / rate) * 1000;
        this.#free[direction] = sent;
        flying.push({ packet, at: sent + roundTrip / 2, acknowledged: sent + roundTrip });
      }
      if (queued < QUEUE) source.resume();
      if (hasEnded && waiting.length === 0 && flying.length === 0) sink.end();
      arrive();
    };
    // One after the other, so that no packet overtakes another.
    const arrive = () => {
      if (timer || flying.length === 0) return;
      const take = () => {
        timer = null;
        const now = performance.now();
        while (flying.length > 0 && flying[0].at <= now + 0.5) {
          const { packet, acknowledged } = flying.shift();
          sink.write(packet);
          setTimeout(() => {
            unacknowledged -= packet.length;
            window += packet.length;
            send();
          }, acknowledged - now);
        }
        arrive();
      };
      timer = setTimeout(take, flying[0].at - performance.now());
    };
    source.on("data", (bytes) => {
      waiting.push(bytes);
      queued += bytes.length;
      if (queued >= QUEUE) source.pause();
      send();
    });
    source.on("end", () => {
      hasEnded = true;
      send();
    });
  }

  close() {
    for (const { server } of this.#relays.values()) server.close();
  }
}
