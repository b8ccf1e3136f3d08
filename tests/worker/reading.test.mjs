// What a visitor reads with and without a network, and what the worker leaves to the browser.

import assert from "node:assert/strict";
import test from "node:test";

import { html, publish, READER } from "./blog.mjs";
import { World } from "./world.mjs";

const posts = { a: "A", b: "B" };

test("a blog that was visited once is there without a network", async () => {
  const world = await World.of(1);
  world.goOffline();
  const home = await world.open("/");
  assert.match(home.text, /home 1/);
  assert.equal(home.status, 200);
  assert.equal((await world.get("/data/site.json")).text, '"site 1"');
  assert.match((await world.get(`/${READER}`, { destination: "script" })).text, /the code of/);
});

test("a home page is there by the name of its file too", async () => {
  const world = await World.of(1);
  world.goOffline();
  assert.match((await world.open("/index.html")).text, /home 1/);
});

test("nothing is there of a blog that was never visited", async () => {
  const world = new World();
  world.goOffline();
  const answer = world.request("/", { mode: "navigate", resultingClientId: "tab" });
  const seen = await world.clock.until(answer.catch(() => Response.error()));
  assert.equal(seen.type, "error");
});

test("a post that was opened is there without a network, with its Markdown", async () => {
  const world = await World.of(1, { posts });
  await world.open("/posts/a/");
  await world.get("/content/posts/a.md");
  world.goOffline();
  assert.match((await world.open("/posts/a/")).text, /page of A/);
  const markdown = await world.get("/content/posts/a.md");
  assert.equal(markdown.text, "A");
  assert.equal(markdown.day, "2026-01-15");
});

test("a page that is not here is answered by the reader alone", async () => {
  const world = await World.of(1, { posts });
  world.goOffline();
  assert.match((await world.open("/posts/b/")).text, /data-shell/);
});

test("what the host asks browsers to keep to is kept with a page", async () => {
  const world = new World();
  world.host.deploy(publish(1, { posts }));
  const headers = { "content-security-policy": "default-src 'self'", "referrer-policy": "no-referrer", "x-powered-by": "PHP" };
  for (const path of ["/", "/posts/a/"]) Object.assign(world.host.files.get(path), { headers });
  await world.open("/");
  await world.open("/posts/a/");
  world.goOffline();
  for (const path of ["/", "/posts/a/"]) {
    const kept = (await world.open(path)).headers;
    assert.equal(kept.get("content-security-policy"), "default-src 'self'");
    assert.equal(kept.get("referrer-policy"), "no-referrer");
    assert.equal(kept.get("content-type"), "text/html; charset=utf-8");
    assert.equal(kept.get("x-powered-by"), null);
  }
});

test("a post that changed is shown as it is now", async () => {
  const world = await World.of(1, { posts });
  await world.open("/posts/a/");
  await world.get("/content/posts/a.md");
  world.host.deploy(publish(1, { posts: { a: "A, corrected" } }));
  assert.match((await world.open("/posts/a/")).text, /corrected/);
  assert.equal((await world.get("/content/posts/a.md")).text, "A, corrected");
  world.goOffline();
  assert.equal((await world.get("/content/posts/a.md")).text, "A, corrected");
});

test("a page that does not exist is answered as such", async () => {
  const world = await World.of(1);
  const seen = await world.open("/nope/");
  assert.equal(seen.status, 404);
  assert.match(seen.text, /not found 1/);
});

test("parts of files, forms, other origins and other blogs are the browser's", async () => {
  const world = new World({ scope: "/blog/" });
  assert.ok(world.request("/blog/data/site.json"));
  assert.equal(world.request("/blog/film.mp4", { headers: { range: "bytes=0-" } }), undefined);
  assert.equal(world.request("/blog/", { method: "POST", mode: "navigate" }), undefined);
  assert.equal(world.request("/blog/", { method: "HEAD" }), undefined);
  assert.equal(world.request("/blog/a.png", { origin: "https://elsewhere.example" }), undefined);
  assert.equal(world.request("/shop/"), undefined);
  assert.equal(world.request("/blog"), undefined);
  assert.equal(world.request("/blog/%E0%A4%A"), undefined);
  await world.clock.rest();
});

