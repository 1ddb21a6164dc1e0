// Reads {data, texts, errors} as JSON from standard input; writes the suggestions for each text.
import { readFileSync } from "node:fs";
import { suggest } from "../templates/theme/assets/suggest.mjs";

const { data, texts, errors } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map((text, at) => suggest(text, data, errors[at]))));
