// Reads {texts, placeholders} as JSON from standard input, each text in segments; writes each text
// without a value for any of its placeholders.
import { readFileSync } from "node:fs";
import { composeReply } from "../templates/theme/assets/compose.mjs";

const { texts, placeholders } = JSON.parse(readFileSync(0, "utf8"));
const written = texts.map(
  (text) => composeReply({ subject: [], text, html: [] }, {}, placeholders, false).text,
);
process.stdout.write(JSON.stringify(written));
