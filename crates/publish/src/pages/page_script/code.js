// A button on each block of code that copies it.
{
  const confirmation = 2000;

  const add = (block) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.textContent = words.copy;
    block.prepend(button);
    // What scrolls is all that is in the block.
    const stay = () => {
      button.style.translate = `${block.scrollLeft}px`;
    };
    block.addEventListener("scroll", stay, { passive: true });
  };

  whenShown((page) => {
    // Without a clipboard, as on pages without encryption, there is nothing to offer.
    if (!navigator.clipboard) return;
    for (const block of page.querySelectorAll(".prose pre:has(> code):not(:has(> .copy-button))")) add(block);
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".copy-button");
    if (!button) return;
    const code = button.parentElement.querySelector("code").textContent;
    try {
      await navigator.clipboard.writeText(code.replace(/\n$/, ""));
    } catch {
      return;
    }
    button.textContent = words.copied;
    setTimeout(() => {
      button.textContent = words.copy;
    }, confirmation);
    say(words.copied);
  });
}
