// Finds and scores as Bleve does, with the formulas in the comment of package search. It
// adds in the same order, so that scores are the same doubles.
import type {Postings} from "./coder";
import type {Phrase, Plan} from "./plan";
import {FACETS, type Store} from "./store";
import {compare} from "./text";

export type Filters = Record<string, string[]>;
export interface FacetCount { value: string; count: number }
export interface Found { docs: number[]; scores: Float64Array; facets?: Record<string, FacetCount[]> }

/** A term's searcher, or one of several terms or clauses. */
interface Node { count: number; weight: number; run(norm: number): Matches }

/** Scores by document; a document that doesn't match has no entry in hits. */
interface Matches { hits: Uint32Array; scores: Float64Array }

export async function find(store: Store, plan: Plan, any: boolean, filters: Filters, facets: boolean): Promise<Found> {
  const tests = await hardTests(store, plan);
  const columns = new Map<string, Map<string, Uint32Array>>();
  const wanted = new Set([...Object.keys(filters), ...(facets ? FACETS : []), ...(plan.mode === "all" ? ["date"] : [])]);
  await Promise.all([...wanted].map(async (name) => { columns.set(name, await store.column(name)); }));

  let docs: number[], scores: Float64Array = new Float64Array(0);
  if (plan.mode === "all") docs = newestFirst(store.docs, columns.get("date")!);
  else {
    const matches = await score(store, plan, any);
    scores = matches.scores;
    docs = Array.from(matches.hits).sort((x, y) => scores[y] - scores[x] || x - y);
  }
  docs = docs.filter((d) => tests.every((t) => t(d)));

  const sets = new Map<string, Set<number>>();
  for (const [name, values] of Object.entries(filters)) if (values.length)
    sets.set(name, new Set(values.flatMap((v) => [...columns.get(name)!.get(v) ?? []])));
  const through = (without?: string): number[] => {
    const active = [...sets].filter(([name]) => name !== without).map(([, set]) => set);
    return active.length ? docs.filter((d) => active.every((s) => s.has(d))) : docs;
  };
  const found: Found = {docs: through(), scores};
  if (facets) {
    found.facets = {};
    for (const name of FACETS)
      found.facets[name] = countFacet(sets.has(name) ? through(name) : found.docs, columns.get(name)!, store.docs);
  }
  return found;
}

function countFacet(docs: number[], column: Map<string, Uint32Array>, all: number): FacetCount[] {
  const held = new Uint8Array(all);
  for (const d of docs) held[d] = 1;
  const out: FacetCount[] = [];
  for (const [value, list] of column) {
    let count = 0;
    for (const d of list) count += held[d];
    if (count) out.push({value, count});
  }
  return out.sort((x, y) => y.count - x.count || compare(x.value, y.value));
}

function newestFirst(all: number, dates: Map<string, Uint32Array>): number[] {
  const out: number[] = [], seen = new Uint8Array(all);
  for (const date of [...dates.keys()].sort((x, y) => compare(y, x))) for (const d of dates.get(date)!) {
    out.push(d);
    seen[d] = 1;
  }
  for (let d = 0; d < all; d++) if (!seen[d]) out.push(d);
  return out;
}

/** Tests for phrases that a page must contain, and for words and phrases that it must not. */
async function hardTests(store: Store, plan: Plan): Promise<((doc: number) => boolean)[]> {
  const hold = await Promise.all(plan.phrases.map((p) => phraseDocs(store, p)));
  const avoid = await Promise.all(plan.exclude.map((p) => phraseDocs(store, p)));
  return [...hold.map((s) => (d: number) => s.has(d)), ...avoid.map((s) => (d: number) => !s.has(d))];
}

/** The documents that contain a phrase. */
async function phraseDocs(store: Store, phrase: Phrase): Promise<Set<number>> {
  const lists = await Promise.all(phrase.terms.map((t) => store.postings(t)));
  if (lists.some((l) => !l)) return new Set();
  const at = lists.map((l) => new Map(Array.from(l![0].docs, (d, i) => [d, i])));
  const docs = Array.from(lists[0]![0].docs).filter((d) => at.every((m) => m.has(d)));
  if (phrase.terms.length < 2 || !docs.length) return new Set(docs);
  const places = await Promise.all(phrase.terms.map((t) => store.positions(t)));
  return new Set(docs.filter((d) => {
    const lists = places.map((p, k) => p?.[at[k].get(d)!] ?? new Uint32Array(0)), sets = lists.map((l) => new Set(l));
    return lists[0].some((p) => phrase.offsets.every((o, k) => sets[k].has(p + o)));
  }));
}

/** The postings of a clause in one field: of each of its terms, and of those of each group. */
interface Lists { terms: (Postings | undefined)[]; groups: (Postings | undefined)[][] }

