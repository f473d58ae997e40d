// The stemmers of stem_en.go and stem_fr.go, for words that are folded.
import {isLetter} from "./text";

/** A suffix, if something stands before it. */
const cut = (s: string, suffix: string): string | undefined =>
  s.length > suffix.length && s.endsWith(suffix) ? s.slice(0, -suffix.length) : undefined;

/** c for a consonant, v for a vowel; y is a consonant at the start and after a vowel. */
function shape(s: string): string {
  let out = "", before = "v";
  for (const char of s) {
    before = "aeiou".includes(char) || char === "y" && before === "c" ? "v" : "c";
    out += before;
  }
  return out;
}

const measure = (s: string): number => shape(s).match(/v+c/g)?.length ?? 0;
const hasVowel = (s: string): boolean => shape(s).includes("v");
const shortEnd = (s: string): boolean => !/[wxy]$/.test(s) && shape(s).endsWith("cvc");

const step2 = pairs("ational ate tional tion enci ence anci ance izer ize bli ble alli al entli ent eli e " +
  "ousli ous ization ize ation ate ator ate alism al iveness ive fulness ful ousness ous aliti al iviti ive " +
  "biliti ble logi log");
const step3 = pairs("icate ic ative - alize al iciti ic ical ic ful - ness -");
const step4 = pairs("al - ance - ence - er - ic - able - ible - ant - ement - ment - ent - ion - ou - ism - ate - " +
  "iti - ous - ive - ize -");

function pairs(list: string): [string, string][] {
  const out: [string, string][] = [], parts = list.split(" ");
  for (let i = 0; i < parts.length; i += 2) out.push([parts[i], parts[i + 1].replace("-", "")]);
  return out;
}

function replaceSuffix(s: string, step: [string, string][], least: number): string {
  for (const [suffix, by] of step) {
    const stem = cut(s, suffix);
    if (stem === undefined) continue;
    return measure(stem) <= least || suffix === "ion" && !/[st]$/.test(stem) ? s : stem + by;
  }
  return s;
}

function plural(s: string): string {
  for (const [suffix, by] of [["sses", "ss"], ["ies", "i"], ["ss", "ss"], ["s", ""]]) {
    const stem = cut(s, suffix);
    if (stem !== undefined) return stem + by;
  }
  return s;
}

function pastAndIng(s: string): string {
  let stem = cut(s, "eed");
  if (stem !== undefined) return measure(stem) > 0 ? stem + "ee" : s;
  stem = cut(s, "ed") ?? cut(s, "ing");
  if (stem === undefined || !hasVowel(stem)) return s;
  if (/.(at|bl|iz)$/u.test(stem)) return stem + "e";
  const w = [...stem], last = w[w.length - 1];
  if (w.length > 1 && last === w[w.length - 2] && shape(stem).endsWith("c") && !"lsz".includes(last))
    return w.slice(0, -1).join("");
  return measure(stem) === 1 && shortEnd(stem) ? stem + "e" : stem;
}

export function stemEnglish(word: string): string {
  if ([...word].length <= 2) return word;
  let s = pastAndIng(plural(word));
  const stem = cut(s, "y");
  if (stem !== undefined && hasVowel(stem)) s = stem + "i";
  s = replaceSuffix(replaceSuffix(replaceSuffix(s, step2, 0), step3, 0), step4, 1);
  if (s.endsWith("e")) {
    const stem = s.slice(0, -1), m = measure(stem);
    if (m > 1 || m === 1 && !shortEnd(stem)) s = stem;
  }
  return s.endsWith("ll") && measure(s.slice(0, -1)) > 1 ? s.slice(0, -1) : s;
}

/** Longer than this, suffix, replacement; + to go on; then: suffix, longer than this, replacement. */
type Rule = [longer: number, suffix: string, by: string, goOn?: boolean, then?: [string, number, string]];

const frenchRules: Rule[] = [
  [9, "issement", "ir"], [8, "issant", "ir"], [6, "ement", "e", false, ["ive", 3, "if"]], [11, "ficatrice", "fier"],
  [10, "ficateur", "fier"], [9, "catrice", "quer"], [8, "cateur", "quer"], [8, "atrice", "er"], [7, "ateur", "er"],
  [6, "trice", "teur", true], [7, "teuse", "ter"], [6, "teur", "ter"], [5, "euse", "eu"], [7, "ive", "if"],
  [4, "folle", "fou"], [4, "molle", "mou"], [9, "nnelle", "n"], [9, "nnel", "n"], [8, "ique", "", true],
  [8, "esse", "e"], [7, "inage", "in"], [9, "isation", "", false, ["ual", 5, "uel"]], [9, "isateur", ""],
  [8, "ation", ""], [8, "ition", ""],
];

export function stemFrench(word: string): string {
  let w = [...word.replaceAll("oe", "œ")];
  const from = (i: number): string => w[w.length - i];
  if (w.length > 5 && from(1) === "x") {
    if (from(3) === "a" && from(2) === "u" && from(4) !== "e") w[w.length - 2] = "l";
    w.pop();
  }
  if (w.length > 3 && from(1) === "x") w.pop();
  if (w.length > 3 && from(1) === "s") w.pop();
  let s = w.join(""), n = w.length;
  for (const [longer, suffix, by, goOn, then] of frenchRules) {
    if (n <= longer || !s.endsWith(suffix)) continue;
    s = s.slice(0, -suffix.length) + by;
    n += by.length - suffix.length;
    if (then && n > then[1] && s.endsWith(then[0])) s = s.slice(0, -then[0].length) + then[2];
    if (!goOn) break;
  }
  return norm([...s]).replaceAll("œ", "oe");
}

function norm(w: string[]): string {
  if (w.length > 4) w = w.filter((c, i) => !i || c !== w[i - 1] || !isLetter(c));
  if (w.length > 4 && w[w.length - 2] === "i" && w[w.length - 1] === "e") w.length -= 2;
  if (w.length > 4) {
    for (const last of "ree") if (w[w.length - 1] === last) w.pop();
    const n = w.length;
    if (w[n - 1] === w[n - 2] && isLetter(w[n - 1])) w.pop();
  }
  return w.join("");
}
