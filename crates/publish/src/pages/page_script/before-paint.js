{
  // Runs before the first paint, so that no page flashes in another appearance than the visitor chose.
  const root = document.documentElement;
  try {
    const chosen = localStorage.getItem(`feuillet:${root.dataset.base}:appearance`);
    if (chosen) root.dataset.theme = chosen;
  } catch {
    // Storage is blocked: keep the system's appearance.
  }
}
