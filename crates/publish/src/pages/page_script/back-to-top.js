// The link to the top also moves the keyboard focus there. Where it overlays the text, it is shown while the visitor
// scrolls up, and hidden while they scroll down.
{
  // In pixels; shorter scrolls only go back by a line of text and are ignored.
  const least = 40;
  let last = scrollY;

  const look = () => {
    const way = scrollY - last;
    if (Math.abs(way) < least) return;
    last = scrollY;
    document.querySelector(".back-to-top")?.toggleAttribute("data-wanted", way < 0);
  };

  addEventListener("scroll", look, { passive: true });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".back-to-top a")) document.querySelector("h1")?.focus({ preventScroll: true });
  });
}
