// The switch between the system's appearance, light and dark.
{
  const root = document.documentElement;
  const key = `feuillet:${root.dataset.base}:appearance`;
  const next = { light: "dark", dark: "" };

  // Browsers color their frame by `meta` elements with media queries: make only the one that fits the choice match.
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
      // Storage is blocked: the choice lasts for this page only.
    }
  });
  // Follow a choice made in another tab of the blog.
  addEventListener("storage", (event) => {
    if (event.key === key) show(event.newValue);
  });
}
