// A button on each code block that copies the code.
{
  // In milliseconds.
  const confirmation = 2000;

  const add = (block) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.textContent = words.copy;
    block.prepend(button);
    // The button scrolls with the block's contents: move it back into view.
    const stay = () => {
      button.style.translate = `${block.scrollLeft}px`;
    };
    block.addEventListener("scroll", stay, { passive: true });
  };

  whenShown((page) => {
    // There is no clipboard on pages without HTTPS.
    if (!navigator.clipboard) return;
    for (const block of page.querySelectorAll(".prose pre:has(> code):not(:has(> .copy-button))")) add(block);
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".copy-button");
    if (!button) return;
    const code = button.parentElement.querySelector("code").cloneNode(true);
    // Nobody pastes prompts.
    for (const prompt of code.querySelectorAll(".t-p")) prompt.remove();
    try {
      await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ""));
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
