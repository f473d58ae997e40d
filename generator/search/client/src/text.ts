// Splits text into words and folds them, as tokenizer.go and tables.go do, with the same
// tables, which bundle.go provides.
import classTable from "griot:classes";
import specialTable from "griot:specials";

const NONE = 78, LETTER = 76, DIGIT = 68, SINGLE = 83, APOSTROPHE = 65, IGNORED = 88; // their letters

/** The zero-width non-joiner, which Persian has between parts of a word. */
export const JOINER = "\u200c";

const classes = expandClasses(classTable);
const specials = expandFolds(specialTable);

function expandClasses(table: string): Uint8Array {
  const runs = table.match(/[0-9a-z]+[A-Z]/g)!.map((r): [number, number] =>
    [parseInt(r.slice(0, -1), 36), r.charCodeAt(r.length - 1)]);
  const out = new Uint8Array(runs.reduce((sum, [n]) => sum + n, 0));
  let at = 0;
  for (const [n, c] of runs) out.fill(c, at, at += n);
  return out;
}

function expandFolds(table: string): Map<number, string> {
  const out = new Map<number, string>();
  const char = String.fromCodePoint;
  for (const entry of table.split(" ")) {
    const [, first, mode, arg] = /^(\w+)([=:!+~-])(.*)$/.exec(entry)!;
    const start = parseInt(first, 36);
    const [n, d] = arg.split(",").map((x) => parseInt(x, 36));
    if (mode === "=") for (let i = 0; i < arg.length; i++) out.set(start + i, arg[i]);
    else if (mode === ":") out.set(start, arg);
    else for (let i = 0; i < n; i += mode === "~" ? 2 : 1)
      out.set(start + i, mode === "!" ? "" : char(start + i + (mode === "~" ? 1 : mode === "+" ? d : -d)));
  }
  return out;
}

const classOf = (code: number): number => classes[code] ?? NONE;
const size = (code: number): number => code > 0xffff ? 2 : 1;
const codeAt = (text: string, i: number): number => text.codePointAt(i) ?? 0;
const classAt = (text: string, i: number): number => i < text.length ? classOf(codeAt(text, i)) : NONE;

/** Reports whether a code point is a letter. */
export const isLetter = (char: string): boolean => classOf(codeAt(char, 0)) === LETTER;

export const isDigit = (char: string): boolean => classOf(codeAt(char, 0)) === DIGIT;

export const hasDigit = (word: string[]): boolean => word.some(isDigit);

/** Returns start and end of each word, in UTF-16 code units. */
export function words(text: string): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i < text.length;) {
    const code = codeAt(text, i), c = classOf(code), after = i + size(code);
    if (c === LETTER || c === DIGIT) out.push([i, i = wordEnd(text, i)]);
    else if (c === SINGLE) out.push([i, i = skipIgnored(text, after)]);
    else i = after;
  }
  return out;
}

/** Reports whether a text starts with a word. */
export const startsWord = (text: string): boolean => [LETTER, DIGIT, SINGLE].includes(classAt(text, 0));

function wordEnd(text: string, start: number): number {
  let last = classAt(text, start), letters = 1, dotted = last === LETTER;
  let [i, stop] = afterLetter(text, start);
  while (i < text.length && !stop) {
    const c = classAt(text, i);
    if (c === LETTER || c === DIGIT) {
      if (c !== last) return i;
      letters++;
      dotted = dotted && letters === 1;
      [i, stop] = afterLetter(text, i);
      continue;
    }
    const after = skipIgnored(text, i + size(codeAt(text, i))), next = classAt(text, after);
    if (c === APOSTROPHE && last === LETTER && next === LETTER) dotted = false;
    else if ((!".&".includes(text[i]) || !dotted || next !== LETTER || !loneLetter(text, after)) &&
      (last !== DIGIT || next !== DIGIT || !".,\u066b\u066c".includes(text[i]))) return i;
    letters = 0;
    i = after;
  }
  return i;
}

const isArabic = (char: string): boolean => char >= "\u0600" && char < "\u0700";

/** Returns the offset after a letter, and whether the word ends there, at a joiner within an Arabic word. */
function afterLetter(text: string, i: number): [after: number, stop: boolean] {
  const end = i + size(codeAt(text, i)), after = skipIgnored(text, end);
  const n = isArabic(text[i]) && isArabic(text[after] ?? "") ? text.slice(end, after).indexOf(JOINER) : -1;
  return n < 0 ? [after, false] : [end + n, true];
}

function loneLetter(text: string, i: number): boolean {
  const c = classAt(text, skipIgnored(text, i + size(codeAt(text, i))));
  return c !== LETTER && c !== DIGIT && c !== APOSTROPHE;
}

export function skipIgnored(text: string, i: number): number {
  for (; i < text.length; i += size(codeAt(text, i))) if (classAt(text, i) !== IGNORED) break;
  return i;
}

/** Reports whether the block of a letter is complete in Unicode, so that all browsers treat it alike. */
const settled = (char: string): boolean => char < "\u0590" || char >= "\u1e00" && char < "\u1f00";

const foldChar = (char: string): string => specials.get(codeAt(char, 0)) ??
  (settled(char) ? char.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase() : char);

/** Returns a word as search compares it, cut at 64 code points. */
export function fold(word: string): string {
  let out = "", afterLetter = false, n = 0;
  for (const char of word) {
    if (n++ === 64) break;
    if (char === "." && afterLetter) continue;
    const c = classAt(char, 0);
    out += foldChar(char);
    if (c !== IGNORED) afterLetter = c === LETTER;
  }
  return out;
}

/** Returns a word in lower case, with accents. */
export function lower(raw: string): string {
  let out = "";
  if (isLetter(raw)) raw = raw.replaceAll(".", "");
  for (const char of raw) {
    const low = settled(char) ? [...char.toLowerCase()][0] : char, c = classAt(low, 0);
    if (c === APOSTROPHE) out += "'";
    else if (c !== IGNORED || foldChar(low) || low >= "\u0300" && low < "\u0370") out += low; // no soft hyphen
  }
  return out;
}

/** Compares code points, which is the order of UTF-8 and of Go. */
export function compare(a: string, b: string): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    let x = a.charCodeAt(i), y = b.charCodeAt(i);
    if (x !== y) {
      if (x >= 0xd800 && y >= 0xd800) {
        if (x < 0xe000) x += 0x10000;
        if (y < 0xe000) y += 0x10000;
      }
      return x - y;
    }
  }
  return a.length - b.length;
}
