// Finds in a text what the wording rules forbid: the same steps, over the same wording.json, as
// src/jawab/wording/. tests/test_wording_js.py holds the two together. Offsets count UTF-16 units.

const SENTENCE_END = "|?？。；;।؟؛…॥｡";
const CLAUSE_END = ",，、､،:：()（）—–【】〜～";
const SILENT = "*~#>`\"“”„«»「」『』《》‹›\u200b\u00ad";
const BREAKS = " \n,";
const SPACES = " \t\n\r\x0b\x0c\u00a0\u2003\u2009\u202f\u3000";
const EDGES = ".,:;!?¡¿\"'()-*«»“”„";
const EMOJI = [
  [0x1F000, 0x1FAFF], [0x2600, 0x2604], [0x2614, 0x2615], [0x2639, 0x2640], [0x2648, 0x2653],
  [0x26A0, 0x26A1], [0x26BD, 0x26BE], [0x26D4, 0x26D4], [0x2705, 0x2705], [0x270A, 0x270D],
  [0x2728, 0x2728], [0x274C, 0x274E], [0x2753, 0x2757], [0x2763, 0x2764],
];
const HEAD = 5, GAP = 5, LONGEST = 80, BESIDE = 3, CARRY = 2, REACH = 60;
const LETTER = /^[\p{L}\p{N}]+$/u, LETTERS = /^\p{L}+$/u;

const isMark = (sign) => (sign >= "\u0900" && sign <= "\u0963") || isAccent(sign);
const isAccent = (sign) => sign >= "\u0300" && sign <= "\u036f";
const isEmoji = (sign) => {
  const code = sign.codePointAt(0);
  return code > 0x2000 && EMOJI.some(([low, high]) => low <= code && code <= high);
};
const startsAny = (text, index, signs) => text[index] !== undefined && signs.includes(text[index]);
const isDigit = (sign) => sign >= "0" && sign <= "9";
const isEnd = (sign) => sign === undefined || BREAKS.includes(sign);

// --- Reading ---------------------------------------------------------------------------------

class Folding {
  constructor(table, spaced, silent) {
    this.table = new Map(Object.entries(table));
    for (const sign of SENTENCE_END) this.table.set(sign, "\n");
    for (const sign of CLAUSE_END) this.table.set(sign, ",");
    for (const sign of SILENT) this.table.set(sign, "");
    for (const sign of silent) this.table.set(sign, "");
    this.spaced = spaced;
  }

  get(sign) {
    let folded = this.table.get(sign);
    if (folded !== undefined) return folded;
    const low = sign.toLowerCase();
    if (LETTER.test(low) || low === "_" || low === "%" || isMark(low)) folded = low;
    else if (isEmoji(sign)) folded = "\n";
    else folded = this.spaced ? " " : "";
    this.table.set(sign, folded);
    return folded;
  }

  all(text) {
    let folded = "";
    for (const sign of text) folded += this.get(sign);
    return folded;
  }
}

function readText(plain, folding) {
  const letters = [], at = [], word = [];
  let count = 0, last = "\n";
  for (let index = 0; index < plain.length;) {
    const sign = String.fromCodePoint(plain.codePointAt(index));
    const here = index;
    index += sign.length;
    let folded = folding.get(sign);
    if (folded === "") continue;
    if (folded === "," && isDigit(plain[here - 1]) && isDigit(plain[index])) {
      folded = folding.spaced ? " " : ""; // a decimal comma, a time
      if (folded === "") continue;
    }
    if (".\n!！¡-".includes(sign)) {
      folded = breakAt(plain, here, sign, folding.spaced);
      if (folded === "") continue;
    }
    if (BREAKS.includes(folded)) {
      if (!BREAKS.includes(last)) {
        letters.push(folded);
        at.push([here, index]);
        word.push(count);
        last = folded;
      } else if (letters.length && folded !== " " && last !== "\n") {
        letters[letters.length - 1] = last = folded; // the stronger of two neighbouring breaks
      }
      continue;
    }
    if (isAccent(sign) && letters.length && !BREAKS.includes(last)) {
      // An accent written apart belongs to the letter before it.
      const made = (letters[letters.length - 1] + sign).normalize("NFC");
      if (made.length === 1) letters[letters.length - 1] = made;
      continue;
    }
    if (BREAKS.includes(last)) count += 1;
    for (const part of folded) {
      letters.push(part);
      at.push([here, index]);
      word.push(count);
    }
    last = folded;
  }
  // Signs beyond the basic plane are two units: repeat their place so that all lists run together.
  const joined = letters.join("");
  if (joined.length !== letters.length) {
    const places = [], words = [];
    letters.forEach((part, number) => {
      for (let unit = 0; unit < part.length; unit += 1) {
        places.push(at[number]);
        words.push(word[number]);
      }
    });
    return { letters: joined, at: places, word: words };
  }
  return { letters: joined, at, word };
}

