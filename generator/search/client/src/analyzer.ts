// Analysis, see analyzer.go.
import {type Extra, findExtras, numbers, opensWith, plainNumber, type Span} from "./extras";
import {readRules} from "./rules";
import {stemmer} from "./stem";
import {fold, hasDigit, isDigit, lower, words} from "./text";

export interface Token {
  term: string; // as in the index; empty for a stop word
  word: string; // in lower case, without article or possessive
  start: number;
  end: number;
  pos: number;
  extras: Extra[];
}

export interface Analyzer {
  tokens(text: string): Token[];
  /** The term of a single word of the word list. */
  term(word: string): string;
  /** Whether two words are a compound in two words by the rules of the language. */
  opens(text: string, first: Token, second: Token): boolean;
  /** The term of two adjacent words written as one, see Analyzer.Join. */
  join(text: string, first: Token, second: Token): string;
  /** What follows the article of a word that was typed without the apostrophe. */
  elided(folded: string): string[];
}

/** The stop words of a language, the rules of its stemmer and its other rules, from the export. */
export type Tables = [stop: string, stem: string, rules: string];

interface Entry { term: string; word: string; number: boolean; month: number; opens: boolean }

export function newAnalyzer(lang: string, ...[stopWords, stemRules, table]: Tables): Analyzer {
  const stem = stemRules && stemmer(stemRules), rules = readRules(table);
  const stop = new Set(stopWords.split(" "));
  const seen = new Map<string, Entry>();

  function lookup(raw: string): Entry {
    let found = seen.get(raw);
    if (!found) seen.set(raw, found = analyse(raw));
    return found;
  }

  function analyse(raw: string): Entry {
    const out: Entry = {term: "", word: "", number: isDigit(raw), month: 0, opens: rules.opens.has(fold(raw))};
    if (out.number) out.term = out.word = plainNumber(rules, fold(raw));
    else {
      let [folded, word] = strip(fold(raw), lower(raw));
      if (folded && !stop.has(folded)) {
        if (fold(word) !== folded) word = folded;
        out.word = word;
        out.term = rules.apply(folded.replaceAll("'", ""));
        if (stem) out.term = stem(out.term);
        out.month = rules.months.get(folded) ?? 0;
      }
    }
    return out;
  }

  function strip(folded: string, word: string): [string, string] {
    if (lang === "en" && folded.endsWith("'s")) {
      folded = folded.slice(0, -2);
      word = word.slice(0, Math.max(0, word.lastIndexOf("'")));
    }
    const at = folded.indexOf("'");
    if (at >= 0 && rules.articles.has(folded.slice(0, at)) && !rules.names(folded)) {
      folded = folded.slice(at + 1);
      word = word.includes("'") ? word.slice(word.indexOf("'") + 1) : "";
    }
    return [folded, word];
  }

  const plain = (text: string, w: {start: number; end: number}): string => strip(fold(text.slice(w.start, w.end)), "")[0];

  function tokens(text: string): Token[] {
    const spans = numbers(rules, text, words(text)).map(([start, end]): Span & Entry => ({start, end, ...lookup(text.slice(start, end))}));
    const out = spans.map(({start, end, term, word}, i): Token => ({term, word, start, end, pos: i + 1, extras: []}));
    const joined = (list: Span[]): string => {
      const word = list.map((w) => plain(text, w)).join("");
      return word && lookup(word).term;
    };
    findExtras(rules, text, spans, joined, (at, extra) => out[at].extras.push(extra));
    return out;
  }

  const term = (word: string): string => {
    const list = tokens(word);
    return list.length === 1 ? list[0].term : "";
  };

  function join(text: string, first: Token, second: Token): string {
    const word = plain(text, first) + plain(text, second);
    return !word || hasDigit([...word]) ? "" : lookup(word).term;
  }

  const elided = (folded: string): string[] => ["l", "d", "qu"]
    .filter((a) => rules.articles.has(a) && folded.startsWith(a)).map((a) => folded.slice(a.length))
    .filter((rest) => rest.length > 1 && /^[aeiouyh]/.test(rest));

  const opens = (text: string, first: Token, second: Token): boolean => opensWith(rules, text, first, second);

  return {tokens, term, opens, join, elided};
}
