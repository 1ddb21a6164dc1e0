// Finds the reply to a ticket in the browser, as `jawab.suggest` does in Python: the same
// `suggest.json`, the same steps under the same names, the same answers. Nothing leaves the page.

const LONGEST = 1600;
const SIGN_WEIGHT = 3;
const LISTED = 5;
const WORDS_SHOWN = 4;
const NOTHING_SAID = 3;
const SHARE = 8;
const HIDDEN_CAUSE = "child-abuse";

const DROPPED = [
  [0x0300, 0x036f], [0x0610, 0x061a], [0x064b, 0x065f], [0x0670, 0x0670], [0x0640, 0x0640],
  [0x200b, 0x200f], [0x202a, 0x202e], [0x2060, 0x206f], [0xfe00, 0xfe0f], [0xfeff, 0xfeff],
];
const BREAKS = [
  [0x0000, 0x002f], [0x003a, 0x0040], [0x005b, 0x005e], [0x0060, 0x0060], [0x007b, 0x00a9],
  [0x00ab, 0x00b4], [0x00b6, 0x00b9], [0x00bb, 0x00bf], [0x00d7, 0x00d7], [0x00f7, 0x00f7],
  [0x0600, 0x060f], [0x061b, 0x061f], [0x066a, 0x066d], [0x06d4, 0x06d4], [0x0964, 0x0965],
  [0x1680, 0x1680], [0x2000, 0x200a], [0x2010, 0x2029], [0x202f, 0x205f], [0x2070, 0x2bff],
  [0x3000, 0x3004], [0x3007, 0x3030], [0x30fb, 0x30fb], [0xfe10, 0xfe6f], [0x1f000, 0x1fbff],
];
const ZEROS = [0x0660, 0x06f0, 0x0966];
const FOLDED = {
  "đ": "d", "ı": "i", "ß": "ss", "ł": "l", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي",
  "ی": "ي", "ک": "ك", "ة": "ه", "ؤ": "و", "ئ": "ي", "’": "'",
};
const BLANKS = /[\t\n\r\f\v\u00a0\u2028\u2029\u3000 ]+/;
const EDGES = new Set(".,;:!?\"'()[]{}<>«»“”„‘’¿¡…*`~、。,!?।؟،");
const SCRIPTS = [
  [0x3040, 0x30ff, "ja"], [0x1100, 0x11ff, "ko"], [0x3130, 0x318f, "ko"], [0xac00, 0xd7af, "ko"],
  [0x0600, 0x06ff, "ar"], [0x0750, 0x077f, "ar"], [0xfb50, 0xfdff, "ar"], [0xfe70, 0xfefc, "ar"],
  [0x0900, 0x097f, "hi"], [0x3400, 0x9fff, "zh"],
];

const folds = new Map();
for (const [first, last] of BREAKS) for (let at = first; at <= last; at++) folds.set(at, " ");
for (const [first, last] of DROPPED) for (let at = first; at <= last; at++) folds.set(at, "");
for (const [old, fresh] of Object.entries(FOLDED)) folds.set(old.codePointAt(0), fresh);
folds.set(0x27, "");
for (const zero of ZEROS) for (let digit = 0; digit < 10; digit++) folds.set(zero + digit, String(digit));

const crcTable = new Uint32Array(256);
for (let at = 0; at < 256; at++) {
  let value = at;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  crcTable[at] = value;
}
const encoder = new TextEncoder();

