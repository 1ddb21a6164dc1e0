// Seconds of processor that the browser's matcher takes on a text: node identify.mjs SIGNALS TEXT
import { readFileSync } from "node:fs";
import { identify } from "../templates/theme/assets/identify.mjs";

const [, , signals, text] = process.argv;
const known = JSON.parse(readFileSync(signals, "utf8"));
const paste = readFileSync(text, "utf8");
identify(paste.slice(0, 1000), known);
const before = process.cpuUsage();
const found = identify(paste, known);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ seconds: (user + system) / 1e6, found: found.length }));
