// A node of the diagram shows what it leads to, and what leads to it, while the
// pointer or the focus is on it. A finger doesn't hover: it follows the link.
const figure = document.querySelector(".tree[data-ui]"), nodes = [...figure.querySelectorAll("[data-path]")];
const pathOf = (node) => node.dataset.path.split(" ");

function show(node) {
  const path = node ? pathOf(node) : [], lit = new Set(path);
  for (const other of nodes) if (node && pathOf(other).includes(path[0])) lit.add(pathOf(other)[0]);
  for (const other of nodes) other.classList.toggle("lit", lit.has(pathOf(other)[0]));
  for (const line of figure.querySelectorAll("[data-from]")) line.classList.toggle("lit", lit.has(line.dataset.from) && lit.has(line.dataset.to));
}

const over = (event) => { if (event.pointerType !== "touch") show(event.target.closest("[data-path]")); };
figure.addEventListener("pointerover", over);
figure.addEventListener("pointerleave", () => show());
figure.addEventListener("focusin", (event) => show(event.target.closest("[data-path]")));
figure.addEventListener("focusout", () => show());
show(figure.querySelector("[data-path]:hover, [data-path]:focus-within")); // what called for this script
