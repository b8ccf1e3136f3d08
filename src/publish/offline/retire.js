// The service worker of a blog that is not to be read offline: takes itself and all that it stored out of browsers that
// had the other one. Pages that are open stay as they are.

const SCOPE = new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const stores = [`feuillet ${SCOPE}`, `feuillet ${SCOPE} visited`];
  event.waitUntil(Promise.all(stores.map((name) => caches.delete(name))).then(() => self.registration.unregister()));
});
