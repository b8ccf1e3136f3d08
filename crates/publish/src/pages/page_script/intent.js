// Tells the reader which page the visitor is likely to open next, so that it can prefetch it: a link that is hovered
// for a moment, focused with the keyboard, or touched.
{
  // Both in milliseconds: the hover time, and the time until the same link is reported again.
  const moment = 65;
  const again = 30_000;
  const told = new Map();
  let waiting;
  let last;

  const tell = (link) => {
    // Do not prefetch for visitors who save data, nor the page that is open.
    if (navigator.connection?.saveData || link.pathname === location.pathname) return;
    const now = Date.now();
    if (now - (told.get(link.href) ?? -Infinity) < again) return;
    told.set(link.href, now);
    link.dispatchEvent(new CustomEvent("feuillet:intent", { bubbles: true }));
  };

  // Ignore links that scroll under a resting pointer.
  const hasMoved = (event) => {
    const before = last;
    last = `${event.clientX} ${event.clientY}`;
    return last !== before;
  };

  const linkOf = (event) => event.target.closest?.("a[href]");
  document.addEventListener("pointerdown", hasMoved);
  document.addEventListener("pointerover", (event) => {
    clearTimeout(waiting);
    const link = hasMoved(event) && event.pointerType === "mouse" && linkOf(event);
    if (link) waiting = setTimeout(tell, moment, link);
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link?.matches(":focus-visible")) tell(link);
  });
  document.addEventListener("touchstart", (event) => linkOf(event) && tell(linkOf(event)), { passive: true });
}
