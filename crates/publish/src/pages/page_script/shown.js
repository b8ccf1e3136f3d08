// What the parts have in common. They add to what a page shows and change nothing that the reader relies on: no element
// that it made is moved or taken away, so it may come to life on a page before or after they did.

const tasks = [];

// Does something now, and whenever another page is shown.
const whenShown = (task) => {
  tasks.push(task);
  task(document);
};

// Says something to whoever cannot see it.
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

const isText = (node) => node.nodeType === Node.ELEMENT_NODE && !node.matches("button, img");

new MutationObserver((changes) => {
  if (changes.some(({ addedNodes }) => [...addedNodes].some(isText))) tasks.forEach((task) => task(document));
}).observe(document.getElementById("feuillet"), { childList: true, subtree: true });
