// Plans queries, see package plan.
import type {Analyzer, Token} from "./analyzer";
import type {Word} from "./store";
import {addSynonyms, type Synonym} from "./synonyms";
import {compare, fold, hasDigit, startsWord} from "./text";

export type Mode = "and" | "or" | "all" | "none";
/** A page matches that contains one of the terms, or all terms of one of the groups. */
export interface Clause { terms: string[]; groups?: string[][] }
export interface Phrase { terms: string[]; offsets: number[] }

export interface Plan {
  mode: Mode;
  clauses: Clause[];
  phrases: Phrase[];
  exclude: Phrase[];
  corrected: string;
  alternatives: string[];
  unknown: string[];
  excluded: string[];
}

/** What the planner reads of an index. It may contain only what this query needs. */
export interface Lexicon {
  docs(term: string): number;
  starting(folded: string): Word[];
  near(folded: string): Word[];
}

interface Part { text: string; tokens: Token[]; phrase: boolean; exclude: boolean }

const isQuote = (char: string): boolean => !!char && "\"“”„«»".includes(char);
const isSpace = (char: string): boolean => /[ \t-\r\xa0\u202f\u3000\u2000-\u200a]/.test(char);

/** Returns the query without lone surrogates, cut at 400 bytes of UTF-8. */
export function cutQuery(query: string): string {
  query = query.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  let bytes = 0, at = 0;
  for (const char of query) {
    const code = char.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > 400) return query.slice(0, at);
    at += char.length;
  }
  return query;
}

export function parse(a: Analyzer, query: string): Part[] {
  const parts: Part[] = [];
  const add = (from: number, to: number, phrase: boolean, exclude: boolean): void => {
    const text = query.slice(from, to), tokens = a.tokens(text);
    for (const t of tokens) for (const x of [t, ...t.extras]) x.end += from;
    for (const t of tokens) t.start += from;
    if (tokens.length) parts.push({text, tokens, phrase, exclude});
  };
  const scan = (i: number, fits: (char: string) => boolean): number => {
    while (i < query.length && !fits(query[i])) i++;
    return i;
  };
  let plain = 0, spaced = true; // start of the text that is no part yet; white space precedes
  for (let i = 0; i < query.length;) {
    const char = query[i], at = spaced && char === "-" ? i + 1 : i;
    const quote = isQuote(query[at]) ? scan(at + 1, isQuote) : query.length;
    const quoted = quote < query.length;
    const excluded = at > i && (quoted || startsWord(query.slice(at, at + 2)));
    if (quoted || excluded) {
      const to = quoted ? quote : scan(at, (c) => isSpace(c) || isQuote(c));
      add(plain, i, false, false);
      add(quoted ? at + 1 : at, to, quoted, excluded);
      i = plain = quoted ? to + 1 : to;
      spaced = false;
    } else if (isQuote(char)) {
      add(plain, i, false, false);
      plain = ++i;
      spaced = true;
    } else {
      spaced = isSpace(char);
      i++;
    }
  }
  add(plain, query.length, false, false);
  return parts;
}

export function phraseOf(tokens: Token[]): Phrase {
  const held = tokens.filter((t) => t.term);
  return {terms: held.map((t) => t.term), offsets: held.map((t) => t.pos - held[0].pos)};
}

const isPrefix = (t: Token, part: Part, query: string, prefix: boolean): boolean =>
  prefix && !part.phrase && !part.exclude && t.end === query.length && !!t.term;

/** Returns the last word if it means all words that start with it. */
export function typedStart(a: Analyzer, query: string, prefix: boolean): string {
  query = cutQuery(query);
  for (const part of parse(a, query)) for (const t of part.tokens) {
    const folded = fold(t.word);
    if (isPrefix(t, part, query, prefix) && [...folded].length >= 3) return folded;
  }
  return "";
}

/** Returns the terms that the planner looks up before it completes and corrects. */
export function askedTerms(a: Analyzer, query: string): string[] {
  query = cutQuery(query);
  return parse(a, query).flatMap(({tokens, phrase, exclude}) => {
    if (phrase || exclude) return phraseOf(tokens).terms;
    let dated = 0; // words before this index are in a date, which stands for them
    return tokens.flatMap((t, i) => {
      const date = t.extras.find((e) => e.kind === "date");
      if (date) dated = i + date.words;
      if (i < dated) return date ? [date.term] : [];
      return [t.term, pairTerm(a, query, tokens[i - 1], t, () => false), ...t.extras.map((e) => e.kind === "whole" ? "" : e.term)];
    });
  }).filter((term) => term);
}

/** Returns the term of two words with one space between them, written as one, if they may be one; see addPair. */
function pairTerm(a: Analyzer, query: string, first: Token | undefined, second: Token, unknown: (t: Token) => boolean): string {
  if (!first || query.slice(first.end, second.start) !== " ") return "";
  return a.opens(query, first, second) || unknown(first) || unknown(second) ? a.join(query, first, second) : "";
}

