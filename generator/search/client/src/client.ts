// The API that README.md describes: openSearch and query, see searcher.go.
import {newAnalyzer} from "./analyzer";
import {SearchError} from "./errors";
import {find, type FacetCount, type Filters} from "./find";
import {translate} from "./glossary";
import {reading, remembering, type Load, type Read} from "./loader";
import {askedTerms, makePlan, type Mode, type Plan, typedStart} from "./plan";
import {snippet, type Marked} from "./snippet";
import {readSynonyms} from "./synonyms";
import {FACETS, openStore, type Facets, type Rec, type Store, type Word} from "./store";
import {fold} from "./text";

export interface Options {
  lang?: string;
  limit?: number;
  offset?: number;
  filters?: Filters;
  prefix?: boolean;
  facets?: boolean;
  others?: boolean;
  snippets?: number;
  signal?: AbortSignal;
}

export interface Hit {
  id: string; url: string; title: string; lang: string; kind: string; date?: string; score: number;
  partial?: boolean; summary: string; snippet?: Marked; facets: Facets;
}

export interface OtherLang { lang: string; query: string; total: number }

export interface Response {
  query: string; lang: string; total: number; full: number; mode: Mode; corrected: string; alternatives?: string[]; unknown: string[];
  excluded?: string[]; hits: Hit[]; facets?: Record<string, FacetCount[]>; other?: OtherLang[]; problem?: SearchError;
}

export interface Search {
  readonly langs: string[];
  query(text: string, options?: Options): Promise<Response>;
  snippet(response: Response, hit: number): Promise<Marked>;
  warm(text: string, options?: Pick<Options, "lang" | "prefix">): Promise<void>;
}

const FEW = 10;

/** What a response was made from, for later snippets. */
interface Origin { store: Store; docs: number[]; wanted: Set<string> }

export async function open(load: Load, lang?: string): Promise<Search> {
  const pending = new Set<Promise<string>>(), loaded = remembering(load);
  load = (name, fresh) => {
    const p = loaded(name, fresh), done = (): void => { pending.delete(p); };
    pending.add(p);
    p.then(done, done);
    return p;
  };
  const stores = new Map<string, Promise<Store>>();
  const origins = new WeakMap<Response, Origin>();
  let renewal: Promise<unknown> | undefined;

  function store(name = lang): Promise<Store> {
    if (!name) return Promise.reject(new TypeError("search: which language? set options.lang"));
    let s = stores.get(name);
    if (!s) {
      stores.set(name, s = openStore(name, load));
      s.catch(() => stores.delete(name));
    }
    return s;
  }

  /** Opens these languages and those in use anew, with the tables of contents that the site has now. */
  function renew(names: (string | undefined)[]): Promise<unknown> {
    const all = new Set([...stores.keys(), ...names]);
    return renewal ??= Promise.all([...all].map(async (name) => {
      if (name) stores.set(name, Promise.resolve(await openStore(name, load, true)));
    })).finally(() => { renewal = undefined; });
  }

  /**
   * Runs something that loads shards. A site that was published anew lacks shards that the
   * table of contents of an open page names. So after a failure, even a minor one, it runs
   * once more with the current table; where that is the same, past the cache.
   */
  async function recovering<T>(name: string | undefined, run: () => Promise<T>, minor: (result: T) => SearchError | undefined): Promise<T> {
    const tried = (): Promise<{result?: T; error?: unknown}> =>
      run().then((result) => ({result, error: minor(result)}), (error) => ({error}));
    let outcome = await tried();
    if (outcome.error instanceof SearchError) try {
      await renew([name]);
      outcome = await tried();
      if (outcome.error instanceof SearchError) outcome.error.reached = true;
    } catch (error) {
      if (!(error instanceof SearchError)) throw error;
      if (error.code === "old") outcome.error = error; // the site has another client now
    }
    if (!("result" in outcome)) {
      if (outcome.error instanceof SearchError) // a retry starts afresh
        while (pending.size) await Promise.allSettled(pending);
      throw outcome.error;
    }
    return outcome.result!;
  }

  function query(text: string, options: Options = {}): Promise<Response> {
    return recovering(options.lang ?? lang, () => attempt(text, options), (r) => r.problem);
  }

  async function attempt(text: string, options: Options): Promise<Response> {
    const {limit = 10, offset = 0, filters = {}, prefix = false, facets = false, snippets = 0} = options;
    for (const name of Object.keys(filters))
      if (!FACETS.includes(name)) throw new TypeError(`search: unknown facet ${name}`);
    const s = await store(options.lang), plan = await planFor(s, text, prefix, true);
    const r: Response = {
      query: text, lang: s.lang, total: 0, full: 0, mode: plan.mode,
      corrected: plan.corrected, unknown: plan.unknown, hits: [],
    };
    if (plan.alternatives.length) r.alternatives = plan.alternatives;
    if (plan.excluded.length) r.excluded = plan.excluded;
    const docs = await fill(s, plan, filters, facets, r);
    if (options.signal?.aborted) throw options.signal.reason;
    const from = Math.max(0, offset), shown = docs.slice(from, from + Math.max(0, limit || 10));
    const wanted = new Set(plan.clauses.flatMap((c) => [c.terms, ...c.groups ?? []].flat()));
    origins.set(r, {store: s, docs: shown.map((d) => d.doc), wanted});
    r.hits = await Promise.all(shown.map(async ({doc, score, partial}, i): Promise<Hit> => {
      let record: Rec | undefined, marked: Marked = [];
      if (s.hasTexts && (snippets < 0 || i < snippets)) try {
        const page = await s.page(doc); // contains the stored fields, too: one file less
        record = page.record;
        marked = snippet(s.analyzer, page.text, wanted);
      } catch (error) {
        if (!(error instanceof SearchError)) throw error;
        r.problem = error;
      }
      const {id, url, title, summary, date, facets} = record ?? await s.record(doc);
      const hit: Hit = {id, url, title, lang: s.lang, kind: facets.kind?.[0] ?? "", score, summary, facets};
      if (date) hit.date = date;
      if (partial) hit.partial = true;
      if (marked.length) hit.snippet = marked;
      return hit;
    }));
    if (options.others) r.other = await others(s, text, filters);
    return r;
  }

  /** Counts the pages of other languages, for the query translated by the glossary or as typed. */
  async function others(s: Store, text: string, filters: Filters): Promise<OtherLang[]> {
    const glossary = await s.glossary();
    return Promise.all(s.langs.filter((l) => l !== s.lang).sort().map(async (lang) => {
      const other = await store(lang), out = {lang, query: text, total: 0};
      for (const query of [translate(s.analyzer, glossary, text, s.lang, lang), text]) {
        const total = await count(other, query, filters);
        if (total) return {lang, query, total};
      }
      return out;
    }));
  }

  async function warm(text: string, options: Pick<Options, "lang" | "prefix"> = {}): Promise<void> {
    await recovering(options.lang ?? lang, async () => planFor(await store(options.lang), text, options.prefix ?? false, false), () => undefined);
  }

  async function laterSnippet(response: Response, i: number): Promise<Marked> {
    const origin = origins.get(response);
    if (!origin || !origin.store.hasTexts) return [];
    const {store: s, docs, wanted} = origin;
    const page = await s.page(docs[i]).catch((error) => {
      origins.delete(response); // most likely the other texts are gone, too
      throw error;
    });
    const list = snippet(s.analyzer, page.text, wanted);
    if (list.length) response.hits[i].snippet = list;
    return list;
  }

  const first = lang ? await recovering(lang, store, () => undefined) : undefined;
  return {langs: first?.langs ?? [], query, warm, snippet: laterSnippet};
}

