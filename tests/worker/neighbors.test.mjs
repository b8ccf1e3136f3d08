// What else is on the host: other blogs, other software, and what a blog leaves behind when it goes.

import assert from "node:assert/strict";
import test from "node:test";

import { html, NEXT_READER, publish } from "./blog.mjs";
import { World } from "./world.mjs";

const HOUR = 3_600_000;

test("another blog below this one is shown as it is, and not stored", async () => {
  const world = await World.of(1);
  world.host.put("/a/", html({ scope: "/a/", reader: NEXT_READER, route: "/", text: "blog A" }));
  assert.match((await world.open("/a/")).text, /blog A/);
  assert.equal(world.storage.having("blog A").length, 0);
});

test("a page of other software below this blog is shown as it is", async () => {
  const world = await World.of(1);
  world.host.put("/shop/", "<p>a shop");
  assert.equal((await world.open("/shop/")).text, "<p>a shop");
  assert.equal(world.storage.having("a shop").length, 0);
});

test("other software in the place of the blog is shown at once", async () => {
  for (const missing of ["404", "a page for everything"]) {
    const world = await World.of(1);
    world.host.files.clear();
    world.host.put("/", "<p>a shop");
    if (missing !== "404") world.host.put("/data/offline.json", "<p>a shop");
    await world.wait(60_000);
    assert.equal((await world.open("/")).text, "<p>a shop", missing);
    await world.wait(2 * HOUR);
    // Such pages are seldom the same twice.
    if (missing !== "404") world.host.put("/data/offline.json", "<p>a shop, later");
    assert.equal((await world.open("/")).text, "<p>a shop", missing);
    world.host.put("/data/site.json", '"of the shop"', "application/json");
    assert.equal((await world.get("/data/site.json")).text, '"of the shop"', missing);
  }
});

test("two blogs on one host keep apart what is stored", async () => {
  const outer = await World.of(1, { scope: "/a/" });
  const names = [...outer.storage.stores.keys()];
  const inner = new World({ scope: "/a/b/" });
  inner.storage = outer.storage;
  inner.restart();
  inner.host.deploy(publish(2, { scope: "/a/b/" }));
  await inner.open("/a/b/");
  await outer.open("/a/");
  outer.goOffline();
  inner.goOffline();
  assert.match((await outer.open("/a/")).text, /home 1/);
  assert.match((await inner.open("/a/b/")).text, /home 2/);
  assert.ok([...inner.storage.stores.keys()].every((name) => names.includes(name) || name.startsWith("feuillet /a/b/")));
});

test("a blog below a folder is there without a network", async () => {
  const world = await World.of(1, { scope: "/notes/", posts: { a: "A" } });
  await world.open("/notes/posts/a/");
  world.goOffline();
  assert.match((await world.open("/notes/")).text, /home 1/);
  assert.match((await world.open("/notes/posts/a/")).text, /page of A/);
});

test("a blog that is no longer to be read offline takes exactly its own stores with it", async () => {
  const world = await World.of(1, { scope: "/a/" });
  await world.order("keep", { page: "", paths: [] });
  assert.ok(world.storage.stores.size >= 18);
  const others = ["feuillet /", "feuillet / 0", "feuillet /a/b/", "feuillet /a/b/ visited", "feuillet /a/ x", "of a shop"];
  for (const name of others) await world.storage.open(name);
  world.restart("retire.js");
  await world.activate();
  assert.deepEqual([...world.storage.stores.keys()].sort(), others.sort());
  assert.equal(world.registration.isRegistered, false);
});

test("a blog takes the stores with it that the earlier worker opens again meanwhile", async () => {
  const world = await World.of(1);
  const remove = world.storage.delete;
  let again = 3;
  world.storage.delete = async (name) => {
    const gone = await remove(name);
    if (name.endsWith(" 0") && again-- > 0) await world.storage.open(name);
    return gone;
  };
  world.restart("retire.js");
  await world.activate();
  assert.deepEqual([...world.storage.stores.keys()], []);
});

test("a blog leaves even where its stores cannot be deleted", async () => {
  const world = await World.of(1);
  world.storage.delete = async () => Promise.reject(new Error("the storage cannot be opened"));
  world.restart("retire.js");
  await world.activate();
  assert.equal(world.registration.isRegistered, false);
});
