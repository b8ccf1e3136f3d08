// Writes to a post again and again while a browser has it open, and says as JSON how long each change took from the save to
// the first frame that shows it, in milliseconds.
// Arguments: the folder with puppeteer-core, the browser, the post's address, its file, and how often.

import { appendFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, browserPath, address, file, runs] = process.argv.slice(2);
const puppeteer = createRequire(`${folder}/`)("puppeteer-core");

// What is too slow for any author.
const PATIENCE = 60_000;

// Time between two changes.
const REST = 1500;

// Runs in each page before anything else.
const watch = () => {
  let known = -1;
  const look = () => {
    const found = document.body?.textContent.match(/Change (\d+) was written\./g)?.pop();
    const number = Number(found?.match(/\d+/)?.[0] ?? -1);
    if (number > known) {
      known = number;
      // After the frame that shows it.
      requestAnimationFrame(() => setTimeout(() => window.shown(number, performance.timeOrigin + performance.now())));
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

const browser = await puppeteer.launch({
  executablePath: browserPath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
const page = await browser.newPage();
let waiting;
await page.exposeFunction("shown", (number, time) => waiting?.number === number && waiting.done(time));
await page.evaluateOnNewDocument(watch);
await page.goto(address, { waitUntil: "networkidle2" });
const times = [];
// The first change fills caches.
for (let number = 0; number <= Number(runs); number += 1) {
  const shown = new Promise((done, fail) => {
    waiting = { number, done };
    setTimeout(() => fail(new Error(`change ${number} was not shown`)), PATIENCE).unref();
  });
  const saved = performance.timeOrigin + performance.now();
  appendFileSync(file, `\nChange ${number} was written.\n`);
  const time = (await shown) - saved;
  if (number > 0) times.push(time);
  // Until the page is at rest and connected again: what Hugo's server tells before that is lost.
  await new Promise((done) => setTimeout(done, REST));
}
await browser.close();
console.log(JSON.stringify(times));
