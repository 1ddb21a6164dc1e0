// Reads {signals, texts, mentions} as JSON from standard input; writes the candidates of each text.
import { readFileSync } from "node:fs";
import { identify } from "../templates/theme/assets/identify.mjs";

const { signals, texts, mentions } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map((text) => identify(text, signals, { mentions }))));
