// The link to the top leads keyboards there, too. Where it lies upon the text, it comes when the visitor scrolls up, and
// goes with reading on.
{
  // Less than that is a line that is read again.
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
