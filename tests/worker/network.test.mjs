// Slow networks, and those that never answer: what is stored is shown soon, and a good network is used again.

import assert from "node:assert/strict";
import test from "node:test";

import { NEXT_READER, publish } from "./blog.mjs";
import { World } from "./world.mjs";

const posts = { a: "A1" };
const next = () => publish(1, { posts: { a: "A2" } });

async function visited() {
  const world = await World.of(1, { posts });
  await world.open("/posts/a/");
  await world.get("/content/posts/a.md");
  return world;
}

test("a network is waited for while it takes less than two seconds", async () => {
  const world = await visited();
  world.host.upload(next());
  world.host.latency = 1_900;
  const { text, took, day } = await world.get("/content/posts/a.md");
  assert.deepEqual({ text, took, day }, { text: "A2", took: 1_900, day: null });
  const page = await world.open("/posts/a/");
  assert.match(page.text, /page of A2/);
});

test("what is stored is shown where the network takes longer, and then sooner", async () => {
  const world = await visited();
  world.host.latency = 60_000;
  const first = await world.see("/content/posts/a.md");
  assert.deepEqual([first.text, first.took, first.day], ["A1", 2_000, "2026-01-15"]);
  const second = await world.see("/content/posts/a.md");
  assert.deepEqual([second.text, second.took], ["A1", 100]);
  const page = await world.seePage("/posts/a/");
  assert.match(page.text, /page of A1/);
});

test("a network that was slow for a while is used again", async () => {
  const world = await visited();
  world.host.latency = 2_500;
  await world.see("/content/posts/a.md");
  world.host.upload(next());
  world.host.latency = 300;
  const texts = [];
  for (let look = 0; look < 4; look++) {
    await world.wait(8_000);
    texts.push((await world.see("/content/posts/a.md")).text);
  }
  assert.deepEqual(texts.slice(1), ["A2", "A2", "A2"]);
});

test("a network that is soon good again is used at once", async () => {
  const world = await visited();
  world.host.latency = 2_500;
  await world.see("/content/posts/a.md");
  world.host.latency = 50;
  await world.see("/content/posts/a.md");
  world.host.upload(next());
  world.host.latency = 1_500;
  assert.equal((await world.see("/content/posts/a.md")).text, "A2");
});

test("a download under way is not a slow network", async () => {
  const world = await visited();
  await world.wait(60_000);
  world.host.upload(publish(2, { reader: NEXT_READER, posts: { a: "A2" } }));
  world.host.latency = (path) => (path.includes(NEXT_READER) ? 30_000 : 300);
  const home = await world.seePage("/");
  assert.match(home.text, /home 1/);
  assert.equal(home.took, 2_000);
  const site = await world.see("/data/site.json");
  assert.deepEqual([site.text, site.day, site.took], ['"site 1"', null, 100]);
  assert.equal((await world.see("/content/posts/a.md")).text, "A2");
});

test("a post that was saved is shown after two seconds where a network never answers", async () => {
  const world = await World.of(1, { posts });
  await world.save();
  world.host.latency = Infinity;
  world.restart();
  const page = await world.seePage("/posts/a/");
  assert.match(page.text, /data-shell/);
  assert.equal(page.took, 2_000);
  const markdown = await world.see("/content/posts/a.md");
  assert.deepEqual([markdown.text, markdown.took], ["A1", 100]);
  const site = await world.see("/data/site.json");
  assert.deepEqual([site.text, site.day], ['"site 1"', "2026-01-15"]);
});

test("a page of which nothing is here is waited for longer, but not for ever", async () => {
  const world = await World.of(1, { posts });
  world.host.latency = (path) => (path === "/posts/a/" ? 5_000 : 0);
  assert.match((await world.seePage("/posts/a/")).text, /page of A1/);
  world.restart();
  world.host.latency = Infinity;
  const never = await world.seePage("/posts/b/");
  assert.match(never.text, /data-shell/);
  assert.equal(never.took, 10_000);
});

test("a file of which nothing is here is waited for as long as it takes", async () => {
  const world = await World.of(1, { posts });
  world.host.latency = 40_000;
  assert.equal((await world.see("/content/posts/a.md")).text, "A1");
});

test("a network that fails at once costs no patience", async () => {
  const world = await visited();
  world.goOffline();
  assert.equal((await world.seePage("/")).took, 0);
  assert.equal((await world.see("/content/posts/a.md")).took, 0);
  world.host.isOffline = false;
  world.host.latency = 1_500;
  world.host.upload(next());
  assert.equal((await world.see("/content/posts/a.md")).text, "A2");
});
