// How what is published reaches visitors: at once, whole, and with the reader that it was made for.

import assert from "node:assert/strict";
import test from "node:test";

import { NEXT_READER, publish, READER } from "./blog.mjs";
import { World } from "./world.mjs";

const HOUR = 3_600_000;

test("what is published is shown at once, and there without a network", async () => {
  const world = await World.of(1);
  world.host.deploy(publish(2));
  assert.match((await world.open("/")).text, /home 2/);
  assert.equal((await world.get("/data/site.json")).text, '"site 2"');
  world.goOffline();
  assert.match((await world.open("/")).text, /home 2/);
  assert.equal((await world.get("/data/site.json")).text, '"site 2"');
});

test("lists are never stale after a category was saved, however often is published", async () => {
  const blog = (version) => ({
    lists: { "data/tags/y/1.json": `"tag ${version}"`, "data/categories/x/1.json": `"category ${version}"` },
    posts: { a: { text: "A", categories: ["x"] } },
  });
  const world = await World.of(1, blog(1));
  await world.get("/data/tags/y/1.json");
  await world.save("categories/x");
  for (const version of [2, 3, 4]) {
    world.host.deploy(publish(version, blog(version)));
    await world.nextDay();
    await world.open("/");
    assert.equal((await world.get("/data/tags/y/1.json")).text, `"tag ${version}"`);
    assert.equal((await world.get("/data/categories/x/1.json")).text, `"category ${version}"`);
    // What does not belong to the category would outlive its publish.
    assert.equal(world.storage.having(`"tag ${version}"`).length, 0);
  }
});

test("lists of two publishes are never mixed where only one is whole", async () => {
  const blog = (version) => ({ offered: { "data/posts/2.json": `"list ${version}"` } });
  const world = await World.of(1, blog(1));
  world.openTab("/");
  world.navigator.connection = { saveData: true };
  world.host.deploy(publish(2, blog(2)));
  await world.nextDay();
  await world.open("/");
  assert.equal((await world.get("/data/posts/2.json")).text, '"list 2"');
});

test("a list that is stored costs no request, but for the question whether it is the newest", async () => {
  const world = await World.of(1);
  await world.wait(6_000);
  world.host.log.length = 0;
  await world.get("/data/site.json");
  await world.get("/data/site.json");
  assert.deepEqual(world.host.log, [{ path: "/data/offline.json", cache: "no-cache" }]);
  await world.wait(6_000);
  world.host.deploy(publish(2));
  assert.equal((await world.get("/data/site.json")).text, '"site 2"');
});

test("without a network, a list tells of which day it is", async () => {
  const world = await World.of(1);
  await world.nextDay();
  assert.equal((await world.get("/data/site.json")).day, null);
  await world.nextDay();
  world.goOffline();
  assert.equal((await world.get("/data/site.json")).day, "2026-01-15");
});

test("of an unchanged blog nothing is fetched again", async () => {
  const world = await World.of(1);
  world.host.log.length = 0;
  for (let visit = 0; visit < 3; visit++) {
    await world.nextDay();
    await world.open("/");
  }
  assert.deepEqual(world.host.log.filter(({ path }) => path !== "/" && path !== "/data/offline.json"), []);
});

test("of a changed blog only what changed is fetched", async () => {
  const offered = { "data/posts/2.json": '"the same"' };
  const world = await World.of(1, { offered });
  world.host.log.length = 0;
  world.host.deploy(publish(2, { offered }));
  await world.open("/");
  assert.equal(world.host.asked(`/${READER}`), 0);
  assert.equal(world.host.asked("/data/posts/2.json"), 0);
  assert.equal(world.host.asked("/data/shell.html"), 0);
  assert.equal(world.host.asked("/data/site.json"), 1);
});

test("tabs are told of what is new", async () => {
  const world = await World.of(1);
  assert.deepEqual(world.news, []);
  world.host.deploy(publish(2));
  await world.nextDay();
  await world.order("look");
  assert.deepEqual(world.news.pop(), { news: "data", scope: "/" });
  world.host.deploy(publish(3, { reader: NEXT_READER }));
  await world.nextDay();
  await world.order("look");
  assert.deepEqual(world.news.pop(), { news: "reader", scope: "/" });
});

test("a new reader waits for the next page, and the tab goes on with its own", async () => {
  const world = await World.of(1);
  world.host.deploy(publish(2, { reader: NEXT_READER }));
  await world.wait(HOUR);
  await world.order("look");
  assert.equal((await world.get("/data/site.json")).text, '"site 1"');
  assert.match((await world.get(`/${READER}`)).text, /the code of/);
  assert.match((await world.open("/")).text, new RegExp(NEXT_READER));
  assert.equal((await world.get("/data/site.json")).text, '"site 2"');
});

test("an older reader stays for as long as another tab may use it", async () => {
  const world = await World.of(1);
  const other = world.openTab("/");
  world.host.deploy(publish(2, { reader: NEXT_READER }));
  await world.nextDay();
  await world.open("/");
  await world.open("/");
  assert.match((await world.get(`/${READER}`)).text, /the code of/);
  world.tabs.splice(world.tabs.indexOf(other), 1);
  await world.open("/");
  assert.equal(world.storage.having(`the code of ${READER}`).length, 0);
  assert.equal(world.storage.having(`the code of ${NEXT_READER}`).length, 1);
});

test("the page that is on its way counts as the tab in whose place it comes", async () => {
  const world = await World.of(1);
  world.host.deploy(publish(2, { reader: NEXT_READER }));
  await world.nextDay();
  await world.open("/");
  assert.equal(world.storage.having(`the code of ${READER}`).length, 0);
});

test("a page is never shown with another reader than its own", async () => {
  const world = await World.of(1, { posts: { a: "A" } });
  await world.open("/posts/a/");
  world.host.deploy(publish(2, { reader: NEXT_READER, posts: { a: "A" } }));
  await world.nextDay();
  await world.open("/");
  world.goOffline();
  const seen = await world.open("/posts/a/");
  assert.ok(seen.text.includes(NEXT_READER) && seen.text.includes("data-shell"), seen.text);
});
