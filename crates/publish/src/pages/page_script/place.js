// The visitor's place on a page: stored for each entry of the history, restored on the way back and after a reload, and
// kept in step with pictures that come late, until the visitor moves. Works before the reader starts, which then tells
// by an event that a page is in place.
//
// A place is a block of text and its distance from the top of the window, because the height of what is above may not
// be known yet, and the scroll position for pages that have changed.
{
  const kinds = "main :is(h1, h2, h3, h4, h5, h6, p, li, dt, dd, tr, pre, img, summary)";
  const root = document.documentElement;
  const key = (entry) => `feuillet:${root.dataset.base}:place:${entry}`;
  const blocks = () => [...document.querySelectorAll(kinds)];
  // The reader replaces the published elements if it does not hydrate them.
  let published = document.querySelector("main");
  // The history entry on show; none between leaving one and arriving at the next.
  let shown;
  // Whether the visitor came back to that entry before the page in between was in place.
  let hasReturned = false;
  // Whether the browser has gone to a fragment of the page itself.
  let hasJumped = false;
  // The place to keep, until the visitor moves, with the scroll position and the height of the page that belong to it.
  let held;

  const look = () => {
    let block;
    for (let line = 0; !block && line < innerHeight; line += 16) {
      block = document.elementFromPoint(innerWidth / 2, line)?.closest(kinds);
    }
    // While pages cross-fade, no element is found at a point. Blocks that are not shown have places, too.
    block ??= blocks().find((one) => one.checkVisibility?.() !== false && one.getBoundingClientRect().bottom > 0);
    return { y: scrollY, block, top: block?.getBoundingClientRect().top };
  };
  // The latest place. On the way back the window cannot be asked: it may have moved already.
  let place = look();

  const store = () => {
    if (shown === undefined) return;
    const all = blocks();
    const stored = { ...place, block: all.indexOf(place.block), blocks: all.length };
    try {
      sessionStorage.setItem(key(shown), JSON.stringify(stored));
    } catch {
      // Storage is full or blocked: only the place is lost.
    }
  };

  const stored = (entry) => {
    try {
      return JSON.parse(sessionStorage.getItem(key(entry)));
    } catch {
      return null;
    }
  };

  const scrollAtOnce = (top) => scrollTo({ top, behavior: "instant" });

  const keep = () => {
    if (!held) place = look();
    if (!held?.block.isConnected) return;
    const off = held.block.getBoundingClientRect().top - held.top;
    if (Math.abs(off) >= 1) scrollAtOnce(scrollY + off);
    held.at = scrollY;
    held.height = root.scrollHeight;
  };

  const hold = (wanted) => {
    held = wanted.block && wanted;
    // The browser's own scroll anchoring moves the page after the block is back in its place.
    root.style.overflowAnchor = held ? "none" : "";
    keep();
  };

  const release = () => {
    held = undefined;
    root.style.overflowAnchor = "";
  };

  // Shows a block as the visitor saw it.
  const open = (block) => {
    const closed = "details, [hidden='until-found']";
    for (let around = block.closest(closed); around; around = around.parentElement.closest(closed)) {
      if (around.matches("details")) around.open = true;
      else around.hidden = false;
    }
  };

  const restore = ({ y, block: index, blocks: count, top, link }) => {
    const all = blocks();
    const block = all.length === count && all[index];
    release();
    if (y > 0 && block) {
      if (block.checkVisibility?.() === false) open(block);
      hold({ y, block, top });
    } else scrollAtOnce(y);
    // Browsers focus the followed link themselves after a page load. The cover links of cards take no focus.
    if (link) document.querySelector(`a[href="${CSS.escape(link)}"]:not([tabindex])`)?.focus({ preventScroll: true });
  };

  // The browser itself scrolls to the fragment of the address, opens what it is in and moves the keyboard's start there
  // (HTML, "scroll to the fragment"), if it navigates to it. That entry of the history has no state.
  const goToFragment = () => {
    const { state } = history;
    location.replace(location.hash);
    history.replaceState(state, "");
  };

  const arrive = () => {
    const entry = history.state?.id;
    const first = published;
    published = null;
    if (entry === shown) {
      // The reader rendered the page anew.
      if (hasReturned || held?.block.isConnected === false) restore(stored(entry) ?? place);
      hasReturned = false;
      return;
    }
    const { y } = place;
    const known = stored(entry);
    const { hash } = location;
    shown = undefined;
    release();
    history.scrollRestoration = "manual";
    if (known) {
      if (hash) {
        goToFragment();
        // Chromium opens what the target is in at once, and scrolls in the next frame unless the page scrolls before.
        scrollAtOnce(scrollY > 0 ? scrollY - 1 : 1);
      }
      restore(known);
    } else {
      // On the published page, the browser has done it.
      if (hash && !hasJumped && !first?.isConnected) goToFragment();
      else if (!first && !hash) scrollAtOnce(0);
      // A visitor who scrolled before the reader rendered the page anew stays there.
      if (first?.isConnected === false && y > 0) scrollAtOnce(y);
    }
    shown = entry;
    hasJumped = false;
    place = held ?? look();
  };

  document.addEventListener("feuillet:arrive", arrive);
  // A failure is no place to come back to.
  document.addEventListener("feuillet:fail", () => {
    shown = undefined;
    release();
    scrollAtOnce(0);
  });
  addEventListener("popstate", () => {
    hasReturned = shown !== undefined && history.state?.id === shown;
    if (hasReturned) return;
    store();
    release();
    shown = undefined;
    hasJumped = !history.state;
  });
  addEventListener("pagehide", () => {
    place = { ...(held ?? look()), link: place.link };
    store();
    // If this page is loaded again, the browser scrolls with the first paint, and this script sees to the rest.
    history.scrollRestoration = "auto";
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && shown !== undefined) history.scrollRestoration = "manual";
  });
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link) return;
      place = { ...(held ?? look()), link: link.getAttribute("href") };
      store();
    },
    true,
  );
  addEventListener(
    "scroll",
    () => {
      if (held && root.scrollHeight !== held.height) keep();
      else if (!held || Math.abs(scrollY - held.at) > 1) {
        release();
        place = look();
      }
    },
    { passive: true },
  );
  for (const move of ["wheel", "touchmove", "keydown"]) addEventListener(move, release, { passive: true });
  new ResizeObserver(() => held && keep()).observe(document.body);

  // After a reload, and on the way back from other sites.
  const entry = history.state?.id;
  const known = entry !== undefined && stored(entry);
  if (known) {
    restore(known);
    shown = entry;
    place = held ?? look();
  }
}
