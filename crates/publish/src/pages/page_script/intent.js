// Tells the reader which page the visitor is about to ask for: a link that is pointed at for a moment, focused by the
// keyboard, or touched. What it will need can then be on its way before the click.
{
  const moment = 65;
  const again = 30_000;
  const told = new Map();
  let waiting;
  let last;

  const tell = (link) => {
    // Not at the cost of who pays for each byte.
    if (navigator.connection?.saveData || link.pathname === location.pathname) return;
    const now = Date.now();
    if (now - (told.get(link.href) ?? -Infinity) < again) return;
    told.set(link.href, now);
    link.dispatchEvent(new CustomEvent("feuillet:intent", { bubbles: true }));
  };

  // What slides beneath a pointer that rests is not pointed at.
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
