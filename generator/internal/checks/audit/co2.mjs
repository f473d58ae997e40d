// Rates pages with CO2.js, in the Sustainable Web Design model (version 4) that
// Website Carbon uses. Reads a JSON array of bytes per page, for a host of
// which nothing is known; prints an array of {total, rating}, grams first.
import {co2} from "@tgwf/co2";

const model = new co2({model: "swd", version: 4, rating: true, results: "segment"});
let text = "";
for await (const part of process.stdin) text += part;
console.log(JSON.stringify(JSON.parse(text).map((bytes) => {
  const {total, rating} = model.perByte(bytes, false);
  return {total, rating};
})));