test("redirects are followed, and never stored", async () => {
  const world = await World.of(1, { posts });
  world.host.redirect("/old/", "/posts/a/");
  world.host.redirect("/content/posts/old.md", "/content/posts/a.md");
  assert.equal((await world.open("/old/")).type, "opaqueredirect");
  assert.equal((await world.get("/content/posts/old.md")).text, "A");
  assert.deepEqual(await world.order("readable", { names: ["old"] }), [false]);
  world.goOffline();
  assert.match((await world.open("/old/")).text, /data-shell/);
});

test("errors and pages in the place of files are never stored", async () => {
  const world = await World.of(1, { posts });
  world.host.put("/content/posts/a.md", "busy", "text/plain", { status: 503 });
  world.host.put("/content/posts/b.md", "<p>Log in to this network");
  world.host.put("/content/posts/c.md", "gone", "text/plain", { status: 410 });
  for (const name of ["a", "b", "c"]) await world.get(`/content/posts/${name}.md`);
  assert.deepEqual(await world.order("readable", { names: ["a", "b", "c"] }), [false, false, false]);
});

test("a host in trouble does not hide what is stored", async () => {
  const world = await World.of(1);
  for (const [path] of world.host.files) world.host.put(path, "oops", "text/html", { status: 502 });
  world.restart();
  assert.match((await world.open("/")).text, /home 1/);
  const site = await world.get("/data/site.json");
  assert.deepEqual([site.text, site.day], ['"site 1"', "2026-01-15"]);
});

test("a page in another encoding keeps its bytes", async () => {
  const world = await World.of(1);
  const bytes = Buffer.from([60, 112, 62, 233]);
  world.host.put("/old.html", bytes, "text/html; charset=iso-8859-1");
  assert.deepEqual((await world.open("/old.html")).bytes, bytes);
});

test("a page that the browser has asked for itself is not asked for twice", async () => {
  const world = await World.of(1);
  world.host.log.length = 0;
  const preloaded = new Response(html({ route: "/", text: "preloaded" }), { headers: { "content-type": "text/html" } });
  Object.defineProperty(preloaded, "type", { value: "basic" });
  assert.match((await world.open("/", { preloadResponse: Promise.resolve(preloaded) })).text, /preloaded/);
  assert.equal(world.host.asked("/"), 0);
});

test("pages are asked for early where browsers can do that well", async () => {
  let enabled = 0;
  const world = new World();
  await world.activate();
  world.registration.navigationPreload = { enable: async () => enabled++ };
  world.restart();
  await world.activate();
  assert.equal(enabled, 1);
  world.navigator.userAgent = "Mozilla/5.0 Firefox/140.0";
  world.restart();
  await world.activate();
  assert.equal(enabled, 1);
});

test("without a network, a photo is shown in a width that is stored", async () => {
  const [stored, wanted, other] = ["960-0123456789abcdef", "1280-0123456789abcdef", "960-fedcba9876543210"];
  const world = await World.of(1, { offered: { [`scaled/${stored}.webp`]: "a photo" } });
  await world.open("/");
  world.host.put(`/scaled/${wanted}.webp`, "a finer photo", "image/webp");
  world.host.put(`/scaled/${other}.webp`, "another photo", "image/webp");
  const see = async (name) => (await world.get(`/scaled/${name}.webp`, { destination: "image" })).text;
  world.host.isOffline = true;
  assert.equal(await see(wanted), "a photo");
  world.host.isOffline = false;
  assert.equal(await see(other), "another photo");
  // Who has seen it has it, and the wider is the finer.
  assert.equal(await see(wanted), "a finer photo");
  world.host.isOffline = true;
  assert.equal(await see("640-0123456789abcdef"), "a finer photo");
});
