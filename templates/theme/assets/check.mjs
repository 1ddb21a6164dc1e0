// "Check an error": paste, and read what it is. Public, in the browser alone.

import { isolated, later, make, prose, show } from "./dom.mjs";
import { identify } from "./identify.mjs";
import { markEvidence } from "./paste.mjs";

function startCheck(root, data, signals) {
  const words = data.words;
  const box = make("textarea", {
    id: "jw-paste", rows: "7", spellcheck: "false", autocomplete: "off", dir: "ltr",
    placeholder: words.paste_example, "aria-describedby": "jw-hint",
  });
  const results = make("div", { class: "jw-results", "aria-live": "polite" });
  const clear = make("button", { type: "button", class: "md-button", onclick: () => {
    box.value = "";
    update();
    box.focus();
  } }, words.clear);
  root.classList.add("jw");
  show(
    root,
    make("label", { for: "jw-paste", class: "jw-label" }, words.paste_error),
    box,
    make("p", { id: "jw-hint", class: "jw-hint" }, words.stays_here),
    clear,
    results,
  );

  function update() {
    const text = box.value;
    if (!text.trim()) {
      show(results);
      return;
    }
    const found = identify(text, signals, { mentions: true });
    const strong = found.filter((one) => one.confidence !== "mention");
    const shown = strong.length ? strong : found;
    if (!shown.length) {
      show(results, make("div", { class: "jw-card" },
        make("h2", {}, words.nothing_found), make("p", {}, words.nothing_found_help)));
      return;
    }
    show(
      results,
      card(shown[0], text, "h2"),
      shown.length > 1
        ? make("details", { class: "jw-more" },
            make("summary", {}, words.also_possible),
            ...shown.slice(1, 6).map((one) => card(one, text, "h3")))
        : null,
    );
  }

  function card(candidate, text, heading) {
    const cause = data.causes[candidate.cause] || data.causes.unspecified;
    const error = data.errors[candidate.error_id];
    const mention = candidate.confidence === "mention";
    return make("section", { class: `jw-card jw-${candidate.cause}` },
      make("p", { class: "jw-kind" }, words[candidate.confidence]),
      make(heading, {}, error ? error.title : cause.title),
      mention ? make("p", {}, words.only_mentioned) : null,
      ...prose(error ? error.meaning : cause.summary),
      make("h4", {}, words.what_to_do),
      ...(error && error.advice
        ? prose(error.advice)
        : [make("ul", {}, ...cause.can_do.map((line) => make("li", {}, ...prose(line)[0].childNodes)))]),
      make("p", { class: "jw-links" },
        error
          ? make("a", { href: data.base + error.path }, words.read_more, " ", isolated(error.code))
          : make("a", { href: data.base + cause.path }, words.read_more)),
      candidate.evidence.length
        ? make("details", {}, make("summary", {}, words.why), markEvidence(text, candidate.evidence))
        : null,
    );
  }

  box.addEventListener("input", later(update));
  update();
}

export { startCheck };
