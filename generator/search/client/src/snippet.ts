// Makes snippets, see snippet.go.
import type {Analyzer, Token} from "./analyzer";

/** Pieces of text, of which every second one is a found word. */
export type Marked = string[];

const WORDS = 30, LEAD = 6;

export function snippet(a: Analyzer, text: string, wanted: Set<string>): Marked {
  const tokens = a.tokens(text);
  const broken = (i: number): boolean => text.slice(tokens[i - 1].end, tokens[i].start).includes("\n");
  const first = bestStart(tokens, wanted, broken);
  if (first < 0) return [];
  let from = first, to;
  while (from > 0 && first - from < LEAD && !broken(from)) from--;
  for (to = from + 1; to < tokens.length && to - from < WORDS && !broken(to);) to++;

  const lineStart = text.lastIndexOf("\n", tokens[from].start) + 1;
  const start = from === 0 || broken(from) ? lineStart : tokens[from].start;
  const limit = to < tokens.length ? tokens[to].start : text.length;
  let end = tokens[to - 1].end;
  while (end < limit && !/[ \t-\r\xa0\u202f\u3000\u2000-\u200a]/.test(text[end])) end++;
  const out: Marked = [start > lineStart ? "…" : ""];
  let at = start;
  for (const t of tokens.slice(from, to)) {
    if (t.start < at || !found(t, wanted).length) continue;
    const ends = t.extras.filter((e) => wanted.has(e.term) && e.end <= tokens[to - 1].end).map((e) => e.end);
    out[out.length - 1] += text.slice(at, t.start);
    at = Math.max(t.end, ...ends);
    out.push(text.slice(t.start, at), "");
  }
  out[out.length - 1] += text.slice(at, end) + (to < tokens.length && !broken(to) ? " …" : "");
  return out;
}

/** Returns the wanted terms of a word: its own, and those of compounds and dates that start with it. */
const found = (t: Token, wanted: Set<string>): string[] => [t.term, ...t.extras.map((e) => e.term)].filter((x) => wanted.has(x));

/** Returns the found word that begins the stretch with the most wanted terms. */
function bestStart(tokens: Token[], wanted: Set<string>, broken: (i: number) => boolean): number {
  let best = -1, bestTerms = 0, bestWords = 0;
  for (let i = 0; i < tokens.length; i++) {
    if (!found(tokens[i], wanted).length) continue;
    const seen = new Set<string>();
    let words = 0;
    for (let j = i; j < tokens.length && j < i + WORDS - LEAD && !(j > i && broken(j)); j++) {
      const terms = found(tokens[j], wanted);
      for (const term of terms) seen.add(term);
      if (terms.length) words++;
    }
    if (seen.size > bestTerms || seen.size === bestTerms && words > bestWords)
      [best, bestTerms, bestWords] = [i, seen.size, words];
  }
  return best;
}
