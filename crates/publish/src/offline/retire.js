// The service worker of a blog that is not to be read offline: takes itself and all that it stored out of browsers that
// had the other one. Pages that are open stay as they are.

const SCOPE = new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const stores = ["", " visited", ...[..."0123456789abcdef"].map((digit) => ` ${digit}`)];
  const forgotten = Promise.allSettled(stores.map((end) => caches.delete(`feuillet ${SCOPE}${end}`)));
  event.waitUntil(forgotten.then(() => self.registration.unregister()));
});
