// Follows links of a blog in a browser whose processor is a quarter as fast as it is, and says as JSON how long each page took
// from the click to the first frame with its title, the longest task on the way, and how much moved.
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

// Clicks a link of the page, and answers when the next page was painted.
const follow = async (path) => {
  const link = document.querySelector(`a[href="${path}"]`) ?? document.body.appendChild(document.createElement("a"));
  link.href = path;
  const painted = new Promise((resolve) => {
    const look = () => {
      const isThere = location.pathname === path && !document.querySelector("main[aria-busy]");
      if (isThere && document.querySelector("main h1")) requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
      else requestAnimationFrame(look);
    };
    look();
  });
  window.measured.tasks = [];
  const start = performance.now();
  link.click();
  const end = await painted;
  await new Promise((resolve) => setTimeout(resolve, 300));
  const tasks = window.measured.tasks.filter((task) => task.startTime + task.duration > start);
  return { time: end - start, task: Math.max(0, ...tasks.map(({ duration }) => duration)), shifts: window.measured.shifts };
};

const median = (figures) => figures.toSorted((first, second) => first - second)[Math.floor(figures.length / 2)];

const browser = await puppeteer.launch({
  executablePath: browserPath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
const all = Object.fromEntries(paths.map((path) => [path, []]));
for (let run = 0; run < Number(runs); run += 1) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 360, height: 740, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  await page.evaluateOnNewDocument(watch);
  await page.goto(`${origin}${paths[0]}`, { waitUntil: "networkidle0" });
  await page.emulateCPUThrottling(SLOWER);
  // The first time round fills the browser's caches; what is kept in memory is gone with the page.
  for (const round of ["cold", "warm"]) {
    if (round === "warm") await page.goto(`${origin}${paths[0]}`, { waitUntil: "networkidle0" });
    for (const path of [...paths.slice(1), paths[0]]) {
      const figures = await page.evaluate(follow, path);
      if (round === "warm") all[path].push(figures);
    }
  }
  await context.close();
}
await browser.close();
const table = Object.entries(all).map(([path, figures]) => ({
  path,
  time: median(figures.map(({ time }) => time)),
  task: median(figures.map(({ task }) => task)),
  shifts: Math.max(...figures.map(({ shifts }) => shifts)),
}));
console.log(JSON.stringify(table));
