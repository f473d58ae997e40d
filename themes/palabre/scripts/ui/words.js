// The words of the interface, from the blocks of data that the templates
// print. No word that a reader sees stands in a script.
const known = {words: {}, foreign: {}, languages: {}, names: []};
for (const block of document.querySelectorAll("script[data-words]")) {
  const found = JSON.parse(block.textContent);
  Object.assign(known.words, found.words);
  Object.assign(known.foreign, found.words && found.words.foreign);
  known.languages = found.languages || known.languages;
  known.names = found.names || known.names;
}

export const lang = document.documentElement.lang;
export const names = known.names;

// languageName is a language as it stands in the middle of a sentence.
export const languageName = (code) => known.languages[code] || code;

export const number = (n) => n.toLocaleString(lang);

function form(key, count) {
  const message = known.words[key] || key;
  if (typeof message === "string") return message;
  let rule = "other";
  try {
    rule = new Intl.PluralRules(lang).select(count);
  } catch (e) { /* a language that the browser doesn't know */ }
  return message[rule] || message.other;
}

// parts cuts a message at its placeholders; a value is a text or a node.
function parts(key, values, count) {
  return form(key, count).split(/(\{\{\s*\.\w+\s*\}\})/).map((part) => {
    const name = /^\{\{\s*\.(\w+)/.exec(part);
    if (!name) return part;
    return name[1] === "Count" ? number(count) : values[name[1]];
  });
}

export const say = (key, values = {}, count = 0) => parts(key, values, count).join("");
const marked = (key, ...children) => known.foreign[key] ? el("span", {lang: known.foreign[key], dir: "auto"}, children) : children;
export const phrase = (key, values = {}, count = 0) => [marked(key, ...parts(key, values, count).filter((p) => p !== ""))].flat();

// word is say for the text of an element: a message in another language says so.
export const word = (...message) => [marked(message[0], say(...message))].flat()[0];

// either joins texts or nodes: one or another.
export const either = (list) => list.slice(1).reduce((First, Second) => parts("box.either", {First, Second}).flat(), [list[0]]);

// date writes an ISO date as the templates do.
export function date(iso) {
  const [year, month, day] = iso.split("-");
  const name = (known.words["date.months"] || "").split(",")[month - 1];
  if (!month || !name) return year;
  if (!day) return say("date.month", {Month: name, Year: year});
  return say(+day === 1 ? "date.first" : "date.day", {Day: String(+day), Month: name, Year: year});
}

// el makes an element; attributes that are null, undefined or false are left out.
export function el(name, attributes = {}, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value === true) e.setAttribute(key, "");
    else if (value || value === "" || value === 0) e.setAttribute(key, value);
  e.append(...children.flat().filter(Boolean));
  return e;
}