function breakAt(plain, index, sign, spaced) {
  const code = plain.codePointAt(index + 1);
  const after = code === undefined ? "" : String.fromCodePoint(code);
  if (sign === ".") {
    const inside = after !== "" && (LETTER.test(after) || after === "_");
    return inside ? (spaced ? " " : "") : "\n";
  }
  if (sign === "\n") {
    const rest = plain.slice(index + 1, index + 12).replace(/^ +/, "");
    const listed = [".", ")"].includes(rest[1]) || [".", ")"].includes(rest[2]);
    if (rest === "" || "\n-*+#>|".includes(rest[0]) || listed) return "\n";
    return spaced ? " " : "";
  }
  if (sign === "-") {
    if (after === " " && plain[index - 1] === " ") return ",";
    return spaced ? " " : "";
  }
  return after !== "=" ? "\n" : " ";
}

function findMarks(plain) {
  const marks = [];
  for (let index = 0; index < plain.length;) {
    const sign = String.fromCodePoint(plain.codePointAt(index));
    const end = index + sign.length;
    if ("!！¡".includes(sign)) {
      if (plain[end] !== "=" && plain[end] !== "[") marks.push(["exclamation", index, end]);
    } else if (sign > "\u2000" && isEmoji(sign)) {
      marks.push(["emoji", index, end]);
    }
    index = end;
  }
  return marks.concat(findShouts(plain));
}

function findShouts(plain) {
  const shouts = [];
  let start = 0, words = 0, letters = 0, index = 0;
  while (index < plain.length) {
    if (SPACES.includes(plain[index])) {
      index += 1;
      continue;
    }
    let end = index;
    while (end < plain.length && !SPACES.includes(plain[end])) end += 1;
    let low = index, high = end;
    while (low < high && EDGES.includes(plain[low])) low += 1;
    while (high > low && EDGES.includes(plain[high - 1])) high -= 1;
    const token = plain.slice(low, high);
    const upper = token.toUpperCase();
    if ([...token].length > 1 && LETTERS.test(token) && token === upper
        && upper !== token.toLowerCase()) {
      if (words === 0) start = index;
      words += 1;
      letters += [...token].length;
      if (words >= 3 && letters >= 12) {
        if (shouts.length && shouts[shouts.length - 1][1] === start) shouts.pop();
        shouts.push(["capitals", start, end]);
      }
    } else if (token) {
      words = letters = 0;
    }
    index = end;
  }
  return shouts;
}

function blankMarkup(text) {
  if (!["`", "<", "{", "](", "://", "www."].some((sign) => text.includes(sign))) return text;
  const out = text.split("");
  let index = 0;
  while (index < text.length) {
    const [start, end] = markupAt(text, index);
    if (end > index) {
      for (let place = start; place < end; place += 1) if (out[place] !== "\n") out[place] = " ";
      index = end;
    } else {
      index += 1;
    }
  }
  return out.join("");
}

function markupAt(text, index) {
  const upTo = (sign, from, limit) => {
    const found = text.indexOf(sign, from);
    return found >= 0 && found + sign.length <= limit ? found + sign.length : 0;
  };
  const sign = text[index];
  if (sign === "`") {
    if (text.startsWith("```", index)) return [index, upTo("```", index + 3, text.length) || 2];
    return [index, upTo("`", index + 1, index + 400)];
  }
  if (sign === "<" && /^[a-zA-Z/!]/.test(text[index + 1] || "")) {
    return [index, upTo(">", index + 1, index + 1000)];
  }
  if (sign === "{") return [index, upTo("}", index + 1, index + 80)];
  if (sign === "]" && text[index + 1] === "(") return [index, upTo(")", index + 2, index + 1000)];
  if (text.startsWith("://", index) || text.startsWith("www.", index)) {
    let start = index, end = index + 3;
    while (start && /[a-zA-Z]/.test(text[start - 1])) start -= 1;
    while (end < text.length && text[end] > "!" && text[end] <= "~" && !"<>\"')".includes(text[end])) {
      end += 1;
    }
    while (".,;:?".includes(text[end - 1])) end -= 1; // the full stop after it ends the sentence
    return [start, end];
  }
  return [index, index];
}

