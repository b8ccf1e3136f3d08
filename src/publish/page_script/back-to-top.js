// Where the link to the top lies upon the text, it comes when the visitor scrolls up, and goes with reading on.
{
  // Less than that is a finger that rests.
  const least = 8;
  let last = scrollY;

  const look = () => {
    const way = scrollY - last;
    if (Math.abs(way) < least) return;
    last = scrollY;
    document.querySelector(".back-to-top")?.toggleAttribute("data-wanted", way < 0);
  };

  addEventListener("scroll", look, { passive: true });
}