function hashFeature(feature) {
  let value = 0xffffffff;
  for (const byte of encoder.encode(feature)) value = crcTable[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

function shorten(text) {
  const letters = [...text];
  if (letters.length <= LONGEST) return text;
  const end = LONGEST / 4;
  return letters.slice(0, LONGEST - end).join("") + " " + letters.slice(-end).join("");
}

function normalise(text) {
  let plain = "";
  for (const letter of text.normalize("NFKD").toLowerCase()) {
    plain += folds.get(letter.codePointAt(0)) ?? letter;
  }
  return squeeze(plain.normalize("NFC")).split(" ").filter(Boolean).join(" ");
}

function squeeze(text) {
  let kept = "";
  let last = "";
  let before = "";
  for (const letter of text) {
    if (letter === last && last === before && !(letter >= "0" && letter <= "9")) continue;
    kept += letter;
    before = last;
    last = letter;
  }
  return kept;
}

function isDense(letter) {
  const code = letter.codePointAt(0);
  return (
    code >= 0x0e00 &&
    (code <= 0x0eff || (code >= 0x2e80 && code <= 0x312f) || (code >= 0x31a0 && code <= 0x9fff) ||
      (code >= 0xf900 && code <= 0xfaff) || (code >= 0x20000 && code <= 0x3ffff))
  );
}

function splitWords(plain) {
  const words = [];
  for (const run of plain.split(" ")) {
    if (!run) continue;
    let word = "";
    let dense = isDense(run);
    for (const letter of run) {
      if (isDense(letter) !== dense) {
        words.push(word);
        word = "";
        dense = !dense;
      }
      word += letter;
    }
    words.push(word);
  }
  return words;
}

function stripEdges(token) {
  const letters = [...token];
  let start = 0;
  let end = letters.length;
  while (start < end && EDGES.has(letters[start])) start++;
  while (end > start && EDGES.has(letters[end - 1])) end--;
  return letters.slice(start, end).join("");
}

function readWords(text) {
  const words = [];
  const written = [];
  for (const token of shorten(text).split(BLANKS)) {
    if (!token) continue;
    for (const word of splitWords(normalise(token))) {
      words.push(word);
      written.push(stripEdges(token));
    }
  }
  return [words, written];
}

function isNumber(word) {
  return /^[0-9]+$/.test(word);
}

function nameNumber(word) {
  const size = word.length;
  if (size <= 2) {
    const age = Number(word);
    return age < 8 ? "#small" : age < 18 ? "#young" : "#grown";
  }
  if (size === 4 && ["18", "19", "20"].includes(word.slice(0, 2))) return "#year";
  return "#".repeat(Math.min(size, 6));
}

function listFeatures(words) {
  const found = new Map();
  const note = (feature, at) => {
    if (!found.has(feature)) found.set(feature, at);
  };
  let before = "^";
  words.forEach((whole, at) => {
    let word = whole;
    if (isDense(word)) {
      const letters = [...word];
      for (let size = 1; size <= 4; size++) {
        for (let place = 0; place + size <= letters.length; place++) {
          note(letters.slice(place, place + size).join(""), at);
        }
      }
      before = "_";
      return;
    }
    if (isNumber(word)) word = nameNumber(word);
    note("=" + word, at);
    note(before + " " + word, at);
    before = word;
    const edged = [" ", ...word, " "];
    for (const size of word[0] >= "가" && word[0] <= "힣" ? [2, 3] : [3, 4, 5]) {
      for (let place = 0; place + size <= edged.length; place++) {
        note(edged.slice(place, place + size).join(""), at);
      }
    }
  });
  return found;
}

function spellOut(words) {
  return " " + words.map((word) => (isNumber(word) ? nameNumber(word) : word)).join(" ") + " ";
}

function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

const loaded = new WeakMap();

/** Unpacks a parsed `suggest.json`, once. */
function load(data) {
  if (loaded.has(data)) return loaded.get(data);
  if (data.version !== 1) throw new Error("suggest.json is of another version");
  const { table } = data;
  const packed = bytes(table.keys);
  const view = new DataView(packed.buffer);
  const keys = new Uint32Array(packed.length / 4);
  for (let at = 0; at < keys.length; at++) keys[at] = view.getUint32(at * 4, true);
  const counts = bytes(table.counts);
  const ends = new Uint32Array(counts.length + 1);
  counts.forEach((count, at) => (ends[at + 1] = ends[at] + count));
  const starts = new Map();
  for (const [literal, groups] of Object.entries(data.signs.patterns)) {
    const start = [...literal].slice(0, 4).join("");
    if (!starts.has(start)) starts.set(start, []);
    starts.get(start).push([literal, groups]);
  }
  const model = {
    ...data, keys, ends, starts,
    columns: bytes(table.columns),
    weights: new Int8Array(bytes(table.weights).buffer),
    width: table.width,
    unit: table.unit,
  };
  loaded.set(data, model);
  return model;
}

function find(model, key) {
  const { keys } = model;
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle] < key) low = middle + 1;
    else high = middle;
  }
  return low < keys.length && keys[low] === key ? low : -1;
}

