// What visitors save, and what is stored of what they visit.

import assert from "node:assert/strict";
import test from "node:test";

import { publish } from "./blog.mjs";
import { World } from "./world.mjs";

const posts = { a: { text: "A", categories: ["x"] }, b: "B" };
const readable = (world, ...names) => world.order("readable", { names });

test("a blog that was saved is there without a network", async () => {
  // Without a year above them, posts need their whole dates.
  const dated = '{"slug":"a","date_text":"1 May","whole_date":"1 May 2024"}';
  const archive = `{"years":[{"year":2024,"posts":[${dated}]},{"posts":[{"slug":"b"},{"slug":"c"}]}]}`;
  const older = (number, slug) => [`data/archive/older/${number}.json`, `{"years":[{"posts":[{"slug":"${slug}"}]}]}`];
  const lists = Object.fromEntries([["data/archive/1.json", archive], older(1, "e"), older(2, "d")]);
  const world = await World.of(1, { posts: { ...posts, d: "D", e: "E" }, lists });
  const told = await world.save();
  assert.equal(told.complete, true);
  assert.deepEqual(told.done, told.total);
  world.goOffline();
  assert.equal((await world.get("/content/posts/a.md")).text, "A");
  assert.match((await world.open("/posts/a/")).text, /data-shell/);
  assert.deepEqual(await readable(world, "a", "b", "c"), [true, true, false]);
  const listed = [{ slug: "a", date_text: "1 May 2024" }, { slug: "b" }, { slug: "d" }, { slug: "e" }];
  assert.deepEqual(await world.order("posts"), { years: [{ posts: listed }] });
});

test("a category that was saved is there, and no more", async () => {
  const world = await World.of(1, { posts });
  assert.equal((await world.save("categories/x")).complete, true);
  assert.deepEqual(await readable(world, "a", "b"), [true, false]);
});

test("posts are saved whatever letters are in their names", async () => {
  const names = ["日本", "été", "a b", "100%", "why?", "c#"];
  const world = await World.of(1, { posts: Object.fromEntries(names.map((name) => [name, `text of ${name}`])) });
  assert.equal((await world.save()).complete, true);
  world.goOffline();
  for (const name of names) {
    const markdown = await world.get(`/content/posts/${encodeURIComponent(name)}.md`);
    assert.equal(markdown.text, `text of ${name}`);
  }
});

test("what was saved is followed by what is published", async () => {
  const world = await World.of(1, { posts });
  await world.save("categories/x");
  const ofX = (text) => ({ text, categories: ["x"] });
  world.host.deploy(publish(2, { posts: { ...posts, a: ofX("A2"), c: ofX("C") } }));
  await world.nextDay();
  await world.open("/");
  assert.deepEqual(await readable(world, "a", "b", "c"), [true, false, true]);
  world.goOffline();
  assert.equal((await world.get("/content/posts/a.md")).text, "A2");
});

test("saving goes on step by step, and fetches nothing twice", async () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, number) => [`p${number}`, `post ${number}`]));
  const world = await World.of(1, { posts: many });
  const first = await world.order("save", { what: "all" });
  assert.equal(first.complete, false);
  assert.ok(first.done[0] < first.total[0]);
  world.restart();
  assert.equal((await world.save()).complete, true);
  assert.equal(world.host.asked(/content/), 60);
});

test("saving tells that there is no network, and goes on when there is one", async () => {
  const world = await World.of(1, { posts });
  world.host.isOffline = true;
  assert.equal((await world.save()).trouble, "network");
  world.host.isOffline = false;
  assert.equal((await world.save()).complete, true);
});

test("saving tells that there is no room", async () => {
  const world = await World.of(1, { posts });
  world.storage.isFull = (_, text) => text === "A";
  assert.equal((await world.save()).trouble, "quota");
});

