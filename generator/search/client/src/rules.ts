// Changes words by the rules of a language, see rules.go and the comment of package analysis.

type Rule = (word: string) => string | undefined;

export interface Rules {
  articles: Set<string>;
  ordinals: Set<string>;
  comma: boolean;
  months: Map<string, number>;
  opens: Map<string, Set<string>>;
  /** Reports whether the first rules have a word whole. */
  names(word: string): boolean;
  apply(word: string): string;
}

export function readRules(table: string): Rules {
  const out: Rules = {
    articles: new Set(), ordinals: new Set(), comma: false, months: new Map(), opens: new Map(),
    names: (word) => !!groups[0].words.get(word.replaceAll("'", "")),
    apply: (word) => groups.reduce((w, {words, rules}) => {
      let to = words.get(w);
      for (let i = 0; to === undefined && i < rules.length; i++) to = rules[i](w);
      return to ?? w;
    }, word),
  };
  const groups = table.split("\n\n").map((group) => {
    const words = new Map<string, string>(), rules: Rule[] = [];
    for (const line of group.split("\n")) {
      const [kind, ...fields] = line.split(" ");
      if (kind === "'") out.articles = new Set(fields);
      else if (kind === "#") out.ordinals = new Set(fields);
      else if (kind === ",") out.comma = true;
      else if (kind === "@") fields.forEach((names, i) => names.split("|").forEach((n) => out.months.set(n, i + 1)));
      else if (kind === "+") for (const first of fields[0].split("|"))
        out.opens.set(first, new Set([...out.opens.get(first) ?? [], ...fields.slice(1)]));
      else if (fields.length) addRules(kind, fields, words, rules);
    }
    return {words, rules};
  });
  return out;
}

function addRules(pattern: string, [text, ...conditions]: string[], words: Map<string, string>, rules: Rule[]): void {
  const [, before, list, after] = /^([^{]*)(?:{(.*)})?(.*)$/.exec(pattern)!;
  let min = 2, but: string[] = [];
  for (const c of conditions) if (/^\d/.test(c)) min = +c; else but = c.split(",");
  for (const a of (list ?? "").split(",")) {
    const to = text.replace("{}", a).replace(/-$/, ""), whole = before + a + after, from = whole.replace(/^-|-$/g, "");
    const rest = (word: string): boolean => [...word].length >= min;
    if (from === whole) words.set(from, to);
    else if (whole[0] !== "-") rules.push((w) => w.startsWith(from) && rest(w.slice(from.length)) ? to + w.slice(from.length) : undefined);
    else if (whole.endsWith("-")) rules.push((w) => w.includes(from) ? w.replaceAll(from, to) : undefined);
    else rules.push((w) => {
      const start = w.endsWith(from) ? w.slice(0, -from.length) : "";
      return w.endsWith(from) && rest(start) && !but.some((b) => start.endsWith(b)) ? start + to : undefined;
    });
  }
}