// --- Cues ------------------------------------------------------------------------------------

function firstFrom(row, wanted, key) {
  let low = 0, high = row.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(row[middle]) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

const byPlace = (a, b) => a[0] - b[0] || a[1] - b[1];
const inOrder = (a, b) => a.start - b.start || a.end - b.end;

class Guard {
  constructor(rules, locale) {
    const words = rules.locales[locale] || rules.locales[locale.split("-")[0]];
    this.rules = rules.rules;
    this.locale = locale;
    this.afterOnly = words.negation === "after";
    this.script = words.script;
    this.scale = words.scale;
    this.prefixes = words.prefixes;
    this.suffixes = words.suffixes;
    this.folding = new Folding(rules.fold[words.fold], this.script !== "signs", words.silent);
    this.names = [];
    this.atEdges = new Map();
    this.anywhere = new Map();
    this.gaps = [];
    // A wordlist that has only begun may lack the words that open a contrast.
    for (const [name, cues] of Object.entries({ but: [], ...words.groups })) this.add(name, cues);
    this.add("~", words.ignore);
    for (const rule of this.rules) this.add(`~${rule.id}`, rule.exceptions[locale] || []);
  }

  slot(name) {
    this.names.push(name);
    return this.names.length - 1;
  }

  add(name, cues) {
    const slot = this.slot(name);
    for (const cue of cues) {
      const [first, ...rest] = cue.split(" .. ");
      let before = rest.length ? this.slot("") : slot;
      this.enter(first, before);
      rest.forEach((part, number) => {
        const here = this.slot("");
        this.enter(part, here);
        const joined = number === rest.length - 1 ? slot : this.slot("");
        this.gaps.push([before, here, joined]);
        before = joined;
      });
    }
  }

  enter(text, slot) {
    let cue = text;
    const bare = cue.replaceAll(" ", "");
    const shouted = [...bare].length > 2 && LETTERS.test(bare) && bare === bare.toUpperCase()
      && bare !== bare.toLowerCase();
    let openStart = this.script !== "words", openEnd = openStart;
    if (startsAny(cue, 0, "*_")) {
      openStart = cue[0] === "*";
      cue = cue.slice(1);
    }
    if (startsAny(cue, cue.length - 1, "*_")) {
      openEnd = cue[cue.length - 1] === "*";
      cue = cue.slice(0, -1);
    }
    const letters = this.folding.all(cue.trim());
    const table = openStart ? this.anywhere : this.atEdges;
    const head = letters.slice(0, HEAD);
    if (!table.has(head)) table.set(head, []);
    table.get(head).push({ letters, openEnd, shouted, slot });
  }

  findCues(text, plain) {
    const reading = readText(plain, this.folding);
    const found = this.lookUp(text, reading);
    for (const [first, second, joined] of this.gaps) {
      this.join(reading, found[first], found[second], found[joined]);
    }
    for (const spans of found) spans.sort(byPlace);
    const ignored = found[this.names.indexOf("~")];
    const starts = new Set([0]), sentences = [0];
    for (let place = 0; place < reading.letters.length; place += 1) {
      const sign = reading.letters[place];
      if (sign === "," || sign === "\n") {
        starts.add(place + 1);
        if (sign === "\n") sentences.push(place + 1);
      }
    }
    // The first word of a contrast opens a clause, as a comma does.
    for (const [start, end] of found[this.names.indexOf("but")]) {
      if (!isInside(ignored, start, end, true)) starts.add(start);
    }
    const clauses = [...starts].sort((a, b) => a - b);
    const groups = new Map();
    this.names.forEach((name, number) => {
      if (!found[number].length || name === "" || name === "~") return;
      groups.set(name, found[number]
        .filter(([start, end]) => name[0] === "~" || !isInside(ignored, start, end, true))
        .map(([start, end]) => ({
          start, end,
          first: this.wordAt(reading, start), last: this.wordAt(reading, end - 1),
          clause: firstFrom(clauses, start + 1, (place) => place) - 1,
          sentence: firstFrom(sentences, start + 1, (place) => place) - 1,
        })));
    });
    return { groups, reading, clauses };
  }

  wordAt(reading, place) {
    return this.script === "signs" ? Math.floor(place / this.scale) : reading.word[place];
  }

  lookUp(text, reading) {
    const { letters, at } = reading;
    const found = this.names.map(() => []);
    const search = (place, table) => {
      for (let width = HEAD; width; width -= 1) {
        const head = letters.slice(place, place + width);
        if (head.length < width) continue;
        for (const { letters: cue, openEnd, shouted, slot } of table.get(head) || []) {
          const end = place + cue.length;
          if (letters.startsWith(cue, place) && (openEnd || this.ends(letters, end))
              && (!shouted || at.slice(place, end).every(([low, high]) =>
                text.slice(low, high) === text.slice(low, high).toUpperCase()))) {
            found[slot].push([place, end]);
          }
        }
      }
    };
    for (const place of this.edges(reading)) search(place, this.atEdges);
    if (this.anywhere.size) {
      for (let place = 0; place < letters.length; place += 1) search(place, this.anywhere);
    }
    return found;
  }

  edges(reading) {
    const places = new Set();
    let before = 0;
    reading.word.forEach((number, place) => {
      if (number === before) return;
      before = number;
      places.add(place);
      for (const prefix of this.prefixes) {
        if (reading.letters.startsWith(prefix, place)) places.add(place + prefix.length);
      }
    });
    return [...places].sort((a, b) => a - b);
  }

  ends(letters, end) {
    if (isEnd(letters[end]) || ",\n".includes(letters[end - 1])) return true;
    return this.suffixes.some((suffix) =>
      letters.startsWith(suffix, end) && isEnd(letters[end + suffix.length]));
  }

  join(reading, first, second, joined) {
    second.sort(byPlace);
    for (const [start, end] of first) {
      const next = second[firstFrom(second, end, (span) => span[0])];
      if (next) {
        const [begin, stop] = next;
        const near = this.wordAt(reading, begin) - this.wordAt(reading, end - 1) <= GAP;
        if (near && !reading.letters.slice(end, begin).includes("\n")) joined.push([start, stop]);
      }
    }
  }

  // --- Patterns ------------------------------------------------------------------------------

  check(text, cause) {
    const plain = blankMarkup(text);
    const found = this.findCues(text, plain);
    const marks = findMarks(plain);
    const { at } = found.reading;
    const findings = [];
    for (const rule of this.rules) {
      if (rule.causes.length && !rule.causes.includes(cause)) continue;
      const spans = [];
      const silent = (found.groups.get(`~${rule.id}`) || []).map((cue) => [cue.start, cue.end]);
      for (const pattern of rule.patterns) {
        if (pattern.causes.length && !pattern.causes.includes(cause)) continue;
        if (pattern.locales.length && !pattern.locales.includes(this.locale)) continue;
        if (pattern.marks.length) {
          for (const [name, start, end] of marks) {
            if (pattern.marks.includes(name)) spans.push([start, end]);
          }
        } else {
          for (const [start, end] of this.matches(pattern, found, silent)) {
            spans.push([at[start][0], at[end - 1][1]]);
          }
        }
      }
      for (const [start, end] of largest(spans)) {
        findings.push({
          rule: rule.id, message: rule.message, help: rule.help, severity: rule.severity, start, end,
        });
      }
    }
    return findings.sort((a, b) =>
      a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
  }

  matches(pattern, found, silent) {
    const { groups } = found;
    const rows = [];
    for (const names of pattern.cues) {
      const row = names.flatMap((name) => groups.get(name) || [])
        .filter((cue) => !silent.length || !isInside(silent, cue.start, cue.end, false));
      if (!row.length) return [];
      rows.push(names.length > 1 ? row.sort(inOrder) : row);
    }
    const denied = pattern.unless.includes("no") ? groups.get("no") || [] : [];
    const lifted = pattern.unless.filter((name) => name !== "no" && groups.has(name))
      .map((name) => groups.get(name));
    const turns = groups.get("however") || [];
    const conditions = groups.get("if") || [];
    const matches = [];
    for (const head of rows[0]) {
      if (lifted.some((row) => near(row, head, REACH).some((cue) => lifts(cue, head, turns)))) {
        continue;
      }
      const nos = denied.length ? near(denied, head, REACH) : [];
      const chosen = this.choose(rows, head, pattern, nos, near(conditions, head, REACH));
      if (!chosen) continue;
      // A negation that is part of a cue ("nothing wrong") takes nothing away.
      const cues = nos.length ? rows.flatMap((row) => near(row, head, pattern.within)) : [];
      const loose = nos.filter((no) =>
        !cues.some((cue) => cue.start <= no.start && no.end <= cue.end));
      if (loose.length && this.negated(head, loose, found)) continue;
      matches.push([
        Math.min(...chosen.map((cue) => cue.start)), Math.max(...chosen.map((cue) => cue.end)),
      ]);
    }
    return matches;
  }

  choose(rows, head, pattern, nos, conditions) {
    const chosen = [head];
    const oneClause = pattern.scope === "clause" && !this.afterOnly;
    for (const row of rows.slice(1)) {
      let best = null;
      for (const cue of near(row, head, pattern.within)) {
        if (oneClause && (cue.clause > head.clause || (cue.clause < head.clause
            && conditions.some((other) => other.start < cue.start)))) continue;
        if (chosen.some((other) => clash(cue, other))) continue;
        if (nos.length && this.denied(cue, head, nos)) continue;
        if (!best || Math.abs(cue.first - head.first) < Math.abs(best.first - head.first)) best = cue;
      }
      if (!best) return null;
      chosen.push(best);
    }
    return chosen;
  }

  denied(cue, head, nos) {
    return nos.some((no) => {
      if (this.afterOnly && cue.end <= no.start && no.end <= head.start) return true;
      if (no.clause !== cue.clause || cue.clause === head.clause) return false;
      const before = cue.first - no.last, after = no.first - cue.last;
      return (!this.afterOnly && before >= 0 && before <= BESIDE) || (after >= 0 && after <= BESIDE);
    });
  }

  negated(head, nos, found) {
    const ors = near(found.groups.get("or") || [], head, REACH);
    return nos.some((no) => {
      if (this.afterOnly) {
        return (no.start >= head.start && no.clause === head.clause)
          || (no.clause > head.clause
            && ors.some((cue) => cue.clause === head.clause && cue.start >= head.start));
      }
      return no.clause === head.clause
        || (no.clause < head.clause && this.listsOn(head, no, ors, found));
    });
  }

  listsOn(head, no, ors, found) {
    const opening = this.wordAt(found.reading, found.clauses[head.clause]);
    const joined = ors.some((cue) => head.first >= cue.last && head.first - cue.last <= CARRY);
    if (!joined && (head.first - opening > CARRY
        || !ors.some((cue) => cue.clause >= head.clause))) return false;
    return !["but", "if"].some((name) => near(found.groups.get(name) || [], head, REACH)
      .some((cue) => (no.start < cue.start && cue.start <= head.start) || cue.clause === no.clause));
  }
}

function isInside(spans, start, end, strictly) {
  for (let index = firstFrom(spans, start + 1, (span) => span[0]) - 1;
    index >= 0 && spans[index][0] >= start - LONGEST; index -= 1) {
    const [low, high] = spans[index];
    if (end <= high && (!strictly || end - start < high - low)) return true;
  }
  return false;
}

function near(row, head, within) {
  const found = [];
  for (let index = firstFrom(row, head.first - within - REACH, (cue) => cue.first);
    index < row.length && row[index].first - head.last <= within; index += 1) {
    const cue = row[index];
    if (cue.sentence === head.sentence && head.first - cue.last <= within) found.push(cue);
  }
  return found;
}

const lifts = (cue, head, turns) =>
  !near(turns, head, REACH).some((turn) => cue.start < turn.end && turn.end <= head.start);

function clash(cue, other) {
  const inside = (other.start < cue.start && cue.end < other.end)
    || (cue.start < other.start && other.end < cue.end);
  return cue.start < other.end && other.start < cue.end && !inside;
}

function largest(spans) {
  const kept = [];
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (!kept.length || start >= kept[kept.length - 1][1]) kept.push([start, end]);
  }
  return kept;
}

const guards = new WeakMap();

// Returns the findings, each {rule, message, help, severity, start, end}.
export function checkText(text, rules, { locale = "en", cause = "unspecified" } = {}) {
  if (!guards.has(rules)) guards.set(rules, new Map());
  const made = guards.get(rules);
  if (!made.has(locale)) made.set(locale, new Guard(rules, locale));
  return made.get(locale).check(text, cause);
}