/** A hit. */
interface Shown { doc: number; score: number; partial: boolean }

/** Returns all hits, in order, and sets totals, mode and facets of the response. */
async function fill(s: Store, plan: Plan, filters: Filters, facets: boolean, r: Response): Promise<Shown[]> {
  if (plan.mode === "none") return [];
  const show = (partial: boolean, scores: Float64Array) => (doc: number): Shown =>
    ({doc, score: scores[doc] ?? 0, partial});
  let docs: Shown[] = [];
  if (!plan.unknown.length) {
    const found = await find(s, plan, false, filters, facets);
    docs = found.docs.map(show(false, found.scores));
    r.facets = found.facets;
    r.total = r.full = docs.length;
  }
  if (plan.mode === "all" || r.full >= FEW || !plan.unknown.length && plan.clauses.length < 2) return docs;
  const any = await find(s, plan, true, filters, facets), held = new Set(docs.map((d) => d.doc));
  if (any.docs.length === r.full) return docs;
  r.mode = "or";
  r.total = any.docs.length;
  r.facets = any.facets;
  return docs.concat(any.docs.filter((d) => !held.has(d)).map(show(true, any.scores)));
}

async function count(s: Store, query: string, filters: Filters): Promise<number> {
  const plan = await planFor(s, query, false, false);
  if (plan.mode === "none" || plan.unknown.length) return 0;
  const {language: _, ...rest} = filters;
  return (await find(s, plan, false, rest, false)).docs.length;
}

/** Returns the plan of a query, after loading what the planner needs. */
async function planFor(s: Store, text: string, prefix: boolean, correct: boolean): Promise<Plan> {
  const a = s.analyzer, docs = new Map<string, number>();
  const starting = new Map<string, Word[]>(), near = new Map<string, Word[]>();
  const ask = (terms: Iterable<string>): Promise<unknown> => Promise.all(Array.from(terms, async (t) => {
    docs.set(t, (await s.postings(t))?.[0].docs.length ?? 0);
  }));
  const load = (words: Iterable<string>, into: Map<string, Word[]>, get: (word: string) => Promise<Word[]>): Promise<unknown> =>
    Promise.all(Array.from(words, async (w) => { into.set(w, await get(w)); }));
  const start = typedStart(a, text, prefix);
  const [given] = await Promise.all([s.synonyms(), ask(askedTerms(a, text)), load(start ? [start] : [], starting, (w) => s.words(w))]);
  const synonyms = readSynonyms(a, given);
  for (;;) { // until nothing that the planner asked for is missing
    const terms = new Set<string>(), starts = new Set<string>(), misspelt = new Set<string>();
    const plan = makePlan(a, text, prefix, correct, {
      docs: (t) => docs.get(t) ?? (terms.add(t), 0),
      starting: (w) => starting.get(w) ?? (terms.size || starts.add(w), []),
      near: (w) => near.get(w) ?? (terms.size || misspelt.add(w), []),
    }, synonyms);
    if (!terms.size && !starts.size && !misspelt.size) {
      await ask(plan.clauses.flatMap((c) => [c.terms, ...c.groups ?? []].flat()));
      return plan;
    }
    await Promise.all([ask(terms), load(starts, starting, (w) => s.words(w)), load(misspelt, near, (w) => s.near(w))]);
  }
}

/** For tests of the parts. */
export const parts = {
  newAnalyzer, fold, makePlan, readSynonyms,
  finder: async (read: Read, lang: string) => {
    const s = await openStore(lang, reading(async (name) => read(name)));
    return (plan: Plan, any: boolean) => find(s, plan, any, {}, false);
  },
};
