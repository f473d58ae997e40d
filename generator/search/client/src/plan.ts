// Plans queries, see package plan.
import type {Analyzer, Token} from "./analyzer";
import type {Word} from "./store";
import {compare, fold, hasDigit} from "./text";

export type Mode = "and" | "or" | "all" | "none";
export interface Clause { terms: string[] }
export interface Phrase { terms: string[]; offsets: number[] }

export interface Plan {
  mode: Mode;
  clauses: Clause[];
  phrases: Phrase[];
  exclude: Phrase[];
  corrected: string;
  alternatives: string[];
  unknown: string[];
}

/** What the planner reads of an index. It may contain only what this query needs. */
export interface Lexicon {
  docs(term: string): number;
  starting(folded: string): Word[];
  near(folded: string): Word[];
}

interface Part { tokens: Token[]; phrase: boolean; exclude: boolean }

const isQuote = (char: string): boolean => "\"“”„«»".includes(char);
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
    const tokens = a.tokens(query.slice(from, to));
    for (const t of tokens) {
      t.start += from;
      t.end += from;
    }
    if (tokens.length) parts.push({tokens, phrase, exclude});
  };
  const scan = (i: number, fits: (char: string) => boolean): number => {
    while (i < query.length && !fits(query[i])) i++;
    return i;
  };
  for (let i = 0; i < query.length;) {
    if (isSpace(query[i])) {
      i++;
      continue;
    }
    const exclude = query[i] === "-";
    if (exclude) i++;
    if (i < query.length && isQuote(query[i])) {
      const to = scan(++i, isQuote);
      if (to < query.length) {
        add(i, to, true, exclude);
        i = to + 1;
        continue;
      }
    }
    const to = scan(i, (c) => isSpace(c) || isQuote(c));
    add(i, to, false, exclude);
    i = to;
  }
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
export const askedTerms = (a: Analyzer, query: string): string[] =>
  parse(a, cutQuery(query)).flatMap((p) => phraseOf(p.tokens).terms);

export function makePlan(a: Analyzer, query: string, prefix: boolean, correct: boolean, lexicon: Lexicon): Plan {
  query = cutQuery(query);
  const plan: Plan = {mode: "and", clauses: [], phrases: [], exclude: [], corrected: "", alternatives: [], unknown: []};
  const fixes: Fix[] = [];
  let missing = false;

  const addClause = (terms: string[]): void => {
    const same = (c: Clause): boolean => c.terms.length === terms.length && c.terms.every((t, i) => t === terms[i]);
    if (plan.clauses.length < 10 && !plan.clauses.some(same)) plan.clauses.push({terms});
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
  const addWord = (t: Token, last: boolean): void => {
    const known = lexicon.docs(t.term) > 0, folded = fold(t.word), long = [...folded].length >= 3;
    if (last && long) {
      const terms = completions(a, lexicon.starting(folded), t.term, known);
      if (terms.length) return addClause(terms);
    }
    if (known) return addClause([t.term]);
    const meant = corrections(a, lexicon, correct ? folded : "");
    if (meant.size) {
      addClause([...meant.keys()]);
      fixes.push({start: t.start, end: t.end, by: [...meant.values()]});
    } else if (!last || long) addUnknown(t.word);
  };

  for (const part of parse(a, query)) {
    const phrase = phraseOf(part.tokens);
    if (!part.exclude) missing = true;
    if (!phrase.terms.length) continue;
    if (part.exclude) plan.exclude.push(phrase);
    else if (part.phrase) addPhrase(part.tokens, phrase);
    else for (const t of part.tokens) if (t.term) addWord(t, isPrefix(t, part, query, prefix));
  }
  [plan.corrected = "", ...plan.alternatives] = applyFixes(query, fixes);
  if (!plan.clauses.length || plan.phrases.some((p) => !p.terms.length)) {
    const blank = [...query].every(isSpace);
    plan.mode = blank || !missing && plan.exclude.length ? "all" : "none";
  }
  return plan;
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

/** Returns the words that a misspelt one may mean, by term, the most likely first. */
function corrections(a: Analyzer, lexicon: Lexicon, folded: string): Map<string, string> {
  const typed = [...folded], ligated = ligate(folded), near: [score: number, word: Word][] = [], out = new Map<string, string>();
  if (typed.length < 3 || hasDigit(typed)) return out;
  for (const w of lexicon.near(folded)) {
    if (Math.abs(w.folded.length - folded.length) > 2) continue;
    const candidate = [...w.folded], lig = ligate(w.folded);
    let odds = editOdds(typed, candidate);
    if (!odds && ligated.length + lig.length < typed.length + candidate.length) odds = editOdds(ligated, lig);
    if (odds && !hasDigit(candidate)) near.push([w.docs * odds * odds, w]);
  }
  near.sort(([x, v], [y, w]) => y - x || compare(v.folded, w.folded));
  for (const [score, w] of near) {
    const term = a.term(w.text);
    if (16 * score >= near[0][0] && out.size < 3 && !out.has(term)) out.set(term, w.text);
  }
  return out;
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
