// One language of the export: its table of contents, and its shards on demand.
import {newAnalyzer, type Analyzer} from "./analyzer";
import {lengths, ListReader, type Postings, rounded} from "./coder";
import {SearchError} from "./errors";
import type {Load} from "./loader";
import type {Synonyms} from "./synonyms";
import {compare, fold, words} from "./text";

export interface Word { folded: string; text: string; docs: number }
export type Glossary = Record<string, string[]>[];
export type Facets = Record<string, string[]>;
export interface Rec { id: string; url: string; title: string; summary: string; date: string; facets: Facets }

export const FACETS = ["country", "kind", "language", "outcome", "tag", "type", "year"];

interface Table { k: string; h: string }

interface Contents {
  n: number; t: number; langs: string[]; k: string; s: string; e: string; u: string; l: string; p: Table; w: Table; v: Table;
  f: Record<string, string>; r: string; g: number; x: number; c: string[] | null; d: string; m: Record<string, string>;
}

const HASH = 5, GROUP = 8, MAX_DOCS = 1 << 22;

const none: Postings = {docs: new Uint32Array(0), freqs: new Uint32Array(0)};

/** Decodes front-coded strings, see frontCode. Each may be followed by a suffix that isn't part of it. */
function frontDecode(text: string, more = 0): [text: string, more: string][] {
  let last: string[] = [];
  return Array.from(text.matchAll(/[A-Z][^A-Z]*/g), ([entry]) => {
    const chars = [...entry], end = chars.splice(chars.length - more);
    last = last.slice(0, chars[0].charCodeAt(0) - 65).concat(chars.slice(1));
    return [last.join(""), end.join("")];
  });
}

const backwards = (chars: string[]): string => [...chars].reverse().join("");

/** Returns the first words of a title as in a URL, see shortURL. */
const titleStart = (title: string, n: number): string => words(title).slice(0, n)
  .map(([from, to]) => fold(title.slice(from, to)).replaceAll("'", "-")).join("-");

/** Decodes a date, see shortDate. */
function longDate(day: string): string {
  if (day.length !== 3) return day;
  const n = parseInt(day, 36), two = (n: number): string => String(n + 1).padStart(2, "0");
  return `${1970 + Math.floor(n / 372)}-${two(Math.floor(n / 31) % 12)}-${two(n % 31)}`;
}

const isText = (v: unknown): boolean => typeof v === "string";
const areTexts = (v: unknown): boolean => Array.isArray(v) && v.every(isText);

/** Refuses what no export contains, so that nothing later fails in a way that isn't understood. */
function need(ok: boolean): void {
  if (!ok) throw new TypeError("a value is not what an export contains");
}

/** Returns a table of contents, if its members are of the right types and sizes. */
function checked(c: Contents): Contents {
  const count = (n: number, least: number): boolean => Number.isInteger(n) && n >= least && n <= MAX_DOCS;
  need(count(c.n, 0) && count(c.g, 1) && count(c.x, 0) && c.t >= 0 && areTexts(c.langs) && (c.c === null || areTexts(c.c)));
  need(areTexts([c.k, c.s, c.e, c.u, c.l, c.r, c.d, ...[c.p, c.w, c.v].flatMap(({k, h}) => [k, h])]));
  need([c.f, c.m].every((o) => typeof o === "object" && areTexts(Object.values(o))));
  return c;
}

function checkedGlossary(list: Glossary): Glossary {
  need(list.every((term) => Object.values(term).every(areTexts)));
  return list;
}

function checkedSynonyms(s: Synonyms): Synonyms {
  need((s.groups ?? []).every(areTexts) && (s.oneWay ?? []).every(({from, to}) => isText(from) && areTexts(to)));
  return s;
}

/** Finds the shard of a key, see shardTable. */
class Shards {
  #keys: string[];
  #kind: string;
  #hashes: string[] = [];

  constructor(kind: string, table: Table) {
    this.#kind = kind;
    for (const [group] of table.h.matchAll(/.{6}/g))
      for (let n = parseInt(group[0], 36); n > 0; n--) this.#hashes.push(group.slice(1));
    this.#keys = frontDecode(table.k).map(([key]) => key);
    need(this.#hashes.length >= this.#keys.length);
  }

  #name(i: number): string {
    return `${this.#kind}/${this.#keys[i].replace(/[^a-z0-9]/gu, (c) => "_" + c.codePointAt(0)!.toString(36))}-${this.#hashes[i]}`;
  }

