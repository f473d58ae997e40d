// Synonyms of a language, see synonyms.go.
import type {Analyzer} from "./analyzer";
import {addGroup, type Lexicon, phraseOf, type PlannedWord} from "./plan";

export interface Synonyms { groups?: string[][]; oneWay?: {from: string; to: string[]}[] }

/** An entry, analyzed, and what may stand for it. */
export interface Synonym { from: string[]; to: string[][] }

export function readSynonyms(a: Analyzer, {groups = [], oneWay = []}: Synonyms): Synonym[] {
  const entry = (text: string): string[] => {
    const {terms} = phraseOf(a.tokens(text));
    return terms.length > 10 ? [] : terms;
  };
  const list = [...groups.flatMap((g) => g.map((from, i) => ({from, to: g.filter((_, k) => k !== i)}))), ...oneWay];
  return list.map(({from, to}) => {
    const terms = entry(from);
    return {from: terms, to: to.map(entry).filter((t) => t.length && t.join(" ") !== terms.join(" "))};
  }).filter((s) => s.from.length && s.to.length);
}

/** Lets the words of each entry stand for its synonyms. Stop words don't matter. */
export function addSynonyms(words: PlannedWord[], synonyms: Synonym[], lexicon: Lexicon): void {
  const at = words.flatMap((w, i) => w.term ? [i] : []);
  at.forEach((first, i) => {
    for (const {from, to} of synonyms) {
      if (!from.every((t, k) => words[at[i + k]]?.term === t)) continue;
      for (const terms of to) addGroup(words.slice(first, at[i + from.length - 1] + 1), terms, lexicon);
    }
  });
}