export function makePlan(
  a: Analyzer, query: string, prefix: boolean, correct: boolean, lexicon: Lexicon, synonyms: Synonym[] = [],
): Plan {
  query = cutQuery(query);
  const plan: Plan = {mode: "and", clauses: [], phrases: [], exclude: [], corrected: "", alternatives: [], unknown: [], excluded: []};
  const fixes: Fix[] = [];
  let missing = false;

  const addClause = (terms: string[], groups: string[][] = []): void => {
    groups = groups.slice(0, Math.max(0, 10 - terms.length));
    const clause: Clause = groups.length ? {terms, groups} : {terms}, text = JSON.stringify(clause);
    if (plan.clauses.length < 10 && !plan.clauses.some((c) => JSON.stringify(c) === text)) plan.clauses.push(clause);
  };
  const addUnknown = (word: string): void => {
    if (!plan.unknown.includes(word)) plan.unknown.push(word);
  };
  const addPhrase = (tokens: Token[], phrase: Phrase): void => {
    let known = true;
    for (const t of tokens) {
      if (!t.term) continue;
      if (lexicon.docs(t.term)) addClause([t.term]);
      else {
        addUnknown(t.word);
        known = false;
      }
    }
    if (!known) plan.phrases.push({terms: [], offsets: []});
    else if (phrase.terms.length > 1) plan.phrases.push(phrase);
  };
  const exclude = ({text, tokens}: Part, phrase: Phrase): void => {
    plan.excluded.push(text);
    plan.exclude.push(phrase);
    for (const e of tokens[0].extras) if (e.words === tokens.length && (e.kind === "compound" || e.kind === "date"))
      plan.exclude.push({terms: [e.term], offsets: [0]});
  };
  const addWord = (t: PlannedWord, last: boolean): void => {
    const known = lexicon.docs(t.term) > 0, folded = fold(t.word), long = [...folded].length >= 3;
    let own = last && long ? completions(a, lexicon.starting(folded), t.term, known) : [];
    if (!own.length && known) own = [t.term];
    if (own.length || t.terms.length || t.groups.length)
      return addClause([...own, ...t.terms.filter((x) => !own.includes(x))].slice(0, 10), t.groups);
    const meant = corrections(a, lexicon, correct && !t.code ? folded : "");
    if (!meant.likely && !t.code) {
      for (const rest of a.elided(folded)) {
        const term = a.term(rest);
        if (!term) return;
        if (lexicon.docs(term)) return addClause([term]);
      }
      const two = splitWord(a, lexicon, folded);
      if (two.length) return two.forEach((term) => addClause([term]));
    }
    if (meant.words.size && (meant.likely || !t.hyphenated)) {
      addClause([...meant.words.keys()]);
      fixes.push({start: t.start, end: t.end, by: [...meant.words.values()]});
    } else if (!last || long) addUnknown(t.word);
  };
  const addWords = (part: Part): void => {
    const words = part.tokens.map((t): PlannedWord => ({...t, terms: [], groups: [], hyphenated: false, dated: false, code: false}));
    addCompounds(a, query, words, lexicon);
    addSynonyms(words, synonyms, lexicon);
    for (let i = 0; i < words.length; i++) {
      const date = words[i].extras.find((e) => e.kind === "date");
      if (date && lexicon.docs(date.term)) {
        addClause([date.term]);
        i += date.words - 1;
      } else if (words[i].term) addWord(words[i], isPrefix(words[i], part, query, prefix));
    }
  };

  for (const part of parse(a, query)) {
    const phrase = phraseOf(part.tokens);
    if (!part.exclude) missing = true;
    if (!phrase.terms.length) continue;
    if (part.exclude) exclude(part, phrase);
    else if (part.phrase) addPhrase(part.tokens, phrase);
    else addWords(part);
  }
  [plan.corrected = "", ...plan.alternatives] = applyFixes(query, fixes);
  if (!plan.clauses.length || plan.phrases.some((p) => !p.terms.length)) {
    const blank = [...query].every(isSpace);
    plan.mode = blank || !missing && plan.exclude.length ? "all" : "none";
  }
  return plan;
}

/** A word of the query, and what else may stand for it. */
export interface PlannedWord extends Token { terms: string[]; groups: string[][]; hyphenated: boolean; dated: boolean; code: boolean }

function addCompounds(a: Analyzer, query: string, words: PlannedWord[], lexicon: Lexicon): void {
  words.forEach((w, i) => {
    if (i && words[i - 1].end === w.start) words[i - 1].code = w.code = true;
    for (const e of w.extras) {
      const list = words.slice(i, i + e.words);
      if (e.kind === "date") for (const x of list) x.dated = true;
      if (e.kind !== "compound" && (e.kind !== "month" || w.dated)) continue;
      addCompound(list, e.term, lexicon);
      if (e.kind === "compound") for (const x of list) x.hyphenated = true;
    }
    if (w.dated || words[i - 1]?.dated) return;
    const term = pairTerm(a, query, words[i - 1], w, (t) => !!t.term && !lexicon.docs(t.term));
    if (term) addCompound([words[i - 1], w], term, lexicon);
  });
}

