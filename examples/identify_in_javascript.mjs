// Recognise what an image service answered, in Node or in the browser, and pick the message.
//
//   node identify_in_javascript.mjs <folder with the JSON files> <locale> < answer.json
//
// The folder is the published `api/v1`; `identify.mjs` is served with the site's other assets.

import { readFileSync } from "node:fs";
import { identify } from "../templates/theme/assets/identify.mjs";

const [folder, locale = "en"] = process.argv.slice(2);
const signals = JSON.parse(readFileSync(`${folder}/signals.json`, "utf8"));
const messages = JSON.parse(readFileSync(`${folder}/messages/${locale}.json`, "utf8"));

const [first] = identify(readFileSync(0, "utf8"), signals);
// Nothing recognised says nothing about the picture, so the message is the technical one.
const cause = first?.cause ?? "technical";
console.log(JSON.stringify({ error: first?.error_id ?? null, cause, message: messages[cause] }));
