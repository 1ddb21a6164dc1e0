// Recognises any pasted error in the browser, as `jawab.identify` does in Python: the same
// `signals.json`, the same steps under the same names, the same answers. Nothing leaves the page.

const ENTITIES = {
  quot: '"', apos: "'", lt: "<", gt: ">", amp: "&", nbsp: " ", ldquo: '"', rdquo: '"',
  lsquo: "'", rsquo: "'", hellip: ".", ndash: "-", mdash: "-", lcub: "{", rcub: "}", lsqb: "[",
  rsqb: "]", lbrack: "[", rbrack: "]", colon: ":", comma: ",", equals: "=", lowbar: "_", sol: "/",
};

const PUNCTUATION = new Map();
for (const [chars, plain] of [
  ["“”„‟«»「」『』″＂〝〞", '"'], ["‘’‚‛′＇‹›", "'"], ["：→⇒➜⟶︰", ":"], ["，、", ","], ["；", ";"],
  ["。．", "."], ["＝", "="], ["＿", "_"], ["（", "("], ["）", ")"], ["［【", "["], ["］】", "]"],
  ["｛", "{"], ["｝", "}"], ["＜", "<"], ["＞", ">"], ["‐‑‒–—−－", "-"],
  ["\u2028\u2029\u0085", "\n"],
]) {
  for (const char of chars) PUNCTUATION.set(char, plain);
}

// What outside ASCII is no letter or digit; halves of surrogate pairs are symbols too.
const SYMBOL =
  /[\u0080-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02b0-\u036f\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3007-\u3020\u3030\u303d-\u303f\u30fb\ud800-\uf8ff\ufe00-\ufe6f\ufeff\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffff]/g;
