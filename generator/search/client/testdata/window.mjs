// A page without a browser, for tests of the classic script: script elements run their
// file in the page's own scope, as browsers do. answer returns the text of a URL, or throws.
import vm from "node:vm";

export function newWindow(answer) {
  const asked = [];
  const page = {
    URL, atob, TextDecoder, AbortController,
    document: {
      baseURI: "file:///site/fr/page/index.html",
      createElement: () => ({remove() {}}),
      head: {append(script) {
        asked.push(script.src);
        setTimeout(() => {
          let code;
          try {
            code = answer(script.src);
          } catch {
            return script.onerror();
          }
          try {
            vm.runInContext(code, page);
          } catch { /* a browser reports it, and goes on */ }
          script.onload();
        });
      }},
    },
  };
  page.self = page;
  vm.createContext(page);
  return {page, asked, run: (code) => vm.runInContext(code, page)};
}
