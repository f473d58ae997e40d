// Translates queries by the glossary, see glossary.go.
import type {Analyzer} from "./analyzer";
import {applyFixes, cutQuery, phraseOf} from "./plan";
import type {Glossary} from "./store";

export function translate(a: Analyzer, glossary: Glossary, query: string, from: string, to: string): string {
  query = cutQuery(query);
  const forms = glossary.flatMap((g) => !g[to]?.length ? [] : (g[from] ?? []).map((form, i) =>
    ({terms: phraseOf(a.tokens(form)).terms, by: g[to][i] ?? g[to][0]})))
    .filter((f) => f.terms.length)
    .sort((x, y) => y.terms.length - x.terms.length);
  const tokens = a.tokens(query).filter((t) => t.term), fixes = [];
  for (let i = 0; i < tokens.length;) {
    const form = forms.find((f) => f.terms.every((t, k) => tokens[i + k]?.term === t));
    if (!form) {
      i++;
      continue;
    }
    const start = tokens[i].start;
    i += form.terms.length;
    fixes.push({start, end: tokens[i - 1].end, by: [form.by]});
  }
  return applyFixes(query, fixes)[0] || query;
}
