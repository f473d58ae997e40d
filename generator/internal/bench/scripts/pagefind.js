// How a page asks Pagefind through its API.
globalThis.side = {
  async open() {
    this.search = await import("/pagefind/pagefind.js");
    await this.search.init();
  },
  async query(text, limit) {
    const found = await this.search.search(text);
    const hits = await Promise.all(found.results.slice(0, limit).map((r) => r.data()));
    return {
      total: found.results.length, unknown: [], urls: hits.map((h) => h.url),
      whole: hits.filter((h) => h.meta.title && h.excerpt).length,
    };
  },
};
