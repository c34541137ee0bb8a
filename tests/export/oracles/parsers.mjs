// Reads requests, one JSON object a line: {"kind": "vcard" or "csv", "text": …};
// answers each with a line of JSON: what ical.js or PapaParse makes of the text.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(`${process.argv[2]}/package.json`));
const { default: ICAL } = await import(pathToFileURL(require.resolve("ical.js")));
const Papa = require("papaparse");

const parsers = {
  vcard: (text) => {
    const cards = ICAL.parse(text);
    return typeof cards[0] === "string" ? [cards] : cards;
  },
  csv: (text) => {
    const { data, errors } = Papa.parse(text, { delimiter: ",", newline: "\r\n" });
    if (errors.length) throw new Error(JSON.stringify(errors));
    return data;
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { kind, text } = JSON.parse(line);
  let answer;
  try {
    answer = { value: parsers[kind](text) };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
