// Messages from the reader to the service worker: part of sw.js.

// Number of files between two reports of progress.
const STEP = 24;

const sum = (entries) => [entries.length, entries.reduce((bytes, [, , size]) => bytes + size, 0)];

// All files to store for a visitor's choice.
const everything = (active, saved) => once([...ownFiles(active), ...chosen(active, saved)]);

// Stores a few more files of what the visitor saves. Returns the reason of a failure: "quota" or "network".
async function saveSome(what) {
  try {
    let it = await open();
    const { saved } = it.state;
    if (!saved.includes(what)) await remember({ saved: what === "all" ? [what] : [...saved, what], complete: false });
    it = await open();
    if (it.generations[0].parts < it.generations[0].manifest.parts.length) {
      await fill(it, it.generations[0], it.generations[0].manifest.parts);
      opened = null;
      it = await open();
    }
    const [active] = it.generations;
    const hashes = await it.files.hashes;
    const missing = everything(active, it.state.saved).filter(([, hash]) => !hashes.has(hash));
    await fill(it, active, missing.slice(0, STEP));
    if (missing.length <= STEP) await remember({ complete: true });
  } catch (error) {
    return error.name === "QuotaExceededError" ? "quota" : "network";
  }
}

const orders = {
  // Asks the host for a newer generation, for a tab that was hidden for long.
  look: () => look(FRESH),

  // Returns what is saved, and how much of it is stored already.
  async state({ trouble = "" } = {}) {
    const { state: { saved, complete = false }, files, generations: [active] } = await open();
    if (!active) return { trouble: "empty" };
    const { total, categories } = active.manifest;
    const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
    const hashes = await files.hashes;
    const all = everything(active, saved);
    const done = sum(all.filter(([, hash]) => hashes.has(hash)));
    return { saved, complete, total: saved.length ? sum(all) : total, done, categories, free: quota - usage, trouble };
  },

  // Takes one step in saving everything or a category. The reader repeats the message until it is complete.
  async save({ what }) {
    const trouble = await alone(() => saveSome(what));
    // The download may have failed because the host has a new generation.
    if (trouble === "network") await look(0);
    return orders.state({ trouble });
  },

  async remove({ tab }) {
    await alone(() => remember({ saved: [], complete: false }));
    await tidy(tab);
    return orders.state();
  },

  // Returns for each post whether it can be read without a network.
  async readable({ names }) {
    const { files, visited, generations } = await open();
    const hashes = await files.hashes;
    const addresses = new Set((await visited.keys()).map(({ url }) => new URL(url).pathname));
    return names.map((name) => {
      const path = `content/posts/${name}.md`;
      return addresses.has(addressOf(path)) || generations.some(({ index }) => hashes.has(index.get(path)?.[1]));
    });
  },

  // Returns an archive page of the posts that can be read without a network, with full dates instead of years.
  async posts() {
    const posts = [];
    const parts = [];
    for (let number = 1, list; (list = await stored(`data/archive/older/${number}.json`)); number++) parts.unshift(list);
    const first = await stored("data/archive/1.json");
    if (first) parts.unshift(first);
    for (const list of parts)
      for (const { posts: some } of (await list.json()).years)
        for (const { whole_date: date_text, ...post } of some) posts.push(date_text ? { ...post, date_text } : post);
    const readable = await orders.readable({ names: posts.map(({ slug }) => slug) });
    return { years: [{ posts: posts.filter((_, index) => readable[index]) }] };
  },

  // Stores the page that registered the worker, with the files that it had loaded before.
  async keep({ page, paths }) {
    await look(FRESH);
    if (!(await stored(nameOf(decoded(page))))) await keepPage(page, await fetch(SCOPE + page, { cache: "no-cache" }));
    for (const address of paths) {
      const path = decoded(address.split("?")[0]);
      if (!(await stored(path))) await keep(path, await fetch(SCOPE + address, { cache: "no-cache" }));
    }
  },
};

self.addEventListener("message", (event) => {
  const { order, ...details } = event.data;
  const done = orders[order]({ ...details, tab: event.source.id });
  const answer = (reply) => event.ports[0]?.postMessage(reply);
  event.waitUntil(done.then(answer, () => answer(null)));
});
