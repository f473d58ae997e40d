// Analyses texts with the client, for tests:
//   node tokens.mjs module.mjs texts.json tokens.json
import {readFileSync, writeFileSync} from "node:fs";
import {pathToFileURL} from "node:url";

const [, , module, texts, tokens] = process.argv;
const {parts} = await import(pathToFileURL(module));
const {tables, inputs} = JSON.parse(readFileSync(texts, "utf8"));
const analyzers = Object.fromEntries(Object.entries(tables).map(([lang, table]) => [lang, parts.newAnalyzer(lang, ...table)]));
const out = inputs.map(({lang, text}) =>
  analyzers[lang].tokens(text).map((t) => [`${t.pos} ${t.term} ${t.word} ${text.slice(t.start, t.end)}`,
    ...t.extras.map((e) => `${e.term} ${["compound", "date", "month", "whole"].indexOf(e.kind)} ${e.words} ${text.slice(t.start, e.end)}`)].join("; ")));
writeFileSync(tokens, JSON.stringify(out));
