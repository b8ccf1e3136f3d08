{
  // Before anything is drawn: a page never shows in another appearance than the visitor chose.
  const root = document.documentElement;
  try {
    const chosen = localStorage.getItem(`feuillet:${root.dataset.base}:appearance`);
    if (chosen) root.dataset.theme = chosen;
  } catch {
    // Where storage is blocked, the system's choice stands.
  }
}
