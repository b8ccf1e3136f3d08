// Shows a picture larger on click, if the text has no room for all of it.
{
  // Smallest enlargement that is worth a click.
  const least = 1.15;
  // Smallest enlargement by showing the whole picture; below it, as on phones, the picture has its own size and scrolls.
  const leastWhole = 1.3;

  // The width of the largest file that the publisher made of a picture.
  const madeWidth = ({ srcset }) => Number(/ (\d+)w$/.exec(srcset)?.[1] ?? 0);

  const sizeOf = (picture) => {
    const { naturalWidth, naturalHeight } = picture;
    const width = Math.max(naturalWidth, madeWidth(picture));
    return { width, height: (width * naturalHeight) / naturalWidth };
  };

  const isReduced = (picture) =>
    picture.complete && picture.naturalWidth > 0 && sizeOf(picture).width > picture.clientWidth * least && picture.clientWidth > 0;

  const isCramped = (picture) => {
    const { width, height } = sizeOf(picture);
    return Math.min(innerWidth, (innerHeight * width) / height) < Math.min(width, picture.clientWidth * leastWhole);
  };

  // Pictures that are direct children of the text belong to the reader, which relies on finding them there, pictures in
  // links keep their links, and in a flexible row a button would shrink.
  const isOffered = (picture) =>
    picture.matches(".prose img") && !picture.closest("a, button") && !picture.parentElement.matches(".prose") &&
    !getComputedStyle(picture.parentElement).display.includes("flex");

  const offer = (picture) => {
    if (!isOffered(picture) || !isReduced(picture)) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "enlarge";
    button.setAttribute("aria-label", [words.enlarge, picture.alt].filter(Boolean).join(": "));
    picture.replaceWith(button);
    button.append(picture);
  };

  const enlarge = (picture) => {
    const dialog = document.createElement("dialog");
    dialog.className = "enlarged";
    dialog.setAttribute("aria-label", picture.alt || words.enlarge);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.setAttribute("aria-label", words.close);
    const copy = new Image();
    const { width, height } = sizeOf(picture);
    const scrolls = isCramped(picture);
    if (madeWidth(picture)) {
      // Without a network, the file that is there already.
      copy.onerror = () => {
        copy.onerror = null;
        copy.srcset = "";
        copy.src = picture.currentSrc;
      };
      copy.sizes = scrolls ? `${width}px` : `min(${width}px, 100vw)`;
      copy.srcset = picture.srcset;
    } else copy.src = picture.currentSrc || picture.src;
    copy.alt = picture.alt;
    dialog.append(close, copy);
    dialog.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    if (scrolls) {
      dialog.classList.add("scrolls");
      copy.width = width;
      copy.height = height;
    }
    // Keep the page behind from scrolling; Ctrl and the wheel still zoom.
    if (!scrolls)
      dialog.addEventListener("wheel", (event) => event.ctrlKey || event.preventDefault(), { passive: false });
    document.body.append(dialog);
    dialog.showModal();
    if (scrolls) copy.scrollIntoView({ block: "center", inline: "center" });
  };

  whenShown((page) => page.querySelectorAll(".prose img").forEach(offer));
  document.addEventListener("load", (event) => event.target.matches?.(".prose img") && offer(event.target), true);
  document.addEventListener("click", (event) => {
    const picture = event.target.closest?.(".enlarge")?.querySelector("img");
    if (picture) enlarge(picture);
  });
}