  #find(key: string): number {
    let from = 0, to = this.#keys.length;
    while (from < to) {
      const mid = from + to >> 1;
      if (compare(this.#keys[mid], key) <= 0) from = mid + 1;
      else to = mid;
    }
    return from - 1;
  }

  of(key: string): string | undefined {
    const i = this.#find(key);
    return i < 0 ? undefined : this.#name(i);
  }

  /** Returns the shards with keys that start with a text. */
  starting(text: string): string[] {
    const out: string[] = [];
    for (let i = Math.max(0, this.#find(text)); i < this.#keys.length; i++) {
      if (compare(this.#keys[i], text) > 0 && !this.#keys[i].startsWith(text)) break;
      out.push(this.#name(i));
    }
    return out;
  }
}

export class Store {
  readonly analyzer: Analyzer;
  readonly lengths: Uint32Array;
  readonly average: number;
  readonly lang: string;
  #load: Load;
  #contents: Contents;
  #postings: Shards;
  #words: Shards;
  #endings: Shards;
  #decoded = new Map<string, unknown>();

  constructor(lang: string, load: Load, contents: Contents) {
    this.lang = lang;
    this.#load = load;
    this.#contents = contents;
    this.analyzer = newAnalyzer(lang, contents.s, contents.e, contents.u);
    this.lengths = lengths(contents.l, contents.n);
    this.average = Math.ceil(contents.t / contents.n);
    this.#postings = new Shards("p", contents.p);
    this.#words = new Shards("w", contents.w);
    this.#endings = new Shards("v", contents.v);
  }

  get docs(): number { return this.#contents.n; }
  get langs(): string[] { return this.#contents.langs; }
  /** The kinds of pages, in the order of those of the same name. */
  get kinds(): string[] { return this.#contents.k.split(" ").filter(Boolean); }
  get hasTexts(): boolean { return this.#contents.x > 0; }

  /** Returns a shard, which is decoded once. A shard that can't be decoded is damaged. */
  async #shard<T>(name: string, decode: (payload: string) => T): Promise<T> {
    name = this.lang + "/" + name;
    const payload = await this.#load(name);
    let value = this.#decoded.get(name) as T | undefined;
    if (value === undefined) {
      try {
        value = decode(payload);
      } catch (cause) {
        throw new SearchError("damaged", name, {cause});
      }
      this.#decoded.set(name, value);
    }
    return value;
  }

  #lists<T>(name: string, one: (text: ListReader, names?: ListReader) => T): Promise<Map<string, T>> {
    return this.#shard(name, (payload) => {
      const [terms, ...data] = payload.split("\t"), [text, names] = data.map((d) => new ListReader(d, this.docs));
      return new Map(frontDecode(terms).map(([t]) => [t, one(text, names)]));
    });
  }

  /** Returns the postings of a term in texts and in names. */
  async postings(term: string): Promise<[text: Postings, names: Postings] | undefined> {
    const name = this.#postings.of(term), read = (r?: ListReader): Postings => r?.postings() ?? none;
    return name ? (await this.#lists(name, (text, names) => [read(text), read(names)] as [Postings, Postings])).get(term) : undefined;
  }

  async positions(term: string): Promise<Uint32Array[] | undefined> {
    const table = await this.#shard("x/q-" + this.#contents.m.q, (p) => new Shards("q", JSON.parse(p)));
    const name = table.of(term);
    return name ? (await this.#lists(name, (r) => r.positions())).get(term) : undefined;
  }

  /** Returns the documents of each value of a facet, or of "date". */
  async column(facet: string): Promise<Map<string, Uint32Array>> {
    const hash = this.#contents.f[facet];
    return !hash ? new Map() : this.#shard(`f/${facet}-${hash}`, (payload) => {
      const [values, data] = payload.split("\t"), r = new ListReader(data, this.docs);
      return new Map(values.split("\n").map((v) => [v, r.ids()]));
    });
  }

  async #wordShards(names: string[], ending = false): Promise<Word[]> {
    const lists = await Promise.all(names.map((name) => this.#shard(name, (payload) =>
      frontDecode(payload, 1).map(([coded, digit]): Word => {
        const text = ending ? backwards([...coded]) : coded;
        return {folded: fold(text), text, docs: rounded(parseInt(digit, 36))};
      }))));
    return lists.flat();
  }

  /** Returns the words that start with a folded text. */
  async words(start: string): Promise<Word[]> {
    return (await this.#wordShards(this.#words.starting(start))).filter((w) => w.folded.startsWith(start));
  }

  /**
   * Returns the words that differ from a folded one by one edit, among others. An edit
   * changes at most two adjacent letters (three code points if one is œ), so either the
   * text before them or the text after them is the same.
   */
  async near(folded: string): Promise<Word[]> {
    const chars = [...folded], gap = folded.includes("oe") ? 2 : 1;
    let starts: string[] = [], ends: string[] = [], fewest = Infinity;
    for (let i = 0; i + gap <= chars.length; i++) {
      const s = this.#words.starting(chars.slice(0, i).join("")), e = this.#endings.starting(backwards(chars.slice(i + gap)));
      if (s.length + e.length < fewest) [starts, ends, fewest] = [s, e, s.length + e.length];
    }
    return (await Promise.all([this.#wordShards(starts), this.#wordShards(ends, true)])).flat();
  }

  glossary(): Promise<Glossary> {
    const hash = this.#contents.m.glossary;
    return hash ? this.#shard("x/glossary-" + hash, (p) => checkedGlossary(JSON.parse(p))) : Promise.resolve([]);
  }

  synonyms(): Promise<Synonyms> {
    const hash = this.#contents.m.synonyms;
    return hash ? this.#shard("x/synonyms-" + hash, (p) => checkedSynonyms(JSON.parse(p))) : Promise.resolve({});
  }

  /** Returns the name of the shard with a document's stored fields, without its folder, and the index there. */
  #recordName(doc: number): [name: string, at: number] {
    const {r, g} = this.#contents, i = Math.floor(doc / g), from = Math.floor(i / GROUP) * HASH;
    return [i + "-" + r.slice(from, from + HASH), doc % g];
  }

  async record(doc: number): Promise<Rec> {
    const [name, at] = this.#recordName(doc), {c, d} = this.#contents;
    const rec = (await this.#shard("r/" + name + d, (p) => p.split("\n").map((l) => this.#parseRecord(l, c))))[at];
    if (!rec) throw new SearchError("damaged", `${this.lang}/r/${name}${d}`);
    return rec;
  }

  /** Returns stored fields and text of a page, from one file. */
  async page(doc: number): Promise<{record: Rec; text: string}> {
    const [shard, at] = this.#recordName(doc), size = this.#contents.x;
    const name = `text/${this.lang}/${shard}-${Math.floor(at / size)}`;
    const page = (await this.#load(name)).split("\x1e")[at % size], end = page?.indexOf("\n") ?? -1;
    try {
      need(end >= 0);
      return {record: this.#parseRecord(page.slice(0, end)), text: page.slice(end + 1)};
    } catch (cause) {
      throw new SearchError("damaged", name, {cause});
    }
  }

  #parseRecord(line: string, known?: string[] | null): Rec {
    const [short, title, summary, day, list, other] = line.split("\t"), facets: Facets = {}, date = longDate(day);
    const url = short.replace(/\*(.)/, (_, n) => titleStart(title, parseInt(n, 36) + 1)), id = other ?? url;
    const values = list.split(";"), year = date.length < 4 ? "" : date.slice(0, 4);
    const implied: Record<string, string> = {language: this.lang, year};
    FACETS.forEach((name, i) => {
      const text = values[i] || implied[name], all = values[i] && known?.[i].split(",");
      if (!text || text === "-") return;
      // Numbers, if the table of contents lists the values.
      facets[name] = all && all[0] ? text.match(all.length > 36 ? /../g : /./g)!.map((n) => all[parseInt(n, 36)]) : text.split(",");
    });
    return {id, url, title, summary, date, facets};
  }
}

/** Opens a language; with the table of contents that the site has now, if fresh. */
export async function openStore(lang: string, load: Load, fresh = false): Promise<Store> {
  const payload = await load(lang, fresh);
  try {
    return new Store(lang, load, checked(JSON.parse(payload)));
  } catch (cause) {
    throw new SearchError("damaged", lang, {cause});
  }
}