/** Lets words stand for the term of a compound, if the index contains it. */
function addCompound(words: PlannedWord[], term: string, lexicon: Lexicon): void {
  if (lexicon.docs(term)) for (const w of words) if (!w.terms.includes(term) && term !== w.term) w.terms.push(term);
}

/** Lets words stand for terms that a page must all contain, if the index contains them. */
export function addGroup(words: PlannedWord[], terms: string[], lexicon: Lexicon): void {
  if (terms.some((t) => !lexicon.docs(t))) return;
  for (const w of words) if (!w.groups.some((g) => g.join(" ") === terms.join(" "))) w.groups.push(terms);
}

/** Returns the terms of the two words that a word is made of. */
function splitWord(a: Analyzer, lexicon: Lexicon, folded: string): string[] {
  const chars = [...folded];
  if (chars.length < 7 || hasDigit(chars)) return [];
  const words = new Set(lexicon.starting(chars.slice(0, 3).join("")).map((w) => w.folded));
  for (let n = chars.length - 3; n >= 3; n--) {
    const start = chars.slice(0, n).join("");
    if (!words.has(start)) continue;
    const two = [start, chars.slice(n).join("")].map(a.term);
    if (two.every((t) => t && lexicon.docs(t))) return two;
  }
  return [];
}

/** Returns the terms of the words that start with the typed one, the most frequent first. */
function completions(a: Analyzer, words: Word[], own: string, known: boolean): string[] {
  const docs = new Map<string, number>();
  for (const w of words) {
    const term = a.term(w.text);
    if (term) docs.set(term, (docs.get(term) ?? 0) + w.docs);
  }
  const terms = [...docs.keys()].sort((x, y) =>
    +(y === own) - +(x === own) || docs.get(y)! - docs.get(x)! || compare(x, y));
  if (known && !docs.has(own)) terms.unshift(own);
  return terms.slice(0, 8);
}

/** Returns the words that a misspelt one may mean, by term, the most likely first, and whether its edit is a likely one. */
function corrections(a: Analyzer, lexicon: Lexicon, folded: string): {words: Map<string, string>; likely: boolean} {
  const typed = [...folded], ligated = ligate(folded), out = new Map<string, string>();
  const near: [score: number, word: Word, odds: number][] = [];
  if (typed.length < 3 || hasDigit(typed)) return {words: out, likely: false};
  for (const w of lexicon.near(folded)) {
    if (Math.abs(w.folded.length - folded.length) > 2) continue;
    const candidate = [...w.folded], lig = ligate(w.folded);
    let odds = editOdds(typed, candidate);
    if (!odds && ligated.length + lig.length < typed.length + candidate.length) odds = editOdds(ligated, lig);
    if (odds && !hasDigit(candidate)) near.push([w.docs * odds * odds, w, odds]);
  }
  near.sort(([x, v], [y, w]) => y - x || compare(v.folded, w.folded));
  for (const [score, w] of near) {
    const term = a.term(w.text);
    if (term && 16 * score >= near[0][0] && out.size < 3 && !out.has(term)) out.set(term, w.text);
  }
  return {words: out, likely: near[0]?.[2] >= 32};
}

const ligate = (folded: string): string[] => [...folded.replaceAll("oe", "œ")];
const isVowel = (char: string): boolean => "aeiouy".includes(char);

function editOdds(typed: string[], candidate: string[]): number {
  const n = typed.length, more = candidate.length - n;
  const same = (i: number, j: number): boolean => {
    for (; i < n; i++, j++) if (typed[i] !== candidate[j]) return false;
    return j === candidate.length;
  };
  let i = 0, odds = 0;
  while (i < n && typed[i] === candidate[i]) i++;
  if (more === 1) odds = same(i, i + 1) ? 32 : 0;
  else if (n >= 4 && !more && i < n) {
    if (same(i + 1, i + 1)) odds = isVowel(typed[i]) && isVowel(candidate[i]) ? 2 : 1;
    else if (typed[i] === candidate[i + 1] && typed[i + 1] === candidate[i] && same(i + 2, i + 2)) odds = 32;
  } else if (n >= 4 && more === -1 && same(i + 1, i)) odds = i && typed[i] === typed[i - 1] ? 8 : 1;
  return typed[0] === candidate[0] ? 4 * odds : odds;
}

interface Fix { start: number; end: number; by: string[] }

/** Returns the query with the most likely replacements, then with each alternative to one of them; see applyReplacements. */
export function applyFixes(query: string, fixes: Fix[]): string[] {
  const write = (other: Fix, word: string): string => {
    let out = "", at = 0;
    for (const f of fixes) {
      out += query.slice(at, f.start) + (f === other ? word : f.by[0]);
      at = f.end;
    }
    return out + query.slice(at);
  };
  return fixes.flatMap((f, i) => f.by.slice(i && 1).map((word) => write(f, word)));
}
