// Analysis, see analyzer.go.
import {fold, lower, words} from "./text";
import {stemmer} from "./stem";

export interface Token {
  term: string; // as in the index; empty for a stop word
  word: string; // in lower case, without article or possessive
  start: number;
  end: number;
  pos: number;
}

export interface Analyzer {
  tokens(text: string): Token[];
  /** The term of a single word of the word list. */
  term(word: string): string;
}

const articles = new Set("l m t qu n s j d c jusqu quoiqu lorsqu puisqu".split(" "));

/** Analyzes text of a language, with stop words and rules of the stemmer from the export. */
export function newAnalyzer(lang: string, stopWords: string, rules: string): Analyzer {
  const stem = rules && stemmer(rules);
  const stop = new Set(stopWords.split(" "));
  const seen = new Map<string, [string, string]>();

  function lookup(raw: string): [string, string] {
    let found = seen.get(raw);
    if (!found) seen.set(raw, found = analyse(raw));
    return found;
  }

  function analyse(raw: string): [string, string] {
    let folded = fold(raw), word = lower(raw);
    if (stem) {
      if (lang === "en" && folded.endsWith("'s")) {
        folded = folded.slice(0, -2);
        word = word.slice(0, Math.max(0, word.lastIndexOf("'")));
      }
      const at = folded.indexOf("'");
      if (at >= 0 && articles.has(folded.slice(0, at))) {
        folded = folded.slice(at + 1);
        word = word.includes("'") ? word.slice(word.indexOf("'") + 1) : "";
      }
      if (stop.has(folded)) return ["", ""];
    }
    if (!folded) return ["", ""];
    if (fold(word) !== folded) word = folded;
    return [stem ? stem(folded) : folded, word];
  }

  const tokens = (text: string): Token[] => words(text).map(([start, end], i) => {
    const [term, word] = lookup(text.slice(start, end));
    return {term, word, start, end, pos: i + 1};
  });
  const term = (word: string): string => {
    const list = tokens(word);
    return list.length === 1 ? list[0].term : "";
  };
  return {tokens, term};
}
