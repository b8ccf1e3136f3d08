// Service worker of a blog that has turned offline reading off: deletes everything that the earlier worker stored, and
// unregisters itself. Open pages stay as they are.

const SCOPE = new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());

const stores = ["", " visited", ...[..."0123456789abcdef"].map((digit) => ` ${digit}`)].map((end) => `feuillet ${SCOPE}${end}`);

// The earlier worker may be busy with a request, for which it opens its stores anew: look again until there are none.
const forget = async () => {
  const names = (await caches.keys()).filter((name) => stores.includes(name));
  const gone = await Promise.all(names.map((name) => caches.delete(name)));
  if (gone.includes(true)) await forget();
};
// If the stores cannot be deleted, the worker goes nevertheless.
const tryToForget = () => forget().catch(() => {});

self.addEventListener("activate", (event) => {
  const left = self.clients.claim().then(tryToForget, tryToForget);
  event.waitUntil(left.then(() => self.registration.unregister()).then(tryToForget));
});