test("saving follows the blog when it is published meanwhile", async () => {
  const world = await World.of(1, { posts });
  world.host.deploy(publish(2, { posts: { a: "A2", b: "B2" } }));
  assert.equal((await world.order("save", { what: "all" })).trouble, "network");
  assert.equal((await world.save()).complete, true);
  world.goOffline();
  assert.equal((await world.get("/content/posts/b.md")).text, "B2");
});

test("there is nothing to save before a blog is known", async () => {
  const world = new World();
  world.host.isOffline = true;
  assert.deepEqual(await world.order("state"), { trouble: "empty" });
});

test("browsers that do not tell their room save all the same", async () => {
  for (const storage of [undefined, {}, { estimate: async () => Promise.reject(new Error("no")) }]) {
    const world = new World();
    world.navigator = { userAgent: "", storage };
    world.restart();
    world.host.deploy(publish(1, { posts }));
    await world.open("/");
    const told = await world.save();
    assert.equal(told.complete, true);
    assert.equal(told.free, 0);
  }
});

test("who saves data gets no more than the reader and its shell", async () => {
  const offered = { "data/posts/2.json": '"list"' };
  const connections = [[undefined, 1], [{ saveData: true }, 0], [{ type: "cellular" }, 0], [{ type: "wifi" }, 1]];
  for (const [connection, expected] of connections) {
    const world = new World();
    world.navigator.connection = connection;
    world.restart();
    world.host.deploy(publish(1, { offered }));
    await world.open("/");
    assert.equal(world.host.asked("/data/posts/2.json"), expected, JSON.stringify(connection));
    world.goOffline();
    assert.match((await world.open("/")).text, /home 1/);
  }
});

test("posts that were visited stay beside a category that was saved", async () => {
  const world = await World.of(1, { posts });
  await world.save("categories/x");
  await world.get("/content/posts/b.md");
  await world.open("/");
  assert.deepEqual(await readable(world, "a", "b"), [true, true]);
});

test("of what was visited, the last three hundred files stay", async () => {
  const many = Object.fromEntries(Array.from({ length: 302 }, (_, number) => [`p${number}`, `${number}`]));
  const world = await World.of(1, { posts: many });
  for (const slug of Object.keys(many)) await world.get(`/content/posts/${slug}.md`);
  assert.deepEqual(await readable(world, "p0", "p1", "p2", "p301"), [false, false, true, true]);
});

test("what was saved can be removed, whatever tabs are open", async () => {
  const world = await World.of(1, { posts });
  await world.save();
  world.openTab("/");
  assert.deepEqual((await world.order("remove")).saved, []);
  assert.deepEqual(await readable(world, "a", "b"), [false, false]);
  assert.equal(world.storage.having("page of").length + world.storage.having('"documents"').length, 0);
  world.goOffline();
  assert.match((await world.open("/")).text, /home 1/);
});

test("the page on which a visitor arrived is kept, whatever letters are in its name", async () => {
  for (const slug of ["日本", "été", "a b", "100%"]) {
    const world = new World();
    world.host.deploy(publish(1, { posts: { [slug]: `text of ${slug}` } }));
    const address = encodeURIComponent(slug);
    await world.order("keep", { page: `posts/${address}/`, paths: [`content/posts/${address}.md?v=1`] });
    world.goOffline();
    assert.match((await world.open(`/posts/${address}/`)).text, /page of text/, slug);
    assert.equal((await world.get(`/content/posts/${address}.md`)).text, `text of ${slug}`);
  }
});

test("a page is kept only if it is the page of its address", async () => {
  const world = await World.of(1, { posts });
  world.host.files.set("/posts/b/", world.host.files.get("/posts/a/"));
  await world.order("keep", { page: "posts/b/", paths: [] });
  await world.order("keep", { page: "posts/nope/", paths: [] });
  await world.open("/posts/b/");
  await world.open("/posts/nope/");
  world.goOffline();
  assert.match((await world.open("/posts/b/")).text, /data-shell/);
  assert.match((await world.open("/posts/nope/")).text, /data-shell/);
});
