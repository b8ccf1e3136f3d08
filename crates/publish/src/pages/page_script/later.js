// Loads the pictures further down one after the other when the page is done: a visitor who then loses the network has
// them. Who saves data loads what comes near the window.
{
  const { saveData, effectiveType } = navigator.connection ?? {};
  const saves = saveData || /2g/.test(effectiveType) || matchMedia("(prefers-reduced-data: reduce)").matches;

  // The picture that is being loaded.
  let current;

  const next = () => {
    // One that cannot be loaded is tried no more, and the others when the visitor comes near them.
    current = document.querySelector("main img[loading='lazy']");
    if (!current) return;
    const picture = current;
    picture.loading = "eager";
    if (picture.complete && picture.naturalWidth) return next();
    picture.addEventListener("load", () => picture === current && next(), { once: true });
  };

  const idle = globalThis.requestIdleCallback ?? setTimeout;
  const start = () => idle(next);
  if (!saves) {
    if (document.readyState === "complete") start();
    else addEventListener("load", start);
    document.addEventListener("feuillet:arrive", start);
  }
}