function add(model, totals, place, times) {
  for (let at = model.ends[place]; at < model.ends[place + 1]; at++) {
    totals[model.columns[at]] += model.weights[at] * times;
  }
}

function weight(model, place, column) {
  for (let at = model.ends[place]; at < model.ends[place + 1]; at++) {
    if (model.columns[at] === column) return model.weights[at];
  }
  return 0;
}

function findSigns(model, text, locale) {
  const seen = new Set();
  for (let at = 0; at < text.length; at++) {
    for (const size of [4, 3, 2, 1]) {
      for (const [literal, groups] of model.starts.get(text.slice(at, at + size)) ?? []) {
        if (!text.startsWith(literal, at)) continue;
        for (const [group, only] of groups) {
          if (only === -1 || only === locale) seen.add(model.signs.groups[group]);
        }
      }
    }
  }
  return seen;
}

function listSignFeatures(groups) {
  const names = [...groups].sort();
  const features = ["~", ...names.map((name) => "~" + name)];
  names.forEach((one, at) => {
    for (const other of names.slice(at + 1)) features.push(`~${one}+${other}`);
  });
  return features;
}

function tellByScript(text) {
  const counts = new Map();
  let letters = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0);
    if (code < 0x250) {
      if (/\p{L}/u.test(letter)) letters++;
      continue;
    }
    const script = SCRIPTS.find(([first, last]) => first <= code && code <= last);
    if (!script) continue;
    counts.set(script[2], (counts.get(script[2]) ?? 0) + 1);
    letters++;
  }
  if (!counts.size) return "";
  const kana = counts.get("ja") ?? 0;
  if (kana * SHARE >= (counts.get("zh") ?? 0) + kana) {
    counts.set("ja", kana + (counts.get("zh") ?? 0));
    counts.delete("zh");
  }
  let best = "";
  for (const locale of [...counts.keys()].sort()) {
    if (!best || counts.get(locale) > counts.get(best)) best = locale;
  }
  return counts.get(best) * SHARE >= letters ? best : "";
}

function tellLocale(model, ticket, totals) {
  const byScript = tellByScript(ticket);
  if (model.locales.includes(byScript)) return byScript;
  let best = -1;
  model.locales.forEach((name, at) => {
    if (["zh", "ja", "ko"].includes(name)) return;
    if (best < 0 || totals[at] > totals[best]) best = at;
  });
  return model.locales[Math.max(best, 0)];
}

function power(exponent) {
  if (exponent < -30) return 0;
  let value = 1 + exponent / 1024;
  for (let turn = 0; turn < 10; turn++) value *= value;
  return value;
}

function softmax(sums) {
  const highest = Math.max(...sums);
  const powers = sums.map((total) => power(total - highest));
  let whole = 0;
  for (const one of powers) whole += one;
  return powers.map((one) => one / whole);
}

function listEvidence(errors, words) {
  if (!errors.length) return [];
  const named = words <= 4 ? ["bare"] : [];
  if (errors[0].confidence === "mention") return [...named, "mention"];
  return [...named, "error", errors[0].cause];
}

function weighIntents(model, sums, errors, words) {
  for (const name of listEvidence(errors, words)) {
    for (const [reply, more] of Object.entries(model.evidence[name] ?? {})) {
      const at = model.intents.indexOf(reply);
      if (at >= 0) sums[at] += more;
    }
  }
  return softmax(sums.map((total) => total / model.limits.heat));
}

function judge(model, chances, groups, causes, best) {
  const fired = new Set([model.risk_of[best] ?? "none"]);
  for (const rule of model.rules) {
    if (rule.every.every((name) => groups.has(name)) && !rule.none.some((name) => groups.has(name))) {
      fired.add(rule.risk);
    }
  }
  const critical = chances[model.risks.indexOf("critical")];
  const elevated = chances[model.risks.indexOf("elevated")];
  if (fired.has("critical") || critical >= model.limits.critical) return "critical";
  if (fired.has("elevated") || critical + elevated >= model.limits.elevated || causes.includes(HIDDEN_CAUSE)) {
    return "elevated";
  }
  return "none";
}

