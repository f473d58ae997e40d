// Stems words by the rules in the export, which package export describes, with the same
// results as stem_en.go and stem_fr.go.
import {isLetter} from "./text";

/** Returns a stemmer with these rules, for folded words. */
export function stemmer(rules: string): (word: string) => string {
  const groups = rules.split("  ").map((group) => group.split(" ").map((rule): [RegExp, string, boolean] => {
    const [end, by, before] = rule.split("/"), anywhere = before === undefined;
    // Compare the end first, because most words don't have it.
    return [RegExp(anywhere ? end : `(?=(?:${end})$)(?<=${before}).+`, anywhere ? "gu" : "u"), by, anywhere];
  }));
  return (word) => {
    if (/.../u.test(word)) for (const group of groups) group.some(([rule, by, anywhere]) => {
      const fits = rule.test(word);
      // Other rules apply to letters only: 1330 keeps both threes.
      if (fits) word = word.replace(rule, anywhere ? (found) => isLetter(found) ? by : found : by);
      return fits;
    });
    return word;
  };
}
