// How a page asks Griot's search: the client and the table of contents side by
// side, as its README has it.
globalThis.side = {
  async open(lang, client) {
    const load = (src) => new Promise((done, fail) => {
      document.head.append(Object.assign(document.createElement("script"), {src, onload: done, onerror: fail}));
    });
    await Promise.all([load(client), load("/search/" + lang + ".js")]);
    this.search = await griotSearch.openSearch("/search/", {lang});
  },
  async query(text, limit, snippets) {
    const r = await this.search.query(text, {limit, snippets});
    if (r.problem) throw r.problem; // a text for a snippet didn't come
    return {
      total: r.total, unknown: r.unknown, urls: r.hits.map((h) => "/" + h.url),
      whole: r.hits.filter((h) => h.title && h.summary).length,
    };
  },
};
