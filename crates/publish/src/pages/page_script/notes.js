// A preview of a footnote beside its mark, on hover or keyboard focus. As WCAG 2.2 requires (success criterion 1.4.13),
// the pointer may move onto it, and Escape closes it.
{
  // Milliseconds until a preview closes, and the distance from the window's edges in pixels.
  const patience = 200;
  const margin = 12;
  let shown;
  let leaving;

  const hide = () => {
    clearTimeout(leaving);
    shown?.remove();
    shown = undefined;
  };

  const hideSoon = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, patience);
  };

  const place = (preview, mark) => {
    // Centered above the mark, or below if there is no room, and within the window.
    const at = mark.getBoundingClientRect();
    const width = preview.offsetWidth;
    const right = document.documentElement.clientWidth - width - margin;
    const left = Math.max(margin, Math.min(at.left + at.width / 2 - width / 2, right));
    const above = at.top - preview.offsetHeight - 8;
    const top = above > margin ? above : at.bottom + 8;
    preview.style.left = `${left + scrollX}px`;
    preview.style.top = `${top + scrollY}px`;
  };

  const show = (mark) => {
    const note = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
    clearTimeout(leaving);
    if (!note || shown?.mark === mark) return;
    hide();
    const preview = document.createElement("div");
    preview.className = "note-preview prose";
    // Screen reader users follow the link to the note itself instead.
    preview.setAttribute("aria-hidden", "true");
    preview.lang = note.closest("[lang]")?.lang ?? "";
    preview.dir = getComputedStyle(note).direction;
    preview.append(...note.cloneNode(true).childNodes);
    for (const back of preview.querySelectorAll(".footnote-back")) back.remove();
    // The copy must not duplicate ids or add links to the tab order.
    for (const copy of preview.querySelectorAll("[id], a")) {
      copy.removeAttribute("id");
      if (copy.matches("a")) copy.tabIndex = -1;
    }
    preview.addEventListener("pointerenter", () => clearTimeout(leaving));
    preview.addEventListener("pointerleave", hideSoon);
    preview.mark = mark;
    document.body.append(preview);
    place(preview, mark);
    shown = preview;
  };

  const markOf = (event) => event.target.closest?.(".footnote-ref a");
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse" && markOf(event)) show(markOf(event));
  });
  document.addEventListener("pointerout", (event) => markOf(event) && hideSoon());
  document.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    if (mark?.matches(":focus-visible")) show(mark);
    else hide();
  });
  document.addEventListener("click", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  whenShown(() => hide());
}
