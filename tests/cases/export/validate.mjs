// Reads exported bundles with the parsers that apps use, and formats every message.
//   node validate.mjs FOLDER SAMPLES.json OUT.json
// FOLDER holds the exports by target; SAMPLES has values by placeholder and counts by locale.
import fs from "node:fs";
import path from "node:path";
import { parse } from "@formatjs/icu-messageformat-parser";
import i18next from "i18next";
import { IntlMessageFormat } from "intl-messageformat";
import xliff from "xliff";

const [folder, samplesPath, outPath] = process.argv.slice(2);
const read = (file) => fs.readFileSync(path.join(folder, file), "utf8");
const samples = JSON.parse(fs.readFileSync(samplesPath, "utf8"));
const result = { arb: {}, i18next: {}, xliff: {} };

for (const locale of samples.locales) {
  const arb = JSON.parse(read(`flutter-arb/app_${locale.replace("-", "_")}.arb`));
  result.arb[locale] = {};
  for (const [key, text] of Object.entries(arb)) {
    if (key.startsWith("@")) continue;
    parse(text); // throws where a form is missing
    const counts = text.includes(", plural,") ? samples.counts[locale] : [null];
    result.arb[locale][key] = counts.map((count) =>
      new IntlMessageFormat(text, locale, undefined, { ignoreTag: true })
        .format({ ...samples.values, count }));
  }

  const bundle = JSON.parse(read(`i18next/${locale}/jawab.json`));
  const instance = i18next.createInstance();
  await instance.init({ lng: locale, fallbackLng: false, ns: ["jawab"], defaultNS: "jawab",
    resources: { [locale]: { jawab: bundle } }, interpolation: { escapeValue: false } });
  result.i18next[locale] = {};
  for (const key of Object.keys(bundle)) {
    const plural = key.match(/^(answer_time)_/);
    if (plural) {
      result.i18next[locale][plural[1]] = samples.counts[locale].map((count) =>
        instance.t(plural[1], { count }));
    } else {
      result.i18next[locale][key] = [instance.t(key, samples.values)];
    }
  }

  const parsed = await xliff.xliff2js(read(`xliff/jawab.${locale}.xlf`));
  result.xliff[locale] = parsed;
}
// A file, because i18next greets on standard output.
fs.writeFileSync(outPath, JSON.stringify(result));
