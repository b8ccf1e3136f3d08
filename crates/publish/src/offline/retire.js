// Service worker of a blog that has turned offline reading off: deletes everything that the earlier worker stored, and
// unregisters itself. Open pages stay as they are.

const SCOPE = new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const stores = ["", " visited", ...[..."0123456789abcdef"].map((digit) => ` ${digit}`)];
  const forgotten = Promise.allSettled(stores.map((end) => caches.delete(`feuillet ${SCOPE}${end}`)));
  event.waitUntil(forgotten.then(() => self.registration.unregister()));
});
