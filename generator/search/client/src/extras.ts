// Finds numbers, compounds and dates, see numbers.go and extras.go.
import type {Rules} from "./rules";
import {fold, isDigit, isLetter, JOINER, skipIgnored} from "./text";

/** Terms beside those of words. */
export interface Extra { term: string; kind: "compound" | "date" | "month" | "whole"; words: number; end: number }

/** A word found in a text, with its term. */
export interface Span { start: number; end: number; term: string; number: boolean; month: number; opens: boolean }

/** Joins the parts of numbers: groups of three digits, ordinals. */
export function numbers(rules: Rules, text: string, words: [number, number][]): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i < words.length; i++) {
    let [start, end] = words[i];
    if (isDigit(text.slice(start, start + 2))) {
      const digits = [...text.slice(start, end)];
      if (digits.length <= 3 && digits.every(isDigit)) while (followedByGroup(text, end, words[i + 1])) end = words[++i][1];
      if (words[i + 1]?.[0] === end && rules.ordinals.has(fold(text.slice(...words[i + 1])))) end = words[++i][1];
    }
    out.push([start, end]);
  }
  return out;
}

function followedByGroup(text: string, at: number, next?: [number, number]): boolean {
  if (!next || next[0] !== at + 1 || !" \xa0\u202f\u2009".includes(text[at])) return false;
  const chars = [...text.slice(...next)], n = chars.findIndex((c) => !isDigit(c));
  return (n < 0 ? chars.length : n) === 3;
}

/** Returns the digits of a folded number as the index has them. */
export function plainNumber(rules: Rules, folded: string): string {
  let s = "";
  for (const c of folded) {
    if (isLetter(c)) break;
    if (isDigit(c) || c === "." || c === ",") s += c;
    else if (c === "\u066b") s += ".";
  }
  const commas = s.split(",").length - 1, stops = s.split(".").length - 1;
  if (commas && !rules.comma && thousands(s, ",")) return s.replaceAll(",", "");
  if (stops > 1 && rules.comma && thousands(s, ".")) return s.replaceAll(".", "").replace(",", ".");
  return commas === 1 && !stops ? s.replace(",", ".") : s;
}

const thousands = (s: string, mark: string): boolean => s.split(mark).every((group, i) => {
  const n = [...group.split(/[,.]/)[0]].length;
  return i ? n === 3 : n > 0;
});

const MAX_COMPOUND = 3;

/** Calls add with each extra, in the order of their first words. */
export function findExtras(rules: Rules, text: string, words: Span[], join: (words: Span[]) => string, add: (at: number, extra: Extra) => void): void {
  const put = (at: number, term: string, kind: Extra["kind"], n: number): void => {
    if (term) add(at, {term, kind, words: n, end: words[at + n - 1].end});
  };
  let hyphenated = 0;
  words.forEach((w, i) => {
    const [whole, decimals, more] = w.number ? w.term.split(".") : [];
    if (decimals !== undefined && more === undefined) put(i, whole, "whole", 1);
    if (w.number || w.month) {
      const [y, m, d, n] = dateAt(text, words, i), month = String(y).padStart(4, "0") + String(m).padStart(2, "0");
      if (n && d) put(i, month + String(d).padStart(2, "0"), "date", n);
      if (n && (!d || w.month || n === 1 || !words[i + 1]?.month)) put(i, month, "month", n);
    }
    if (i + 1 === words.length || w.number) return;
    let n = 1;
    if (i >= hyphenated) while (words[i + n] && hyphenAt(text, words[i + n - 1].end, words[i + n].start)) n++;
    if (n > 1) hyphenated = i + n;
    else if (w.opens && text.slice(w.end, words[i + 1].start) === " " && opensWith(rules, text, w, words[i + 1])) n = 2;
    const list = words.slice(i, i + n);
    if (n > 1 && n <= MAX_COMPOUND && !list.some((x) => x.number)) put(i, join(list), "compound", n);
  });
}

interface Range { start: number; end: number }

const folded = (text: string, w: Range): string => fold(text.slice(w.start, w.end));

/** Reports whether two words are a compound in two words. */
export function opensWith(rules: Rules, text: string, first: Range, second: Range): boolean {
  const seconds = rules.opens.get(folded(text, first)), word = folded(text, second);
  return !!seconds && (seconds.has("*") || seconds.has(word) || seconds.has(word.replace(/s$/, "")));
}

function hyphenAt(text: string, end: number, start: number): boolean {
  const between = text.slice(end, start);
  return "-\u2010\u2011".includes(between) && between.length === 1 || between[0] === JOINER && skipIgnored(text, end) === start;
}

type FoundDate = [year: number, month: number, day: number, words: number];
const NO_DATE: FoundDate = [0, 0, 0, 0];

function dateAt(text: string, words: Span[], i: number): FoundDate {
  const at = (k: number): number => words[i + k]?.number ? smallNumber(words[i + k].term) : -1;
  const monthAt = (k: number): number => words[i + k]?.month ?? 0;
  const between = (k: number): string => text.slice(words[i + k - 1].end, words[i + k].start);
  const spaced = (k: number): boolean => /^[,.]?[ \xa0\u202f]$/.test(between(k));
  const month = monthAt(0), first = at(0), second = at(1), third = at(2);
  if (month) {
    if (second > 0 && third > 0 && spaced(1) && spaced(2)) return valid(third, month, second, 3);
    return second > 0 && spaced(1) ? valid(second, month, 0, 2) : NO_DATE;
  }
  if (first < 0) {
    const [d, m, y, more] = words[i].term.split(".");
    return y !== undefined && more === undefined ? valid(smallNumber(y), smallNumber(m), smallNumber(d), 1) : NO_DATE;
  }
  if (monthAt(1) && third > 0 && spaced(1) && spaced(2)) return valid(third, monthAt(1), first, 3);
  if (second < 0 || third < 0 || between(1) !== between(2)) return NO_DATE;
  if (between(1) === "-") return valid(first, second, third, 3);
  if (between(1) !== "/") return NO_DATE;
  return second > 12 ? valid(third, first, second, 3) : valid(third, second, first, 3);
}

const valid = (y: number, m: number, d: number, n: number): FoundDate =>
  y < 1000 || y > 2999 || m < 1 || m > 12 || d < 0 || d > 31 ? NO_DATE : [y, m, d, n];

const smallNumber = (s: string): number => /^[0-9]{1,4}$/.test(s) ? +s : -1;
