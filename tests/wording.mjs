// Reads {rules, rows: [{text, locale, cause}]} as JSON; writes the findings of each row.
import { readFileSync } from "node:fs";
import { checkText } from "../templates/theme/assets/wording.mjs";

const { rules, rows } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(rows.map(({ text, locale, cause }) =>
  checkText(text, rules, { locale, cause }).map(({ rule, start, end }) => [rule, start, end]))));