/** Scores documents by their texts, which must match, and adds the scores of their names. */
async function score(store: Store, plan: Plan, any: boolean): Promise<Matches> {
  const load = (terms: string[]): Promise<([Postings, Postings] | undefined)[]> => Promise.all(terms.map((t) => store.postings(t)));
  const loaded = await Promise.all(plan.clauses.map(async (c) =>
    ({terms: await load(c.terms), groups: await Promise.all((c.groups ?? []).map(load))})));
  const field = (i: 0 | 1): Lists[] => loaded.map(({terms, groups}) =>
    ({terms: terms.map((l) => l?.[i]), groups: groups.map((g) => g.map((l) => l?.[i]))}));
  const {hits, scores} = fieldScores(store.docs, field(0), any, (d) => store.lengths[d], store.average);
  const names = field(1), named = fieldScores(store.docs, names, true, () => 1, 1);
  const bonuses = await nameBonuses(store, names);
  for (const d of hits) {
    scores[d] += named.scores[d];
    scores[d] += bonuses.get(d) ?? 0;
  }
  return {hits, scores};
}

/** Scores documents in one field; average is the mean length. */
function fieldScores(docs: number, lists: Lists[], any: boolean, length: (doc: number) => number, average: number): Matches {
  const node = (l: Postings | undefined): Node => termNode(docs, l, length, average);
  const clauses = lists.map(({terms, groups}) =>
    join([...terms.map(node), ...groups.map((g) => join(g.map(node), false, docs))], true, docs));
  const root = join(clauses, any, docs);
  // The score of a single term is not multiplied by its weight.
  const alone = lists.length === 1 && lists[0].terms.length === 1 && !lists[0].groups.length;
  return root.run(alone ? NaN : 1 / Math.sqrt(root.weight));
}

/** The frequency of terms in names, by the number of terms of the name; see NameFreq. */
const nameFreqs = [64, 48, 32, 24, 16, 12, 8, 6, 4, 3, 2, 1];

/** Returns the bonus of each document of which the query is a name; see NameBonus. */
async function nameBonuses(store: Store, names: Lists[]): Promise<Map<number, number>> {
  const least = nameFreqs[Math.min(names.length, nameFreqs.length) - 1], out = new Map<number, number>();
  const short = (l: Postings | undefined): number[] => l ? Array.from(l.docs).filter((_, i) => l.freqs[i] >= least) : [];
  const sets = names.map(({terms}) => new Set(terms.flatMap(short)));
  const docs = [...sets[0] ?? []].filter((d) => sets.every((s) => s.has(d)));
  if (!docs.length) return out;
  const kinds = store.kinds, column = await store.column("kind");
  const kindOf = (doc: number): string | undefined => [...column].find(([, list]) => list.includes(doc))?.[0];
  for (const d of docs) {
    const rank = kinds.indexOf(kindOf(d) ?? "");
    out.set(d, 1000 * (1 + kinds.length - (rank < 0 ? kinds.length : rank)));
  }
  return out;
}

function termNode(all: number, postings: Postings | undefined, length: (doc: number) => number, average: number): Node {
  const {docs, freqs} = postings ?? {docs: new Uint32Array(0), freqs: new Uint32Array(0)};
  const idf = Math.log(1 + (all - docs.length + 0.5) / (docs.length + 0.5));
  return {
    count: docs.length,
    weight: idf * idf,
    run(norm) {
      const scores = new Float64Array(all), weight = idf * norm;
      for (let i = 0; i < docs.length; i++) {
        const d = docs[i], tf = Math.sqrt(freqs[i]), n = Math.fround(1 / Math.sqrt(length(d)));
        const s = idf * (tf * 1.2) / (tf + 1.2 * (1 - 0.75 + 0.75 * (1 / (n * n)) / average));
        scores[d] = Number.isNaN(weight) ? s : s * weight;
      }
      return {hits: docs, scores};
    },
  };
}

/** A node of which all nodes must match, or any; then the sum is multiplied by the part that matches. */
function join(nodes: Node[], any: boolean, all: number): Node {
  if (nodes.length === 1) return nodes[0];
  const sorted = [...nodes].sort((x, y) => x.count - y.count);
  return {
    count: sorted.reduce((sum, n) => sum + n.count, 0),
    weight: sorted.reduce((sum, n) => sum + n.weight, 0),
    run(norm) {
      const scores = new Float64Array(all), matched = new Uint8Array(all);
      for (const node of sorted) {
        const m = node.run(norm);
        for (const d of m.hits) {
          scores[d] += m.scores[d];
          matched[d]++;
        }
      }
      const hits: number[] = [];
      for (let d = 0; d < all; d++) {
        if (any ? !matched[d] : matched[d] < sorted.length) {
          scores[d] = 0;
          continue;
        }
        hits.push(d);
        if (any) scores[d] *= matched[d] / sorted.length;
      }
      return {hits: Uint32Array.from(hits), scores};
    },
  };
}
