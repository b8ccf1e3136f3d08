// Functions shared by all parts. The parts never move or remove an element that the reader relies on, so the reader can
// hydrate a page before or after they ran.

const tasks = [];

// Runs a task now, and whenever another page is shown.
const whenShown = (task) => {
  tasks.push(task);
  task(document);
};

// Announces a text to screen readers.
const say = (text) => {
  let status = document.getElementById("status");
  if (!status) {
    status = document.createElement("p");
    status.id = "status";
    status.className = "visually-hidden";
    status.role = "status";
    document.body.append(status);
  }
  status.textContent = "";
  requestAnimationFrame(() => {
    status.textContent = text;
  });
};

// Whether an added element may be content of the reader, and not one of the parts' own buttons and pictures.
const isText = (node) => node.nodeType === Node.ELEMENT_NODE && !node.matches("button, img");

new MutationObserver((changes) => {
  if (changes.some(({ addedNodes }) => [...addedNodes].some(isText))) tasks.forEach((task) => task(document));
}).observe(document.getElementById("feuillet"), { childList: true, subtree: true });
