// The table of contents: opened if there is room for it beside the text, with a mark on the section that is being read.
{
  const hasRoom = matchMedia("(min-width: 78.75rem)");
  // The current section is the last one whose heading is above this fraction of the window's height.
  const line = 0.3;
  let links = [];
  let isAsked = false;

  const mark = () => {
    isAsked = false;
    const above = links.filter(({ heading }) => heading.getBoundingClientRect().top < innerHeight * line);
    const current = above.at(-1)?.link;
    for (const { link } of links) {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };

  // Marks at most once per frame.
  const ask = () => {
    if (links.length && !isAsked) {
      isAsked = true;
      requestAnimationFrame(mark);
    }
  };

  const prepare = (page) => {
    const contents = page.querySelector(".contents");
    const details = contents?.querySelector("details");
    if (details && hasRoom.matches) details.open = true;
    links = [...(contents?.querySelectorAll("a") ?? [])]
      .map((link) => ({ link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
      .filter(({ heading }) => heading);
    ask();
  };

  whenShown(prepare);
  hasRoom.addEventListener("change", () => prepare(document));
  addEventListener("scroll", ask, { passive: true });
  // On narrow screens, close the list after a click on one of its links.
  document.addEventListener("click", (event) => {
    const details = event.target.closest?.(".contents a")?.closest("details");
    if (details && !hasRoom.matches) details.open = false;
  });
}