function choose(model, chances, grave) {
  const order = model.intents.map((_, at) => at).filter((at) => model.intents[at]);
  const none = Math.max(...chances) > Math.max(...order.map((at) => chances[at]));
  const late = (at) => (grave && (model.risk_of[model.intents[at]] ?? "none") === "none" ? 1 : 0);
  order.sort((one, other) => late(one) - late(other) || chances[other] - chances[one] || one - other);
  if (none && !grave) {
    order.sort((one, other) => (model.intents[one] !== model.generic) - (model.intents[other] !== model.generic));
  }
  const chosen = order.slice(0, LISTED).map((at) => model.intents[at]);
  if (!chosen.includes(model.generic)) chosen.splice(LISTED - 1, 1, model.generic);
  return chosen;
}

function explain(model, columns, seen, words, written) {
  const spoken = columns.map(() => new Map());
  const places = new Map();
  for (const [place, at, text] of seen) {
    const dense = isDense(words[at]);
    if (dense && [...text].length === 1) continue;
    const shown = dense ? text : written[at];
    if (!places.has(shown)) places.set(shown, at);
    columns.forEach((column, number) => {
      const more = weight(model, place, column);
      if (more) spoken[number].set(shown, (spoken[number].get(shown) ?? 0) + more);
    });
  }
  const byPlace = (one, other) => places.get(one) - places.get(other) || (one < other ? -1 : one > other ? 1 : 0);
  return spoken.map((weights) =>
    [...weights.keys()]
      .filter((word) => weights.get(word) > 0)
      .sort((one, other) => weights.get(other) - weights.get(one) || byPlace(one, other))
      .slice(0, WORDS_SHOWN)
      .sort(byPlace)
      .join(", "),
  );
}

/**
 * The replies that may answer a ticket, the most probable first; never none.
 *
 * `data` is a parsed `suggest.json`; `errors` what `identify` found in the ticket with mentions.
 */
export function suggest(ticket, data, errors = []) {
  const model = load(data);
  const [words, written] = readWords(ticket);
  const seen = [];
  for (const [text, at] of listFeatures(words)) {
    const place = find(model, hashFeature(text));
    if (place >= 0) seen.push([place, at, text]);
  }
  const totals = new Array(model.width).fill(0);
  for (const [place] of seen) add(model, totals, place, 1);
  const start = model.intents.length + model.risks.length;
  const locale = tellLocale(model, ticket, totals.slice(start));
  const groups = findSigns(model, spellOut(words), model.locales.indexOf(locale));
  let size = seen.length;
  for (const feature of listSignFeatures(groups)) {
    const place = find(model, hashFeature(feature));
    if (place < 0) continue;
    add(model, totals, place, SIGN_WEIGHT);
    size += SIGN_WEIGHT;
  }
  const scale = size ? model.unit / Math.sqrt(size) : 0;
  const sums = totals.slice(0, model.intents.length).map((total) => total * scale);
  if (!seen.length) sums[model.intents.indexOf(model.generic)] += NOTHING_SAID;
  const chances = weighIntents(model, sums, errors, words.length);
  const risks = softmax(totals.slice(model.intents.length, start).map((total) => total * scale));
  let top = 0;
  chances.forEach((chance, at) => {
    if (chance > chances[top]) top = at;
  });
  const best = chances[top] >= model.limits.sure ? model.intents[top] : "";
  const risk = judge(model, risks, groups, errors.map((error) => error.cause), best);
  const chosen = choose(model, chances, risks[model.risks.indexOf("critical")] >= model.limits.grave);
  const columns = chosen.map((reply) => model.intents.indexOf(reply));
  const reasons = explain(model, columns, seen, words, written);
  return chosen.map((reply, at) => ({
    reply_id: reply,
    score: Number(chances[columns[at]].toFixed(4)),
    risk,
    reason: reasons[at],
    locale,
    sure: at === 0 && seen.length > 0 && chances[columns[at]] >= model.limits.sure,
  }));
}
