// Notes in a real page when the last key was typed into its search box, and
// when the first result for the whole text stood there.
globalThis.box = {last: 0, first: 0};
{
  const griot = document.querySelector("#p-q"), input = griot || document.querySelector(".pagefind-ui__search-input");
  document.addEventListener("input", () => Object.assign(box, {last: performance.now(), first: 0}), true);
  const shown = () => {
    if (griot) return !document.querySelector(".pop").hidden && document.querySelector("#p-found [role=option]");
    const message = document.querySelector(".pagefind-ui__message"), link = document.querySelector(".pagefind-ui__result-link");
    return message && message.textContent.includes(input.value.trim()) && link && link.textContent.trim();
  };
  new MutationObserver((changes) => {
    // Griot fills its list for the last text only, Pagefind names the text.
    const filled = !griot || changes.some((c) => c.target.id === "p-found" && c.addedNodes.length);
    if (box.last && !box.first && filled && shown()) box.first = performance.now();
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
  input.focus();
}
