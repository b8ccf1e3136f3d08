// The switch between the appearance of the system, a light one and a dark one.
{
  const root = document.documentElement;
  const key = `feuillet:${root.dataset.base}:appearance`;
  const next = { light: "dark", dark: "" };

  // The frame that browsers draw around the page follows the page.
  const frames = [...document.querySelectorAll('meta[name="theme-color"][media]')];
  const ofSystem = frames.map((frame) => frame.media);
  const paintFrame = () => {
    const chosen = root.dataset.theme;
    frames.forEach((frame, index) => {
      const fits = !chosen || ofSystem[index].includes(chosen);
      frame.media = chosen ? (fits ? "all" : "not all") : ofSystem[index];
    });
  };

  const show = (chosen) => {
    if (chosen) root.dataset.theme = chosen;
    else delete root.dataset.theme;
    paintFrame();
  };

  paintFrame();
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".appearance-switch")) return;
    const chosen = next[root.dataset.theme] ?? "light";
    show(chosen);
    try {
      if (chosen) localStorage.setItem(key, chosen);
      else localStorage.removeItem(key);
    } catch {
      // It then counts for this page alone.
    }
  });
  // Other tabs of the blog follow.
  addEventListener("storage", (event) => {
    if (event.key === key) show(event.newValue);
  });
}