const HEX = /\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))/g;
const ENTITY = /&(?:amp;){0,8}(?:#([0-9]{1,6})|#[xX]([0-9A-Fa-f]{1,6})|([a-z]{2,6}));/g;
const PERCENT = /%(?:25){0,8}([0-7][0-9A-Fa-f])/g;
const COLOUR = /\[[0-9]{1,2}(?:;[0-9]{1,3}){0,4}m/g;
const QUOTED_PRINTABLE = /=3D|=E2=80=[89][0-9A-F]/g;
const MARKUP = /< {0,3}\/?(?:b|i|u|em|strong|span|font|mark|wbr|br|a)(?:[ /][^<>]{0,400})?>/g;

function normalise(text) {
  if (text.includes("\\")) {
    text = text.replaceAll("\\n", " \n").replaceAll("\\r", "  ").replaceAll("\\t", "  ");
    if (text.includes("\\u") || text.includes("\\x")) {
      text = text.replace(HEX, (all, four, two) => padded(parseInt(four || two, 16), all.length));
    }
  }
  if (text.includes("&")) {
    text = text.replace(ENTITY, (all, decimal, hex, name) => {
      if (name === undefined) return padded(decimal ? parseInt(decimal, 10) : parseInt(hex, 16), all.length);
      const char = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : "";
      return char ? char.padEnd(all.length) : all;
    });
  }
  if (text.includes("%")) text = text.replace(PERCENT, (all, hex) => padded(parseInt(hex, 16), all.length));
  if (text.includes("=3D") || text.includes("=E2=80=")) {
    text = text.replace(QUOTED_PRINTABLE, (all) => (all === "=3D" ? "=  " : blank(all)));
  }
  if (text.includes("[")) text = text.replace(COLOUR, blank);
  if (text.includes("<")) text = text.replace(MARKUP, blank);
  return text.replace(SYMBOL, (char) => PUNCTUATION.get(char) ?? " ");
}

function blank(text) {
  return " ".repeat(text.length);
}

function padded(number, width) {
  if (number === 10) return "\n".padStart(width);
  if ((number < 32 && number !== 27) || number === 127 || number > 0xffff) return " ".repeat(width);
  if (number >= 0xd800 && number <= 0xdfff) return " ".repeat(width);
  return String.fromCharCode(number).padEnd(width);
}

function isKept(code) {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code >= 128;
}

function lower(code) {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

function fold(normal) {
  let folded = "";
  for (let at = 0; at < normal.length; at++) {
    const code = normal.charCodeAt(at);
    if (isKept(code)) folded += String.fromCharCode(lower(code));
  }
  return folded;
}

// Two polynomial hashes of 32 bits, as `mask.py` makes them.
const FIRST = 16777619;
const SECOND = 31;

function hex(number) {
  return (number >>> 0).toString(16).padStart(8, "0");
}

function hashed(folded) {
  let one = 0;
  let two = 0;
  for (let at = 0; at < folded.length; at++) {
    one = (Math.imul(one, FIRST) + folded.charCodeAt(at)) | 0;
    two = (Math.imul(two, SECOND) + folded.charCodeAt(at)) | 0;
  }
  return `#${folded.length}:${hex(one)}${hex(two)}`;
}

// A table whose keys may be hashed: looked up by the word itself, then by its hash.
class Table {
  constructor(entries) {
    this.entries = new Map(Object.entries(entries));
    this.lengths = new Set();
    for (const key of this.entries.keys()) {
      if (key[0] === "#") this.lengths.add(Number(key.slice(1, key.indexOf(":"))));
    }
  }

  get(word) {
    const found = this.entries.get(word);
    if (found !== undefined || !this.lengths.has(word.length)) return found;
    return this.entries.get(hashed(word));
  }

  has(word) {
    return this.get(word) !== undefined;
  }

  // Whether a longer key than the word begins with it; a hash may always be one.
  continues(word) {
    for (const key of this.entries.keys()) {
      if (key[0] !== "#" && key !== word && key.startsWith(word)) return true;
    }
    for (const length of this.lengths) if (length > word.length) return true;
    return false;
  }
}

class Index {
  constructor(data) {
    this.data = data;
    this.codes = new Table(data.codes);
    this.parents = data.parents;
    this.phraseClues = new Set(data.phrase_clues);
    this.siblings = new Set(data.siblings);
    const roles = new Map();
    const add = (literal, role, what) => {
      if (!roles.has(literal)) roles.set(literal, []);
      roles.get(literal).push([role, what]);
    };
    for (const [name, entry] of Object.entries(data.fields)) {
      add(name, "field", { ...entry, values: new Table(entry.values) });
    }
    for (const [phrase, entry] of Object.entries(data.phrases)) {
      add(phrase, "phrase", { ...entry, codes: new Table(entry.codes) });
    }
    for (const code of Object.keys(data.codes)) add(code, "code", code);
    for (const role of ["prefixes", "suffixes"]) {
      for (const [literal, provider] of Object.entries(data.unlisted[role])) add(literal, role, provider);
    }
    data.surfaces.forEach((surface, number) => surface.cues.forEach((cue) => add(cue, "cue", number)));
    this.literals = [...roles.keys()];
    this.roles = [...roles.values()];
    this.build();
  }

  // The automaton of Aho and Corasick over the plain literals, as one table of states.
  build() {
    this.symbols = new Map();
    this.hashes = new Map();
    const plain = [];
    this.literals.forEach((literal, number) => {
      if (literal[0] !== "#") return plain.push(number);
      const colon = literal.indexOf(":");
      const length = Number(literal.slice(1, colon));
      if (!this.hashes.has(length)) this.hashes.set(length, new Map());
      this.hashes.get(length).set(literal.slice(colon + 1), number);
    });
    for (const number of plain) {
      for (const char of this.literals[number]) {
        const code = char.charCodeAt(0);
        if (!this.symbols.has(code)) this.symbols.set(code, this.symbols.size + 1);
      }
    }
    const width = (this.width = this.symbols.size + 1);
    const size = 1 + plain.reduce((sum, number) => sum + this.literals[number].length, 0);
    const next = (this.next = new Int32Array(size * width));
    this.ends = Array.from({ length: size }, () => []);
    let states = 1;
    for (const number of plain) {
      let state = 0;
      for (const char of this.literals[number]) {
        const at = state * width + this.symbols.get(char.charCodeAt(0));
        if (!next[at]) next[at] = states++;
        state = next[at];
      }
      this.ends[state].push(number);
    }
    const fail = new Int32Array(states);
    const queue = [];
    for (let symbol = 1; symbol < width; symbol++) if (next[symbol]) queue.push(next[symbol]);
    for (let head = 0; head < queue.length; head++) {
      const state = queue[head];
      for (let symbol = 1; symbol < width; symbol++) {
        const at = state * width + symbol;
        const after = next[fail[state] * width + symbol];
        if (!next[at]) {
          next[at] = after;
          continue;
        }
        fail[next[at]] = after;
        this.ends[next[at]].push(...this.ends[after]);
        queue.push(next[at]);
      }
    }
    this.powers = new Map([...this.hashes.keys()].map((length) => [length, powers(length)]));
    // For ASCII: 0 is dropped by folding, -1 is kept but in no literal, else the symbol.
    this.ascii = new Int16Array(128);
    for (let code = 0; code < 128; code++) {
      if (isKept(code)) this.ascii[code] = this.symbols.get(lower(code)) ?? -1;
    }
  }

  // Calls `found(literal, start, end)` for every place of a literal in a normalised text.
  scan(text, found) {
    const { next, ends, width, ascii, symbols, literals } = this;
    const mask = RING - 1;
    const places = new Int32Array(RING);
    const hashing = this.hashes.size > 0;
    const ones = new Int32Array(hashing ? RING : 0);
    const twos = new Int32Array(hashing ? RING : 0);
    let state = 0;
    let kept = 0;
    const report = (literal, letters, end) => {
      const start = places[(kept - letters) & mask];
      if (end - start <= 4 * letters + 200) found(literal, start, end);
    };
    let [stop, resume] = repetition(text, 0);
    for (let at = 0; at < text.length; at++) {
      if (at === stop) {
        at = resume;
        state = 0;
        [stop, resume] = [text.length, text.length];
      } else if (at % BLOCK === 0 && at && stop === text.length) [stop, resume] = repetition(text, at);
      const code = text.charCodeAt(at);
      const symbol = code < 128 ? ascii[code] : symbols.get(code) ?? -1;
      if (symbol === 0) continue;
      places[kept & mask] = at;
      if (hashing) {
        const before = (kept - 1) & mask;
        const small = lower(code);
        ones[kept & mask] = ((kept ? Math.imul(ones[before], FIRST) : 0) + small) | 0;
        twos[kept & mask] = ((kept ? Math.imul(twos[before], SECOND) : 0) + small) | 0;
      }
      kept++;
      state = symbol < 0 ? 0 : next[state * width + symbol];
      for (const literal of ends[state]) report(literal, literals[literal].length, at + 1);
      if (!hashing || (at + 1 < text.length && isKept(text.charCodeAt(at + 1)))) continue;
      for (const [length, byHash] of this.hashes) {
        if (kept < length) continue;
        const [first, second] = this.powers.get(length);
        const last = (kept - 1) & mask;
        const before = (kept - 1 - length) & mask;
        const none = kept === length;
        const one = (ones[last] - (none ? 0 : Math.imul(ones[before], first))) | 0;
        const two = (twos[last] - (none ? 0 : Math.imul(twos[before], second))) | 0;
        const literal = byHash.get(hex(one) + hex(two));
        if (literal !== undefined) report(literal, length, at + 1);
      }
    }
  }
}

const RING = 1024;
const BLOCK = 1 << 16;
const PERIOD = 1 << 17;
const PROBE = 64;
const CONTEXT = 1 << 14;

// Where to stop reading a run of one piece again and again, and where to go on; the end if none.
function repetition(text, base) {
  const size = text.length;
  if (size - base <= BLOCK) return [size, size];
  const probe = text.slice(base, base + PROBE);
  const period = text.slice(base + 1, base + PERIOD + PROBE).indexOf(probe) + 1;
  if (!period) return [size, size];
  let end = base;
  while (end + period < size) {
    const after = text.slice(end + period, end + period + BLOCK);
    if (text.slice(end, end + after.length) !== after) break;
    end += BLOCK;
  }
  const stop = base + period + CONTEXT;
  const resume = Math.min(end, size) - CONTEXT;
  return resume - stop > BLOCK ? [stop, resume] : [size, size];
}

function powers(length) {
  let one = 1;
  let two = 1;
  for (let n = 0; n < length; n++) {
    one = Math.imul(one, FIRST);
    two = Math.imul(two, SECOND);
  }
  return [one, two];
}

// --- read.py: what stands beside a field ---

const CERTAIN = 3;
const MEMBER = 2.5;
const LIKELY = 2;
const MENTION = 1;

const GAP = /[\x00-/:-@\[-`{-\x7f]{0,300}/y;
const TOKEN = /[A-Za-z0-9_\x80-\uffff]{1,200}(?:[./:+-]{1,3}[A-Za-z0-9_\x80-\uffff]{1,200}){0,12}/y;
const QUIET = /[\s"'`\\*]+/g;
const CONNECTOR = /^[\])}?!>]*(?::=|=>|->|[:=])([^]*)$/;
const LOOSE = /^(?:[)(\[<|>~-]{0,2}|\|\|)$/;
const LINKING = /(?:is|was|of|as|equals|value|returned|returns|return|says|shows|from|string|code)(?![A-Za-z0-9_])/iy;
const SEPARATOR = /::?|[./+]/g;
const NULL = new Set(["null", "none", "undefined", "nil", "nan", "false", "na", "empty"]);
const KEY_END = /[\\\s"'`]*[:=]/y;
const WORDY = /[A-Za-z0-9_\x80-\uffff]/y;
const REWRAP = /[\s>|"'`\\_-]*/y;
const AFTER_QUOTED = /[\\\s]*(?:["'`:.,)>\]]|$)/y;
const RUNS_ON = / {1,3}[a-z]{2,20}(?![A-Za-z0-9_]*[=:("'])/y;
const PATH = /([A-Za-z0-9_]{1,60})(?:\[[^\]]{0,20}\])?(?:\?\.|\.|->|::|\[["'])$/;
const OWNER = /([A-Za-z0-9_]{1,60})[\s"'`\\]*[:=]?>?[\s"'`\\<]*$/;
const TRANSPARENT = new Set(["data", "body", "response", "detail", "details", "result", "json"]);
const BESIDE =
  /[^A-Za-z0-9]{0,40}(?:(?:and|or|code|codes|is|are|number|no)(?![A-Za-z0-9_])[^A-Za-z0-9]{0,12}){0,2}/iy;
const EXPLAINED_BY = /[\\"'`)\]]*,?\s+(?:means|indicates|refers to|stands for)\b/y;
const PART = /[A-Za-z0-9_.]{1,120}/y;

function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function isBetween(char, low, high) {
  return char >= low && char <= high;
}

function* valuesAfter(text, start, end) {
  const raw = matchAt(GAP, text, end)[0];
  const at = end + raw.length;
  if (raw.length >= 300 || at >= text.length) return;
  if (!raw) {
    if ((text[end] === "s" || text[end] === "S") && !(end + 1 < text.length && matchAt(WORDY, text, end + 1))) {
      yield* valuesAfter(text, start, end + 1);
    } else if (isBetween(text[end], "A", "Z") && isBetween(text[end - 1], "a", "z")) {
      yield { start: at, strength: MEMBER, quoted: false };
    }
    return;
  }
  if ([".", "::", "_", "#", "->"].includes(raw)) {
    yield { start: at, strength: MEMBER, quoted: false };
    return;
  }
  const bare = raw.replace(QUIET, "");
  const connector = CONNECTOR.exec(bare);
  if (connector === null) {
    if (bare === ">" && start && text[start - 1] === "<") {
      yield { start: at, strength: CERTAIN, quoted: false };
    } else if (LOOSE.test(bare) && raw.split("\n").length < 3) {
      yield* looseValues(text, at, raw);
    }
    return;
  }
  const rest = connector[1];
  if (rest.startsWith("=") || bare.startsWith("!")) {
    yield { start: at, strength: MENTION, quoted: false };
    return;
  }
  if (/[,;)\]}]/.test(rest)) return;
  if (rest.includes("{") && isKey(text, at)) return;
  yield { start: at, strength: CERTAIN, quoted: isQuote(raw) };
  if (/[[({]/.test(rest)) yield* further(text, at);
}

function* looseValues(text, at, raw) {
  for (let n = 0; n < 3; n++) {
    const word = matchAt(LINKING, text, at);
    if (word === null) break;
    raw = matchAt(GAP, text, at + word[0].length)[0];
    if (!["", ":", "=", "(", "[", "<"].includes(raw.replace(QUIET, ""))) return;
    at += word[0].length + raw.length;
  }
  yield { start: at, strength: LIKELY, quoted: isQuote(raw) };
}

function* further(text, at) {
  for (let n = 0; n < 40; n++) {
    const token = matchAt(TOKEN, text, at);
    if (token === null) return;
    const end = at + token[0].length;
    const gap = matchAt(GAP, text, end)[0];
    const bare = gap.replace(QUIET, "").replaceAll("|", "").replaceAll(">", "");
    const after = end + gap.length;
    if (bare === "" && after > end && after - at < 200) {
      at = after;
      continue;
    }
    if (bare !== ",") return;
    at = after;
    yield { start: at, strength: CERTAIN, quoted: isQuote(gap) };
  }
}

function isKey(text, at) {
  const token = matchAt(TOKEN, text, at);
  return token !== null && matchAt(KEY_END, text, at + token[0].length) !== null;
}

function isQuote(raw) {
  const last = raw.replace(/[ \t\r\n]+$/, "").slice(-1);
  return last === '"' || last === "'" || last === "`";
}

function matchValue(text, at, values, names) {
  const token = matchAt(TOKEN, text, at);
  if (token === null) return ["", at, at];
  const word = token[0];
  const end = at + word.length;
  const whole = fold(word);
  if (values.has(whole)) return [whole, at, end];
  const cuts = [...word.matchAll(SEPARATOR)];
  for (const cut of cuts) {
    const from = cut.index + cut[0].length;
    const part = fold(word.slice(from));
    if (values.has(part)) return [part, at + from, end];
  }
  for (const cut of cuts.reverse()) {
    const part = fold(word.slice(0, cut.index));
    if (values.has(part) && (cut[0] !== "." || part.length >= 8)) return [part, at, at + cut.index];
  }
  for (const name of names) {
    if (whole.startsWith(name) && values.has(whole.slice(name.length))) return [whole.slice(name.length), at, end];
  }
  return values.continues(whole) ? wrappedValue(text, at, values) : ["", at, at];
}

function wrappedValue(text, at, values) {
  let best = ["", at, at];
  let folded = "";
  let end = at;
  for (let n = 0; n < 8; n++) {
    const token = matchAt(TOKEN, text, end);
    if (token === null) break;
    folded += fold(token[0]);
    end += token[0].length;
    if (values.has(folded)) best = [folded, at, end];
    if (folded.length > 120) break;
    end += matchAt(REWRAP, text, end)[0].length;
  }
  return best;
}

function isPresent(text, at) {
  const token = matchAt(TOKEN, text, at);
  if (token === null || text[at + token[0].length] === "=") return false;
  return !NULL.has(fold(token[0]));
}

function endsThere(text, end, value) {
  return value.quoted ? matchAt(AFTER_QUOTED, text, end) !== null : matchAt(RUNS_ON, text, end) === null;
}

function tokenAt(text, at) {
  const token = matchAt(TOKEN, text, at);
  return token ? [token[0], at + token[0].length] : ["", at];
}

function parentAllows(text, start, parent) {
  const before = text.slice(Math.max(0, start - 4000), start);
  const path = PATH.exec(before.slice(-90));
  if (path !== null) {
    const name = fold(path[1]);
    return name.endsWith(parent) || parent.startsWith(name);
  }
  let depth = 0;
  let seen = false;
  for (let at = before.length - 1; at >= 0; at--) {
    const char = before[at];
    if (char === "}" || char === ")" || char === "]") depth++;
    else if (char === "{" || char === "(" || char === "[") {
      if (depth) {
        depth--;
        continue;
      }
      let border = at;
      for (let n = 0; n < 2; n++) {
        const low = Math.max(0, border - 80);
        const owner = low < border ? OWNER.exec(before.slice(low, border)) : null;
        if (owner === null) break;
        const name = fold(owner[1]);
        if (name.endsWith(parent)) return true;
        seen = seen || !TRANSPARENT.has(name);
        border = low + owner.index;
      }
    }
  }
  return !seen;
}

function* codesBeside(text, end) {
  let at = end;
  for (let n = 0; n < 20; n++) {
    const start = at + matchAt(BESIDE, text, at)[0].length;
    const token = matchAt(TOKEN, text, start);
    if (token === null) return;
    at = start + token[0].length;
    yield [token[0], start, at];
    if (!/[0-9]/.test(token[0])) return;
  }
}

function isExplained(text, end) {
  return matchAt(EXPLAINED_BY, text, end) !== null;
}

function tokenAround(text, at) {
  let low = at;
  while (low && at - low < 120 && matchAt(PART, text, low - 1)) low--;
  const token = matchAt(PART, text, low);
  if (token === null) return ["", at, at];
  const word = token[0].replace(/[._]+$/, "");
  const stripped = word.replace(/^[._]+/, "");
  return [stripped, low + word.length - stripped.length, low + word.length];
}

// --- context.py: a code that was reported, or one that is talked about ---

const WORD = /(?<![A-Za-z0-9_])[A-Za-z][a-z']*(?![A-Za-z0-9_=])/g;
const CODE = /(?<![A-Za-z0-9_])[A-Za-z][A-Za-z0-9_]{2,60}(?![A-Za-z0-9_])/g;
const CONSTANT = /_|[a-z][A-Z]|^[A-Z]+$/;
const FOREIGN = /[\x80-\uffff]/g;
const BEFORE_KEY = /(?:^|[\s{\[(,;|>.])[\\"'`]*$/;
const ASSIGNED = /(?<![=!<>])(?::|=|=>|->)[\s\\"'`(\[<]*$/;
const COMPARED = /(?:[=!]=|\b(?:case|in|includes|equals|contains|when|if|or|and|not|is)\b)[\s\\"'`(\[]*$/;
const QUOTED = /["'`]$/;
const AND = /^[\\"'`)\]]*,?\s+and\b/i;
const UNQUOTED = /^[\\"'`]+(?! *,)/;
const IS_KEY = /^[\\"'`]*[\s\\]{0,8}(?::(?!:)|=(?!=)|=>)/;
const IS_END = /^[\\"'`]*(?:[ \t]*(?:$|[\n\r})\]>;]|,(?!\s*[\\"'`]*[A-Z_]{4,})|\.(?:\s|$)| \(|\|))/;
const BOXED = /[\[(<]$/;
const BLOCKED =
  /(?:block|stopp|reject|refus|filter|flagg|fail|censor|terminat|moderat|error|violat)[a-z]{0,8}[\s:,-]*(?:(?:due to|because of|because|by|with|for|as|code|reason|status|message|type)[\s:,-]*){0,3}[\\"'`(\[<]*$/i;
const EXPLAINED =
  /^[\\"'`)\]]*,?\s+(?:means?|indicates?|is|are|was|were|refers|stands|when|if|or|and|codes?|enum|values?|constants?|handling|support|cases?|responses?|finish|to|should|can|may|will)\b/i;
const SOURCE =
  /(?:(?:contains|includes|indexof|startswith|endswith|match|search|find|test|equals)[A-Za-z]{0,12}\s?\([^()\n]{0,80}|(?:^|[\s;{(])(?:const|var|let|final|static|define|assert)\s[^=:\n]{1,80}:?=\s*|[=!]==?\s*|\bcase\s+)["'`][^"'`\n]{0,60}$/i;
const CHANGELOG =
  /^(?:[\s>"'`\\]*(?:[*+-]\s+|#+\s+)?(?:\[[ xX]\]\s*)?(?:(?:feat|fix|docs|chore|refactor|perf|tests?|ci|style|build)(?:\([^)\n]{0,40}\))?!?:\s|(?:adds?|added|fixes|fixed|handles?|handled|supports|supported|maps?|mapped|treats?|exposes?|exposed|renames?|renamed|documents?|documented|improves?|improved|introduces?|introduced|deprecates?|deprecated|todo)\b)|[\s>"'`\\]*(?:[*+-]|#+)\s+(?:fix|changes?|changed|removes?|removed|support)\b)/i;
const RELEASE = /(?:^|\n)[\s>]*(?:#{1,4} *)?\[?v?[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}\b[^\n]{0,60}$/;
const UNION = /[\\"'`]*\s*(?:\||\(?or\s)\s*[\\"'`]*([A-Za-z_]{2,40})/y;
const LOG_WORDS = new Set(
  (
    "error err warn warning info debug fatal critical trace exception code status http badrequest bad" +
    " request failed failure reason message msg caused by api response upstream type name detail" +
    " details errorcode server client result at with got received returned the"
  ).split(" "),
);

function lineAround(text, start, end) {
  const low = Math.max(0, start - 400);
  const before = text.slice(low, start).lastIndexOf("\n");
  const after = text.slice(end, end + 400).indexOf("\n");
  return [before >= 0 ? low + before + 1 : low, after >= 0 ? end + after : Math.min(text.length, end + 400)];
}

function weighCode(text, start, end, siblings) {
  if ((start && (text[start - 1] === "_" || text[start - 1] === "-")) || text[end] === "_") return 0;
  const own = text.slice(start, end);
  const spaced = own.includes(" ") && !own.includes("_");
  const [left, right] = lineAround(text, start, end);
  const before = text.slice(left, start);
  const after = text.slice(end, right);
  const words = countWords(before) + countWords(after);
  if (spaced && (words || /[a-z]/.test(own))) return 0;
  if (inChangelog(text, left, start) || inListing(text, start, end, siblings)) return MENTION;
  if (COMPARED.test(before) || inSource(text, start, end)) return MENTION;
  if (words === 0) return LIKELY;
  if (isQuotedReport(before, after)) return LIKELY;
  if (EXPLAINED.test(after)) return MENTION;
  if (words <= 2 && !after.includes("?")) return LIKELY;
  if (ASSIGNED.test(before) && IS_END.test(after)) return LIKELY;
  if (IS_KEY.test(after) && BEFORE_KEY.test(before)) return LIKELY;
  if (BLOCKED.test(before)) return LIKELY;
  if (BOXED.test(before) && end < text.length && "])>".includes(text[end]) && (before.endsWith("[") || before.length < 2)) {
    return LIKELY;
  }
  if ((before.match(WORD) ?? []).every((word) => LOG_WORDS.has(word.toLowerCase())) && !before.match(FOREIGN)) {
    return before.length < 120 ? LIKELY : MENTION;
  }
  return MENTION;
}

// `returns: "CODE" and so on`: what follows a colon in quotes was said by a program.
function isQuotedReport(before, after) {
  if (!QUOTED.test(before) || !ASSIGNED.test(before) || !UNQUOTED.test(after)) return false;
  return AND.test(after) || !EXPLAINED.test(after);
}

function inChangelog(text, left, start) {
  if (CHANGELOG.test(text.slice(left, start))) return true;
  return RELEASE.test(text.slice(Math.max(0, left - 300), left).replace(/\s+$/, ""));
}

function inSource(text, start, end) {
  const [left] = lineAround(text, start, end);
  return SOURCE.test(text.slice(Math.max(left, start - 200), start));
}

function inListing(text, start, end, siblings) {
  const window = text.slice(Math.max(0, start - 500), start) + " " + text.slice(end, end + 500);
  const found = new Set();
  for (const [word] of window.matchAll(CODE)) {
    if (!CONSTANT.test(word)) continue;
    let folded = fold(word);
    for (const prefix of ["finishreason", "blockedreason", "blockreason"]) {
      if (folded.startsWith(prefix)) folded = folded.slice(prefix.length);
    }
    if (siblings.has(folded)) found.add(folded);
  }
  found.delete(fold(text.slice(start, end)));
  return found.size >= 2;
}

function isUnion(text, end, siblings) {
  const other = matchAt(UNION, text, end);
  return other !== null && siblings.has(fold(other[1]));
}

function countWords(part) {
  return (part.match(WORD) ?? []).length + Math.floor(((part.match(FOREIGN) ?? []).length + 2) / 3);
}

// --- match.py: from literals to clues ---

const WEIGHED = 2000;
const TALKS = 5000;
const MANY = 6;
const SPLIT_NAME = /[,;:{}()\[\]"'=]/;
const ERROR_PREFIX = /(?:error|err)[_-]?$/i;
const CODE_LIKE =
  /^(?:[A-Z][A-Z0-9]+|[A-Za-z0-9]+(?:[_.][A-Za-z0-9]+)+|[A-Za-z]?[a-z0-9]+(?:[A-Z][a-z0-9]+)+)$/;
const LONG_NUMBER = /[0-9]{8}/g;
const SUPPORT_CODE = /^[0-9]{7,9}$/;
const ENUM_NAMES = ["finishreason", "blockedreason", "blockreason", "turncompletereason"];

class Sightings {
  constructor(index, text) {
    this.index = index;
    this.text = text;
    this.clues = new Map();
    this.codes = new Map();
    this.unlisted = new Map();
    this.surfaces = new Set();
    this.reported = new Set();
    this.weighed = new Map();
    this.talks = 0;
    const bare = [];
    index.scan(text, (literal, start, end) => {
      for (const [role, what] of index.roles[literal]) {
        if (role === "field") this.field(index.literals[literal], what, start, end);
        else if (role === "phrase") this.phrase(what, start, end);
        else if (role === "code") bare.push([what, start, end]);
        else if (role === "cue") this.surfaces.add(what);
        else this.shape(role, what, start, end);
      }
    });
    for (const [code, start, end] of bare) this.code(code, start, end);
  }

  field(name, entry, start, end) {
    const { text } = this;
    if (!mayBeField(text, start, end, entry.long)) return;
    const names = name[0] === "#" ? [fold(text.slice(start, end)), ...ENUM_NAMES] : [name, ...ENUM_NAMES];
    for (const value of valuesAfter(text, start, end)) {
      const [known, left, right] = matchValue(text, value.start, entry.values, names);
      if (known) {
        const strength = this.strength(value, start, left, right);
        if (strength) this.seeValue(entry.values.get(known), known, strength, start, right);
      } else if (value.strength === CERTAIN && entry.values.has("*") && isPresent(text, value.start)) {
        this.seeValue(entry.values.get("*"), "", CERTAIN, start, tokenAt(text, value.start)[1]);
      }
      if (!known && entry.unlisted && value.strength >= LIKELY) {
        const [word, right_] = tokenAt(text, value.start);
        this.seeUnlisted(entry.unlisted, word, value.strength, value.start, right_);
      }
    }
  }

  strength(value, start, left, right) {
    const { text } = this;
    const { siblings } = this.index;
    const { strength } = value;
    const own = text.slice(left, right);
    const plain = (/[a-z]/.test(own) && !/[A-Z]/.test(own)) || /^[0-9]+$/.test(own);
    if (strength !== MEMBER && (value.quoted || plain) && !endsThere(text, right, value)) return 0;
    if (strength === CERTAIN) {
      if (isUnion(text, right, siblings) || isExplained(text, right)) return MENTION;
      if (isBetween(text[start], "A", "Z") && inListing(text, start, right, siblings)) return MENTION;
      const [line] = lineAround(text, start, right);
      if (!text.slice(line, start).includes("{") && inChangelog(text, line, start)) return MENTION;
      return CERTAIN;
    }
    return strength >= LIKELY && this.isTalk(start, right) ? MENTION : strength;
  }

  isTalk(start, end) {
    const { text } = this;
    const [line] = lineAround(text, start, end);
    if (++this.talks > TALKS || inSource(text, start, end)) return true;
    return isExplained(text, end) || inChangelog(text, line, start) || inListing(text, start, end, this.index.siblings);
  }

  seeValue(clues, value, strength, start, end) {
    if (value && strength >= LIKELY) this.reported.add(value);
    for (const clue of clues) {
      const parent = this.index.parents[clue];
      if (parent && strength !== MEMBER && !parentAllows(this.text, start, parent)) continue;
      see(this.clues, clue, strength, start, end);
    }
  }

  phrase(entry, start, end) {
    const { text } = this;
    const seen = entry.clue < 0 || (this.clues.get(entry.clue)?.[0] ?? 0) >= LIKELY;
    if (seen && !entry.codes.entries.size && !entry.unlisted) return;
    if (["both", "left"].includes(entry.edges) && start && isAsciiWord(text[start - 1]) && isAsciiWord(text[start])) return;
    if (["both", "right"].includes(entry.edges) && isAsciiWord(text[end - 1]) && goesOn(text, end)) return;
    if (!seen) {
      const strength = this.phraseStrength(entry, start, end);
      if (strength) see(this.clues, entry.clue, strength, start, end);
    }
    const near = text.slice(end, end + 400).match(LONG_NUMBER) ?? [];
    const numbers = new Set(near.filter((number) => entry.codes.has(number)));
    const strength = numbers.size >= MANY ? MENTION : CERTAIN;
    for (const [word, left, right] of codesBeside(text, end)) {
      const clue = entry.codes.get(fold(word));
      if (clue !== undefined) {
        this.reported.add(fold(word));
        see(this.clues, clue, strength, start, right);
      } else if (entry.unlisted && SUPPORT_CODE.test(word)) {
        see(this.unlisted, entry.unlisted, strength, left, right);
      }
    }
  }

  phraseStrength(entry, start, end) {
    if (entry.is_code && this.isWeighed(entry.clue)) return 0;
    if (entry.is_code) return weighCode(this.text, start, end, this.index.siblings);
    return this.isTalk(start, end) ? MENTION : LIKELY;
  }

  // Whether enough places of one code were looked at; counts this one.
  isWeighed(what) {
    const weighed = (this.weighed.get(what) ?? 0) + 1;
    this.weighed.set(what, weighed);
    return weighed > WEIGHED;
  }

  code(key, start, end) {
    const { text } = this;
    const code = key[0] === "#" ? fold(text.slice(start, end)) : key;
    if (this.reported.has(code) || (this.codes.get(code)?.[0] ?? 0) >= LIKELY) return;
    if ((start && isAsciiWord(text[start - 1])) || isAsciiWord(text[end])) return;
    if (/^[0-9]+$/.test(code) && (end - start !== code.length || !isWhole(text, start, end))) return;
    if (this.isWeighed(code)) return;
    const strength = weighCode(text, start, end, this.index.siblings);
    if (strength) see(this.codes, code, strength, start, end);
  }

  shape(role, provider, start, end) {
    const { text } = this;
    const [word, left, right] = tokenAround(text, start);
    if (this.index.codes.has(fold(word)) || (role === "prefixes" && left !== start)) return;
    if (role === "prefixes" && fold(word) === fold(text.slice(start, end))) return;
    if (this.isWeighed(provider)) return;
    const strength = weighCode(text, left, right, this.index.siblings);
    this.seeUnlisted(provider, word, strength, left, right, true);
  }

  seeUnlisted(provider, word, strength, start, end, shaped = false) {
    const folded = fold(word);
    const { safety, harmless } = this.index.data.unlisted;
    if (!strength || !CODE_LIKE.test(word)) return;
    if (this.index.siblings.has(folded) || harmless.some((bit) => folded.includes(bit))) return;
    if (shaped || safety.some((bit) => folded.includes(bit))) see(this.unlisted, provider, strength, start, end);
  }
}

function see(seen, what, strength, start, end) {
  const known = seen.get(what);
  if (
    known === undefined ||
    strength > known[0] ||
    (strength === known[0] && (start < known[1] || (start === known[1] && end < known[2])))
  ) {
    seen.set(what, [strength, start, end]);
  }
}

function mayBeField(text, start, end, long) {
  if (SPLIT_NAME.test(text.slice(start, end))) return false;
  if (!start) return true;
  const before = text[start - 1];
  if (!isAsciiWord(before) && before !== "_" && before !== "-") return true;
  if (!long) return ERROR_PREFIX.test(text.slice(Math.max(0, start - 7), start));
  return before === "_" || before === "-" || isBetween(text[start], "A", "Z");
}

function isAsciiWord(char) {
  return char !== undefined && /^[A-Za-z0-9]$/.test(char);
}

// Whether a word goes on at a place, by more than the `s` of a plural.
function goesOn(text, end) {
  if (text[end] === "s" || text[end] === "S") end++;
  return isAsciiWord(text[end]);
}

function isWhole(text, start, end) {
  return text.length < 200 && ((text.slice(0, start) + " " + text.slice(end)).match(/[A-Za-z0-9]+/g) ?? []).length <= 2;
}

// --- rank.py: from clues to candidates ---

const CAUSES = ["child-abuse", "prohibited", "child-depiction", "other-policy", "unspecified", "technical"];

function rank(index, seen, original, mentions) {
  const matched = matchedSignals(index, seen);
  let drafts = withoutGeneric(index, makeDrafts(index, seen, matched));
  drafts = drafts.concat(unlistedDrafts(index, seen, drafts));
  if (!mentions) drafts = drafts.filter((draft) => draft.strength >= LIKELY);
  drafts = withoutWrappers(index, drafts);
  drafts.sort((one, other) => compare(order(index, one), order(index, other)));
  return withoutNames(drafts.map((draft) => candidate(index, seen, draft, original)));
}

function holds(index, seen, number) {
  const signal = index.data.signals[number];
  const sure = (clue) => (seen.clues.get(clue)?.[0] ?? 0) >= (index.phraseClues.has(clue) ? MENTION : LIKELY);
  return signal.requires.every(sure) && !signal.unless.some(sure);
}

function matchedSignals(index, seen) {
  const { signals } = index.data;
  const matched = new Map();
  signals.forEach((signal, number) => {
    if (seen.clues.has(signal.clue) && holds(index, seen, number)) matched.set(number, seen.clues.get(signal.clue)[0]);
  });
  const covered = new Set();
  for (const [number, strength] of matched) {
    for (const other of signals[number].covers) {
      if (strength >= LIKELY || (matched.get(other) ?? 0) < LIKELY) covered.add(other);
    }
  }
  for (const number of covered) matched.delete(number);
  return matched;
}

function newDraft(number, provider) {
  return { number, provider, signals: [], sightings: [], strength: 0, sure: 0, weight: 0 };
}

function addSighting(draft, label, sighting) {
  const same = ([known, [a, b, c]]) => known === label && a === sighting[0] && b === sighting[1] && c === sighting[2];
  if (!draft.sightings.some(same)) draft.sightings.push([label, sighting]);
}

function makeDrafts(index, seen, matched) {
  const { data } = index;
  const drafts = new Map();
  const draft = (number) => {
    if (!drafts.has(number)) drafts.set(number, newDraft(number, data.definitions[number].provider));
    return drafts.get(number);
  };
  for (const [number, strength] of matched) {
    const signal = data.signals[number];
    const mine = draft(signal.definition);
    mine.signals.push(number);
    mine.strength = Math.max(mine.strength, strength);
    if (strength >= LIKELY && !signal.broad) {
      mine.weight = Math.max(mine.weight, signal.weight);
      mine.sure = Math.max(mine.sure, Math.floor(strength));
    }
    for (const clue of [signal.clue, ...signal.requires]) addSighting(mine, data.clues[clue], seen.clues.get(clue));
  }
  for (const [code, sighting] of seen.codes) {
    const entry = index.codes.get(code);
    for (const carrier of entry.definitions) {
      const held = carrier.signals.filter((number) => holds(index, seen, number));
      if (carrier.signals.length && !held.length) continue;
      const mine = draft(carrier.definition);
      for (const number of held) if (!mine.signals.includes(number)) mine.signals.push(number);
      mine.strength = Math.max(mine.strength, sighting[0]);
      mine.sure = Math.max(mine.sure, Math.floor(sighting[0]));
      mine.weight = Math.max(mine.weight, code.length);
      addSighting(mine, entry.code, sighting);
    }
  }
  return [...drafts.values()];
}

function withoutGeneric(index, drafts) {
  const group = (draft) => index.data.groups[draft.provider] ?? draft.provider;
  const isGeneric = (draft) => draft.signals.length > 0 && !draft.sure;
  const telling = drafts.filter((d) => !isGeneric(d) && d.strength >= LIKELY);
  const isTold = (draft) => telling.some((d) => group(d) === group(draft) && cause(index, d) <= cause(index, draft));
  return drafts.filter((draft) => !isGeneric(draft) || !isTold(draft));
}

function unlistedDrafts(index, seen, drafts) {
  const { data } = index;
  const group = (provider) => data.groups[provider] ?? provider;
  const known = new Set(
    drafts
      .filter((d) => d.strength >= LIKELY && data.definitions[d.number].cause !== "technical")
      .map((d) => group(d.provider)),
  );
  const found = [];
  for (const [provider, sighting] of seen.unlisted) {
    if (known.has(group(provider))) continue;
    const draft = newDraft(-1, provider);
    draft.strength = sighting[0];
    draft.sure = Math.floor(sighting[0]);
    addSighting(draft, "", sighting);
    found.push(draft);
  }
  return found;
}

function withoutWrappers(index, drafts) {
  const { wrappers } = index.data;
  const inner = drafts.filter((draft) => !wrappers.includes(draft.provider) && draft.strength >= LIKELY);
  if (!inner.length) return drafts;
  const best = inner.reduce((one, other) => (compare(order(index, other), order(index, one)) < 0 ? other : one));
  const kept = [];
  for (const draft of drafts) {
    if (wrappers.includes(draft.provider)) {
      if (cause(index, draft) >= cause(index, best)) continue;
      draft.provider = best.provider;
    }
    kept.push(draft);
  }
  return kept;
}

function definitionOf(index, draft) {
  return draft.number < 0 ? index.data.unlisted : index.data.definitions[draft.number];
}

function cause(index, draft) {
  return CAUSES.indexOf(definitionOf(index, draft).cause);
}

function order(index, draft) {
  const { order: providers, wrappers } = index.data;
  const place = providers.indexOf(draft.provider);
  return [
    Number(draft.strength < LIKELY),
    cause(index, draft),
    Number(wrappers.includes(draft.provider)),
    Number(draft.sure === 0),
    -draft.sure,
    -draft.weight,
    place < 0 ? providers.length : place,
    Math.min(...draft.sightings.map(([, sighting]) => sighting[1])),
    draft.number,
  ];
}

function compare(one, other) {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return one[at] - other[at];
  return 0;
}

function candidate(index, seen, draft, original) {
  const { data } = index;
  const definition = definitionOf(index, draft);
  const masked = definition.masked === true;
  const evidence = draft.sightings
    .map(([clue, [, start, end]]) => ({ start, end, text: original.slice(start, end), clue }))
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.clue < b.clue ? -1 : a.clue > b.clue ? 1 : 0));
  const stages = draft.signals.map((number) => data.signals[number].stage).filter((stage) => stage !== "unknown");
  let { provider } = draft;
  const surface = data.surfaces.find((one, number) => seen.surfaces.has(number) && one.of.includes(provider));
  if (surface) provider = surface.provider;
  return {
    error_id: definition.id,
    provider: masked ? "" : provider,
    cause: definition.cause,
    confidence: draft.strength >= CERTAIN ? "certain" : draft.strength >= LIKELY ? "likely" : "mention",
    evidence: masked ? [] : evidence,
    stage: masked ? "unknown" : (stages[0] ?? "unknown"),
  };
}

// What has no name in public is shown as `prohibited` and nothing beside it; talk of it not at all.
function withoutNames(candidates) {
  const named = candidates.filter((one) => one.provider !== "");
  const masked = candidates.find((one) => one.provider === "" && one.confidence !== "mention");
  return masked ? [masked] : named;
}

const indexes = new WeakMap();

/**
 * The error definitions that a paste may be, strictest cause first; empty when nothing is recognised.
 *
 * `signals` is the parsed `signals.json`; `options.mentions` adds those the paste only talks about.
 * Places in the evidence count UTF-16 units, as JavaScript strings do.
 */
function identify(text, signals, options = {}) {
  if (!indexes.has(signals)) indexes.set(signals, new Index(signals));
  const index = indexes.get(signals);
  return rank(index, new Sightings(index, normalise(text)), text, options.mentions === true);
}

export { identify };
