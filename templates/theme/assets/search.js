// Search in the browser, in every language of the site, from one file made at build time.
//
// A word is found as it stands, at the start of a longer word, and by the pieces it shares with
// another: so a stem, a prefix (Indonesian, Arabic), a compound and a slip of the finger all match
// without a dictionary. Scripts without spaces, and Korean, are read in pairs of signs.

(() => {
  const DENSE = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+/g;
  const ARABIC = [[/[\u0622\u0623\u0625\u0671]/g, "\u0627"], [/\u0629/g, "\u0647"], [/\u0649/g, "\u064a"]];

  function fold(text) {
    let made = text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640\u093c]/g, "").normalize("NFC");
    made = made.toLowerCase().replace(/\u0111/g, "d").replace(/\u00df/g, "ss");
    for (const [from, to] of ARABIC) made = made.replace(from, to);
    return made;
  }

  // Words, whole codes with their parts, and pairs of signs.
  function words(text) {
    const plain = fold(text);
    const found = [];
    for (const [run] of plain.matchAll(DENSE)) {
      for (let at = 0; at < run.length - 1; at += 1) found.push(run.slice(at, at + 2));
      if (run.length === 1) found.push(run);
    }
    for (const [word] of plain.replace(DENSE, " ").matchAll(/[\p{L}\p{N}\p{M}_]+(?:[.:-][\p{L}\p{N}\p{M}_]+)*/gu)) {
      found.push(word);
      const parts = word.split(/[_.:-]+/).filter(Boolean);
      if (parts.length > 1) found.push(...parts);
    }
    return found;
  }

  const bare = (text) => fold(text).replace(/[^\p{L}\p{N}\p{M}]/gu, "");

  const grams = (word) => {
    const padded = `^${word}$`;
    const made = new Set();
    for (let at = 0; at < padded.length - 2; at += 1) made.add(padded.slice(at, at + 3));
    return made;
  };

  class Index {
    constructor(data) {
      this.kinds = data.kinds;
      this.pages = data.pages;
      this.words = new Map();
      this.lengths = [];
      this.pages.forEach(([, , title, names, text], page) => {
        const weights = new Map();
        for (const [part, weight] of [[title, 6], [names, 8], [text, 1]]) {
          for (const word of words(part)) weights.set(word, (weights.get(word) || 0) + weight);
        }
        let length = 0;
        for (const [word, weight] of weights) {
          length += weight;
          if (!this.words.has(word)) this.words.set(word, []);
          this.words.get(word).push([page, weight]);
        }
        this.lengths.push(length);
      });
      this.average = this.lengths.reduce((sum, one) => sum + one, 0) / (this.lengths.length || 1);
      this.grams = new Map([...this.words.keys()].map((word) => [word, grams(word)]));
    }

    // Which words of the index a typed word may mean, and how surely.
    meanings(typed) {
      const found = new Map();
      if (this.words.has(typed)) found.set(typed, 1);
      const mine = grams(typed);
      for (const [word, theirs] of this.grams) {
        if (word === typed || typed.length < 2) continue;
        if (word.startsWith(typed)) found.set(word, 0.85 - 0.3 * (1 - typed.length / word.length));
        else if (typed.length > 3 && word.length > 3) {
          let shared = 0;
          for (const gram of mine) if (theirs.has(gram)) shared += 1;
          const alike = (2 * shared) / (mine.size + theirs.size);
          if (alike >= 0.42) found.set(word, alike * 0.6);
          else if (word.includes(typed) || (word.length > 4 && typed.includes(word))) found.set(word, 0.4);
        }
      }
      // Umlauts written out, where the word itself is unknown.
      const short = typed.replace(/([aou])e/g, "$1");
      return found.size || short === typed ? found : this.meanings(short);
    }

    find(query, most) {
      const typed = [...new Set(words(query))];
      const scores = new Map();
      const covered = new Map();
      for (const term of typed) {
        const best = new Map();
        for (const [word, sure] of this.meanings(term)) {
          const places = this.words.get(word);
          const rare = Math.log(1 + (this.pages.length - places.length + 0.5) / (places.length + 0.5));
          for (const [page, weight] of places) {
            const spread = 1.2 * (0.4 + (0.6 * this.lengths[page]) / this.average);
            // A word of the title or a name says more than many in the text.
            const loud = weight >= 6 ? 1.7 : 1;
            const score = sure * rare * loud * ((weight * 2.2) / (weight + spread));
            if (score > (best.get(page) || 0)) best.set(page, score);
          }
        }
        for (const [page, score] of best) {
          scores.set(page, (scores.get(page) || 0) + score);
          covered.set(page, (covered.get(page) || 0) + 1);
        }
      }
      const whole = bare(query);
      return [...scores]
        .map(([page, score]) => {
          const share = covered.get(page) / typed.length;
          // The name itself, in any spelling: `image safety` is IMAGE_SAFETY.
          const exact = bare(this.pages[page][2].split(" · ")[0]) === whole ? 30 : 0;
          return [page, score * share * share + exact];
        })
        .sort((one, other) => other[1] - one[1] || one[0] - other[0])
        .slice(0, most)
        .map(([page]) => this.pages[page]);
    }
  }

  // The sentence around the first word found, with the words marked.
  function excerpt(text, query) {
    const wanted = words(query).filter((word) => word.length > 1);
    const plain = text.toLowerCase();
    const places = wanted.map((word) => plain.indexOf(word)).filter((at) => at >= 0);
    const start = Math.max(0, (places.length ? Math.min(...places) : 0) - 50);
    const from = start === 0 ? 0 : text.indexOf(" ", start) + 1 || start;
    const rest = text.slice(from);
    if (rest.length <= 150) return (from > 0 ? "…" : "") + rest;
    const end = rest.lastIndexOf(" ", 150);
    return `${from > 0 ? "…" : ""}${rest.slice(0, end > 100 ? end : 150)}…`;
  }

  function marked(text, query) {
    const made = document.createElement("span");
    const wanted = words(query).filter((word) => word.length > 1).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pieces = wanted.length ? text.split(new RegExp(`(${wanted.join("|")})`, "giu")) : [text];
    pieces.forEach((piece, at) => {
      if (at % 2 === 0) made.append(piece);
      else made.append(Object.assign(document.createElement("mark"), { textContent: piece }));
    });
    return made;
  }

  let index = null;
  function load(form) {
    index ||= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = form.dataset.index;
      script.addEventListener("load", () => resolve(new Index(self.jawabPages)));
      script.addEventListener("error", reject);
      document.head.append(script);
    });
    return index;
  }

  const folder = (form) => new URL(`${form.dataset.root.replace(/\/?$/, "/")}`, location.href);
  const onDisk = location.protocol === "file:";

  function hit(form, [url, kind, title, , text], query, kinds, id) {
    const row = document.createElement("li");
    row.className = "hit";
    row.id = id;
    const link = document.createElement("a");
    link.href = new URL(url + (onDisk ? "index.html" : ""), folder(form)).href;
    const name = Object.assign(document.createElement("span"), { className: "hit-title" });
    name.append(marked(title, query));
    const label = Object.assign(document.createElement("span"), { className: "hit-kind", textContent: kinds[kind] || "" });
    const words = Object.assign(document.createElement("span"), { className: "hit-text" });
    words.append(marked(excerpt(text, query), query));
    link.append(label, name, words);
    row.append(link);
    return row;
  }

  function none(form) {
    return Object.assign(document.createElement("li"), { className: "hit-none", textContent: form.dataset.none });
  }

  // The box in the head of the page: a list below it, arrow keys, Enter, Esc.
  function openBox(form) {
    const box = form.querySelector("input");
    const list = Object.assign(document.createElement("ul"), { className: "hits", hidden: true, id: "find-hits" });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.getAttribute("aria-label"));
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]]) {
      box.setAttribute(name, value);
    }
    form.append(list);
    let at = -1;
    const show = (open) => {
      list.hidden = !open;
      box.setAttribute("aria-expanded", String(open));
    };
    const choose = (next) => {
      const rows = [...list.querySelectorAll("[role=option]")];
      at = rows.length ? (next + rows.length) % rows.length : -1;
      rows.forEach((row, place) => row.setAttribute("aria-selected", String(place === at)));
      if (at >= 0) {
        box.setAttribute("aria-activedescendant", rows[at].id);
        rows[at].scrollIntoView({ block: "nearest" });
      } else box.removeAttribute("aria-activedescendant");
    };
    const update = async () => {
      const query = box.value.trim();
      if (!query) return show(false);
      const { kinds } = await load(form);
      const found = (await index).find(query, 8);
      if (box.value.trim() !== query) return undefined;
      list.replaceChildren(...found.map((page, place) => {
        const row = hit(form, page, query, kinds, `find-hit-${place}`);
        row.setAttribute("role", "option");
        row.querySelector("a").tabIndex = -1;
        return row;
      }));
      if (!found.length) {
        const row = none(form);
        row.setAttribute("role", "option");
        row.setAttribute("aria-disabled", "true");
        list.append(row);
      }
      at = -1;
      box.removeAttribute("aria-activedescendant");
      return show(true);
    };
    box.addEventListener("focus", () => load(form), { once: true });
    box.addEventListener("input", update);
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) update();
        else choose(event.key === "ArrowDown" ? at + 1 : at < 0 ? -1 : at - 1);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault(); // Once closes the list; only twice empties the box.
        show(false);
        at = -1;
      } else if (event.key === "Enter" && at >= 0) {
        event.preventDefault();
        list.querySelectorAll("[role=option] a")[at].click();
      }
    });
    document.addEventListener("click", (event) => { if (!form.contains(event.target)) show(false); });
    form.addEventListener("submit", (event) => {
      if (!onDisk) return;
      event.preventDefault();
      const page = new URL("search/index.html", folder(form));
      page.searchParams.set("q", box.value);
      location.href = page.href;
    });
  }

  // The search page and the page that does not exist: the same box, with all results below it.
  function openPage(place, head) {
    const form = head.cloneNode(true);
    form.querySelector(".hits")?.remove();
    const box = form.querySelector("input");
    for (const name of ["role", "aria-expanded", "aria-controls", "aria-autocomplete"]) box.removeAttribute(name);
    const list = Object.assign(document.createElement("ul"), { className: "hits", hidden: true });
    const status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    status.setAttribute("role", "status");
    place.append(form, list, status);
    form.setAttribute("aria-label", box.getAttribute("aria-label"));
    const update = async () => {
      const query = box.value.trim();
      list.hidden = !query;
      if (!query) return;
      const found = (await load(head)).find(query, 40);
      const { kinds } = await index;
      list.replaceChildren(...found.map((page, at) => hit(head, page, query, kinds, `page-hit-${at}`)));
      if (!found.length) list.append(none(head));
      status.textContent = String(found.length);
    };
    form.addEventListener("submit", (event) => { event.preventDefault(); update(); });
    box.addEventListener("input", update);
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) {
      box.value = asked;
      update();
    }
  }

  const head = document.querySelector(".top .find");
  if (head) {
    const place = document.getElementById("search-page");
    if (place) openPage(place, head);
    openBox(head);
    document.addEventListener("keydown", (event) => {
      const typing = /^(?:INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName || "");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      head.querySelector("input").focus();
    });
  }
  self.jawabSearch = { Index, find: async (query, most = 10) => (await load(head)).find(query, most) };
})();
