// What visitors see of an upload under way, in whatever order its files come, and of one that never ends.

import assert from "node:assert/strict";
import test from "node:test";

import { except, html, NEXT_READER, only, publish, READER } from "./blog.mjs";
import { World } from "./world.mjs";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The page and the list that the visitor sees now. */
async function seen(world) {
  const home = await world.open("/");
  const site = await world.get("/data/site.json");
  return [home.text.match(/home \d+/)?.[0] ?? home.text, JSON.parse(site.text)];
}

test("an upload that deletes first is not seen, nor one that is taken back", async () => {
  const world = await World.of(1);
  world.host.remove("data/offline.json", "404.html", "index.html");
  world.host.upload(only(publish(2), "data/site.json"));
  await world.wait(60_000);
  assert.deepEqual(await seen(world), ["home 1", "site 1"]);
  world.host.deploy(publish(1));
  for (const _ of [1, 2]) {
    await world.nextDay();
    assert.deepEqual(await seen(world), ["home 1", "site 1"]);
  }
  world.host.deploy(publish(2));
  assert.deepEqual(await seen(world), ["home 2", "site 2"]);
});

test("an upload is not seen before it is whole, whichever file comes last", async () => {
  const files = publish(2, { reader: NEXT_READER });
  for (const last of files.keys()) {
    if (last === "data/offline/0.json") continue; // of what nobody saved
    const world = await World.of(1);
    world.host.upload(except(files, last));
    await world.wait(60_000);
    assert.deepEqual(await seen(world), ["home 1", "site 1"], last);
    world.host.deploy(files);
    await world.wait(60_000);
    assert.deepEqual(await seen(world), ["home 2", "site 2"], last);
  }
});

test("an upload is not seen before it is whole, whichever file comes first", async () => {
  const files = publish(2, { reader: NEXT_READER });
  for (const first of files.keys()) {
    const world = await World.of(1);
    world.host.upload(only(files, first));
    await world.wait(60_000);
    assert.deepEqual(await seen(world), ["home 1", "site 1"], first);
    world.host.deploy(files);
    await world.wait(60_000);
    assert.deepEqual(await seen(world), ["home 2", "site 2"], first);
  }
});

test("the parts of what was saved count too", async () => {
  const world = await World.of(1, { posts: { a: "A" } });
  await world.save();
  const files = publish(2, { posts: { a: "A", b: "B" } });
  world.host.upload(except(files, "content/posts/b.md"));
  await world.wait(60_000);
  assert.deepEqual(await seen(world), ["home 1", "site 1"]);
  world.host.upload(files);
  await world.wait(60_000);
  assert.deepEqual(await seen(world), ["home 2", "site 2"]);
});

test("the publish before may be put back", async () => {
  const world = await World.of(1);
  world.host.deploy(publish(2, { reader: NEXT_READER }));
  assert.deepEqual(await seen(world), ["home 2", "site 2"]);
  world.host.deploy(publish(1));
  await world.wait(60_000);
  assert.deepEqual(await seen(world), ["home 1", "site 1"]);
});

test("a publish that waits for the next page may be taken back", async () => {
  const world = await World.of(1);
  world.host.deploy(publish(2, { reader: NEXT_READER }));
  await world.wait(60_000);
  await world.order("look");
  world.host.deploy(publish(1));
  await world.wait(60_000);
  await world.order("look");
  world.goOffline();
  assert.ok((await world.open("/")).text.includes(READER));
});

test("an upload that stays incomplete for an hour is shown as the host has it", async () => {
  const world = await World.of(1);
  world.host.deploy(except(publish(2), "offline/index.html"));
  assert.deepEqual(await seen(world), ["home 1", "site 1"]);
  await world.wait(0.9 * HOUR);
  assert.deepEqual(await seen(world), ["home 1", "site 1"]);
  await world.wait(0.2 * HOUR);
  assert.deepEqual(await seen(world), ["home 2", "site 2"]);
});

test("the hour is that of one publish: an upload long after has its own", async () => {
  const world = await World.of(1);
  world.host.upload(only(publish(2), "data/offline.json"));
  await seen(world);
  await world.wait(30 * DAY);
  world.restart();
  world.host.upload(only(publish(3, { reader: NEXT_READER }), "data/offline.json", "index.html"));
  assert.deepEqual(await seen(world), ["home 1", "site 1"]);
});

test("attempts that fail fetch nothing twice", async () => {
  const world = await World.of(1);
  world.host.deploy(except(publish(2, { reader: NEXT_READER }), "data/site.json"));
  for (let attempt = 0; attempt < 4; attempt++) {
    await world.wait(60_000);
    await world.open("/");
    world.restart();
  }
  assert.equal(world.host.asked(`/${NEXT_READER}`), 1);
});

test("a download stops when one file of it fails", async () => {
  const offered = Object.fromEntries(Array.from({ length: 60 }, (_, tag) => [`data/tags/t${tag}/1.json`, `"${tag}"`]));
  const world = new World();
  world.host.deploy(except(publish(1, { offered }), "data/tags/t2/1.json"));
  world.host.latency = (path) => (path.includes("/t2/") ? 0 : 50);
  await world.open("/");
  assert.ok(world.host.asked(/tags/) < 12, `${world.host.asked(/tags/)} requests`);
});

test("another page in the place of the reader's shell is not taken for it", async () => {
  const world = new World();
  const files = publish(1);
  world.host.deploy(files);
  world.host.files.set("/data/shell.html", files.get("index.html"));
  await world.open("/");
  assert.deepEqual(await world.order("state"), { trouble: "empty" });
  world.host.deploy(files);
  await world.open("/");
  world.goOffline();
  assert.match((await world.open("/posts/zzz/")).text, /data-shell/);
});

test("pages that a host changes on their way are those pages all the same", async () => {
  const world = new World();
  world.host.deploy(publish(1));
  for (const [path, { body, type }] of world.host.files)
    if (type.startsWith("text/html")) world.host.put(path, `${body}<script src="/counter.js"></script>`);
  await world.open("/");
  world.goOffline();
  assert.match((await world.open("/")).text, /home 1.*counter/);
});

test("a page of another publish is not taken for a page that a host changed", async () => {
  const world = new World();
  world.host.deploy(publish(1));
  world.host.put("/offline/", html({ reader: NEXT_READER, route: "/offline/", text: "other" }));
  await world.open("/");
  assert.deepEqual(await world.order("state"), { trouble: "empty" });
});

test("what the browser has kept of an older publish is asked for anew", async () => {
  const world = await World.of(1);
  world.host.deploy(publish(2));
  const { fetch } = world.host;
  const old = publish(1).get("data/site.json").body;
  world.host.fetch = async (request, options) =>
    options?.cache === "default" && String(request).endsWith("site.json") ? new Response(old) : fetch(request, options);
  world.restart();
  assert.deepEqual(await seen(world), ["home 2", "site 2"]);
});
