// Stemmers from the rules of data/stem.*.txt, which the export brings; see
// format.go. They do what stem_en.go and stem_fr.go do.
import {isLetter} from "./text";

/** The stemmer of a table's rules, for words that are folded. */
export function stemmer(rules: string): (word: string) => string {
  const groups = rules.split("  ").map((group) => group.split(" ").map((rule): [RegExp, string, boolean] => {
    const [end, by, before] = rule.split("/"), anywhere = before === undefined;
    // The end is looked at first: most words don't have it.
    return [RegExp(anywhere ? end : `(?=(?:${end})$)(?<=${before}).+`, anywhere ? "gu" : "u"), by, anywhere];
  }));
  return (word) => {
    if (/.../u.test(word)) for (const group of groups) group.some(([rule, by, anywhere]) => {
      const fits = rule.test(word);
      // Outside of an end, letters alone are touched: 1330 is not undoubled.
      if (fits) word = word.replace(rule, anywhere ? (found) => isLetter(found) ? by : found : by);
      return fits;
    });
    return word;
  };
}
