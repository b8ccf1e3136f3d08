// Storage that fails, is full, loses or damages what was stored: the host's own answers are shown, and it heals.

import assert from "node:assert/strict";
import test from "node:test";

import { except, NEXT_READER, publish, READER } from "./blog.mjs";
import { World } from "./world.mjs";

const posts = { a: "A" };

async function shows(world, version, what) {
  assert.match((await world.open("/")).text, new RegExp(`home ${version}<`), what);
  assert.equal((await world.get("/data/site.json")).text, `"site ${version}"`, what);
}

test("where nothing can be stored, the host answers", async () => {
  const world = new World();
  world.host.deploy(publish(1));
  world.storage.isBroken = true;
  await shows(world, 1);
  assert.match((await world.get(`/${READER}`)).text, /the code of/);
});

test("storage that fails for a moment does no harm", async () => {
  const world = await World.of(1);
  world.storage.isBroken = true;
  world.host.deploy(publish(2));
  await world.nextDay();
  await shows(world, 2);
  world.storage.isBroken = false;
  await shows(world, 2);
  world.goOffline();
  await shows(world, 2);
});

test("who has no room is not kept from what is new", async () => {
  const world = await World.of(1);
  world.storage.isFull = () => true;
  world.host.deploy(publish(2));
  for (let day = 0; day < 3; day++) {
    await world.nextDay();
    await shows(world, 2, `day ${day}`);
  }
});

test("no room is no trouble, whatever it is that has none, and it goes on when there is some", async () => {
  for (const [reader, isOnce] of [[READER, true], [NEXT_READER, true], [NEXT_READER, false]])
    for (let place = 0; place < 14; place++) {
      const world = new World();
      const what = `${isOnce ? "at" : "from"} ${place}, ${reader}`;
      let count = 0;
      world.storage.isFull = () => (isOnce ? count++ === place : count++ >= place);
      world.host.deploy(publish(1));
      await shows(world, 1, what);
      world.host.deploy(publish(2, { reader }));
      await world.nextDay();
      await shows(world, 2, what);
      world.storage.isFull = () => false;
      await world.nextDay();
      await shows(world, 2, what);
      world.goOffline();
      await shows(world, 2, what);
    }
});

test("no room for a new reader to take its place leaves the visitor with the old one", async () => {
  const world = await World.of(1);
  world.host.deploy(publish(2, { reader: NEXT_READER }));
  await world.wait(60_000);
  await world.order("look");
  world.storage.isFull = () => true;
  world.restart();
  await shows(world, 1);
});

test("whatever is damaged or lost, the visitor sees the blog, and it heals", async () => {
  const start = async () => {
    const world = await World.of(1, { posts });
    await world.save();
    world.restart();
    return world;
  };
  const { length } = (await start()).storage.entries;
  for (let index = 0; index < length; index++)
    for (const how of ["set", "lose"]) {
      const world = await start();
      const entry = world.storage.entries[index];
      const what = `${how}: ${entry.store} ${entry.text}`;
      entry[how]("damaged");
      await shows(world, 1, what);
      // What is damaged is found out when it is read.
      world.goOffline();
      for (const path of ["/", "/posts/zzz/"]) await world.open(path);
      world.host.isOffline = false;
      await shows(world, 1, what);
      world.goOffline();
      await shows(world, 1, what);
      assert.match((await world.open("/posts/zzz/")).text, /data-shell/, what);
    }
});

test("what is lost while the worker runs is fetched again with the next page", async () => {
  const world = await World.of(1);
  world.storage.having("data-shell").forEach((shell) => shell.lose());
  await world.open("/");
  world.goOffline();
  assert.match((await world.open("/posts/zzz/")).text, /data-shell/);
});

test("an upload is one, even if there is no room to note that", async () => {
  const world = await World.of(1);
  world.host.deploy(except(publish(2), "offline/index.html"));
  world.storage.isFull = (key) => key.endsWith("state");
  await world.wait(60_000);
  await shows(world, 1);
  assert.equal((await world.get("/data/site.json")).day, null);
});

test("a part of the manifest that was lost is fetched again, and what was saved stays", async () => {
  for (const how of ["set", "lose"]) {
    const world = await World.of(1, { posts });
    await world.save();
    world.storage.having('"documents"').forEach((part) => part[how]("damaged"));
    world.host.log.length = 0;
    world.restart();
    await world.open("/");
    assert.equal(world.host.asked(/content/), 0);
    world.goOffline();
    assert.deepEqual(await world.order("readable", { names: ["a"] }), [true]);
  }
});

test("a lost part takes nothing with it while there is no network", async () => {
  const world = await World.of(1, { posts });
  await world.save();
  world.storage.having('"documents"').forEach((part) => part.lose());
  world.goOffline();
  await world.open("/");
  world.host.isOffline = false;
  world.host.log.length = 0;
  await world.open("/");
  assert.equal(world.host.asked(/content/), 0);
  assert.deepEqual(await world.order("readable", { names: ["a"] }), [true]);
});

test("a file that was damaged is not shown", async () => {
  const world = await World.of(1, { posts });
  await world.save();
  world.storage.having("A").filter(({ text }) => text === "A").forEach((file) => file.set("damaged"));
  world.host.isOffline = true;
  world.restart();
  const answer = await world.clock.until(world.request("/content/posts/a.md"));
  assert.equal(answer.type, "error");
});

test("what nothing needs any more is forgotten", async () => {
  const world = await World.of(1);
  world.host.deploy(publish(2));
  await world.open("/");
  await world.open("/");
  assert.equal(world.storage.having("home 1").length, 0);
  assert.equal(world.storage.having('"g1"').length, 0);
  assert.equal(world.storage.having("home 2").length, 1);
});
