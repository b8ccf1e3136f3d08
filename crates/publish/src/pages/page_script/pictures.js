// Shows a picture in full size on click, if the text has no room for it.
{
  // Smallest enlargement that is worth a click.
  const least = 1.15;

  const isReduced = (picture) =>
    picture.complete && picture.naturalWidth > picture.clientWidth * least && picture.clientWidth > 0;

  // Pictures that are direct children of the text belong to the reader, which relies on finding them there, and
  // pictures in links keep their links.
  const isOffered = (picture) =>
    picture.matches(".prose img") && !picture.closest("a, button") && !picture.parentElement.matches(".prose");

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
    copy.src = picture.currentSrc || picture.src;
    copy.alt = picture.alt;
    dialog.append(close, copy);
    dialog.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    // Keep the page behind from scrolling; Ctrl and the wheel still zoom.
    dialog.addEventListener("wheel", (event) => event.ctrlKey || event.preventDefault(), { passive: false });
    document.body.append(dialog);
    dialog.showModal();
  };

  whenShown((page) => page.querySelectorAll(".prose img").forEach(offer));
  document.addEventListener("load", (event) => event.target.matches?.(".prose img") && offer(event.target), true);
  document.addEventListener("click", (event) => {
    const picture = event.target.closest?.(".enlarge")?.querySelector("img");
    if (picture) enlarge(picture);
  });
}
