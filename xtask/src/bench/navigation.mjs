// Follows links of a blog on a phone once its caches are warm, and says as JSON how long each page took from the tap to the first
// frame with its title: at full speed, and where the processor is a quarter as fast, with the longest task and how much moved.
// Arguments: the folder with puppeteer-core, the browser, the blog's address, how often, and the paths to visit.

import { createRequire } from "node:module";

const [folder, browserPath, origin, runs, ...paths] = process.argv.slice(2);
const puppeteer = createRequire(`${folder}/`)("puppeteer-core");

const SLOWER = 4;

// Runs in each page before anything else.
const watch = () => {
  window.measured = { tasks: [], shifts: 0 };
  new PerformanceObserver((list) => {
    window.measured.tasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration })));
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.measured.shifts += value;
  }).observe({ type: "layout-shift", buffered: true });
};

// Puts a link where it can be tapped and nothing moves for it, and notes when it was tapped and when the next page was painted.
const prepare = (path) => {
  const link = document.body.appendChild(document.createElement("a"));
  link.href = path;
  link.id = "way";
  link.style = "position: fixed; inset: 0 auto auto 0; inline-size: 3rem; block-size: 3rem; z-index: 9";
  Object.assign(window.measured, { tasks: [], shifts: 0, painted: null });
  document.addEventListener("click", (event) => { window.measured.start = event.timeStamp; }, { capture: true, once: true });
  const look = () => {
    const isThere = location.pathname === path && !document.querySelector("main[aria-busy]");
    if (isThere && document.querySelector("main h1")) requestAnimationFrame(() => setTimeout(() => { window.measured.painted = performance.now(); }));
    else requestAnimationFrame(look);
  };
  look();
};

const figuresOf = () => {
  const { tasks, shifts, start, painted } = window.measured;
  const since = tasks.filter((task) => task.startTime + task.duration > start);
  return { time: painted - start, task: Math.max(0, ...since.map(({ duration }) => duration)), shifts };
};

// Taps on a link as a finger does.
const follow = async (page, path) => {
  await page.evaluate(prepare, path);
  await page.tap("#way");
  await page.waitForFunction(() => window.measured.painted !== null);
  // Observers are told after the frame.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const figures = await page.evaluate(figuresOf);
  await page.evaluate(() => document.querySelector("#way")?.remove());
  return figures;
};

const median = (figures) => figures.toSorted((first, second) => first - second)[Math.floor(figures.length / 2)];

const browser = await puppeteer.launch({
  executablePath: browserPath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
const kinds = ["warm", "slow"];
const all = Object.fromEntries(paths.map((path) => [path, { warm: [], slow: [] }]));
for (let run = 0; run < Number(runs); run += 1) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 360, height: 740, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  await page.evaluateOnNewDocument(watch);
  // The first time round fills the browser's caches; what is kept in memory is gone with the page.
  for (const kind of ["cold", ...kinds]) {
    await page.emulateCPUThrottling(1);
    await page.goto(`${origin}${paths[0]}`, { waitUntil: "networkidle0" });
    if (kind === "slow") await page.emulateCPUThrottling(SLOWER);
    for (const path of [...paths.slice(1), paths[0]]) {
      const figures = await follow(page, path);
      if (kind !== "cold") all[path][kind].push(figures);
    }
  }
  await context.close();
}
await browser.close();
const table = Object.entries(all).map(([path, { warm, slow }]) => ({
  path,
  warm: median(warm.map(({ time }) => time)),
  slow: median(slow.map(({ time }) => time)),
  task: median(slow.map(({ task }) => task)),
  shifts: Math.max(...[...warm, ...slow].map(({ shifts }) => shifts)),
}));
console.log(JSON.stringify(table));
