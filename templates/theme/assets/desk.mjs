// The agents' desk: paste an error or a ticket, see what it is, send the right reply.
// Everything happens in this browser; only the agent's own choices are remembered.

import { makeDraft } from "./draft.mjs";
import { isolated, later, make, prose, show } from "./dom.mjs";
import { makeFinder } from "./find.mjs";
import { identify } from "./identify.mjs";
import { markEvidence } from "./paste.mjs";
import { suggest } from "./suggest.mjs";

const REMEMBERED = "jawab-desk";
const GENERIC = "why-was-it-blocked-generic";

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED)) || {};
  } catch {
    return {};
  }
}

function remember(choice) {
  try {
    localStorage.setItem(REMEMBERED, JSON.stringify({ ...remembered(), ...choice }));
  } catch {
    // A browser that keeps nothing is fine: the desk works, it only forgets.
  }
}

// `texts` is this locale's data; `openBlobs` loads {signals, model, rules} when they are first
// needed, `openLocale` another locale's data.
function startDesk(root, texts, openBlobs, openLocale) {
  const words = texts.words;
  const blobs = {};
  const draft = makeDraft(texts, blobs, openBlobs, openLocale, { remembered, remember });
  // A reply's own page links here with its name behind the #.
  const named = decodeURIComponent(location.hash.slice(1));
  let chosen = Object.hasOwn(texts.replies, named) ? named : "";

  const box = make("textarea", {
    id: "jw-paste", rows: "6", spellcheck: "false", autocomplete: "off", dir: "auto",
    placeholder: words.paste_example, "aria-describedby": "jw-hint", "aria-keyshortcuts": "Alt+P",
  });
  const answer = make("div", { class: "jw-answer", "aria-live": "polite" });
  const search = make("input", {
    id: "jw-search", type: "search", autocomplete: "off", placeholder: words.search_replies,
    "aria-label": words.search_replies,
  });
  const list = make("div", { class: "jw-list", role: "radiogroup", "aria-label": words.replies });
  const help = make("details", { class: "jw-keys" },
    make("summary", {}, words.keys),
    make("dl", {}, ...[
      ["Alt P", words.key_paste], ["Alt R", words.key_replies], ["Alt L", words.key_language],
      ["Alt C", words.key_channel], ["Alt O", words.key_tone], ["Alt N", words.key_fields],
      ["Ctrl Enter", words.key_copy], ["Esc", words.key_clear],
    ].flatMap(([keys, what]) => [
      make("dt", {}, ...keys.split(" ").map((key) => make("kbd", {}, key))), make("dd", {}, what),
    ])));

  root.classList.add("jw", "jw-desk");
  show(
    root,
    make("div", { class: "jw-left" },
      make("label", { for: "jw-paste", class: "jw-label" }, words.paste_anything),
      box,
      make("p", { id: "jw-hint", class: "jw-hint" }, words.stays_here),
      answer,
      make("h2", { class: "jw-label" }, words.replies),
      search,
      list,
      help),
    draft.element,
  );

  const finder = makeFinder(Object.entries(texts.replies).map(([id, reply]) => ({
    id,
    fields: [[3, reply.title], [2, `${id} ${reply.cues.join(" ")}`], [2, reply.intent],
      [1, reply.codes.join(" ")], [1, reply.body]],
  })));

  async function update() {
    if (box.value.trim() && !blobs.signals) {
      try {
        Object.assign(blobs, await openBlobs());
      } catch {
        show(answer, make("p", { class: "jw-hint" }, words.not_loaded));
        return;
      }
    }
    const text = box.value;
    const found = text.trim() ? identify(text, blobs.signals, { mentions: true }) : [];
    const ticket = text.trim() ? suggest(text, blobs.model, found) : [];
    const risk = ticket.length ? ticket[0].risk : "none";
    show(answer, ...describe(found, ticket, risk, text));
    draft.take(found, ticket, speaks(text));
    fillList(rank(found, ticket, speaks(text)), ticket);
  }

  // Whether a person speaks here, so that the language of the ticket tells that of the reply.
  function speaks(text) {
    const prose = text.replace(/[{[][^]*[}\]]/g, " ").replace(/\S*[_=:<>/]\S*/g, " ");
    return (prose.match(/\p{L}{2,}/gu) || []).length > 3 || /[\u3040-\u30ff\u4e00-\u9fff]{6}/.test(prose);
  }

  function describe(found, ticket, risk, text) {
    const strong = found.filter((one) => one.confidence !== "mention");
    const first = strong[0] || found[0];
    const parts = [];
    if (risk !== "none") parts.push(warning(risk));
    if (first) parts.push(card(first, text));
    const others = found.filter((one) => one !== first).slice(0, 5);
    if (others.length) {
      parts.push(make("details", { class: "jw-more" }, make("summary", {}, words.also_possible),
        ...others.map((one) => card(one, text))));
    }
    if (!found.length && text.trim()) {
      parts.push(make("p", { class: "jw-hint" }, words.no_code_found));
    }
    if (!found.length && ticket.length && !ticket[0].sure) {
      parts.push(make("p", { class: "jw-hint" }, words.not_sure));
    }
    return parts;
  }

  function warning(risk) {
    const reply = risk === "critical" ? "report-of-abuse-material" : "";
    return make("div", { class: `jw-card jw-risk jw-risk-${risk}`, role: "alert" },
      make("strong", {}, risk === "critical" ? words.risk_critical : words.risk_elevated),
      make("p", {}, risk === "critical" ? words.risk_critical_help : words.risk_elevated_help),
      reply && texts.playbooks[reply]
        ? make("a", { href: `${texts.base}playbooks/${reply}/` }, texts.playbooks[reply]) : null);
  }

  function card(candidate, text) {
    const error = texts.errors[candidate.error_id];
    const cause = texts.causes[candidate.cause];
    const lines = (given) => make("ul", {}, ...given.map((line) =>
      make("li", {}, ...prose(line)[0].childNodes)));
    return make("section", { class: `jw-card jw-${candidate.cause}` },
      make("p", { class: "jw-kind" }, words[candidate.confidence], " · ", cause.title),
      make("h3", {}, isolated(error.code), " ", error.provider_name),
      ...prose(error.meaning),
      candidate.evidence.length
        ? make("details", {}, make("summary", {}, words.why), markEvidence(text, candidate.evidence))
        : null,
      make("div", { class: "jw-say" },
        make("div", {}, make("h4", {}, words.may_say), lines(cause.may_say)),
        make("div", {}, make("h4", {}, words.must_not_say), lines(cause.must_not_say))),
      cause.escalate ? make("p", { class: "jw-escalate" },
        make("strong", {}, words.escalate, " "), ...prose(cause.escalate)[0].childNodes) : null,
      make("a", { href: texts.base + error.path }, words.read_more));
  }

  // Replies in the order in which an agent should look at them; the safe one is always there.
  function rank(found, ticket, spoken) {
    const asked = ticket.filter((one) => texts.replies[one.reply_id]).map((one) => one.reply_id);
    const cause = (found.find((one) => one.confidence !== "mention") || {}).cause;
    const fitting = cause ? Object.entries(texts.replies)
      .filter(([, reply]) => reply.ranked && reply.causes.includes(cause))
      .map(([id]) => id) : [];
    const lone = found.length && !spoken;
    const order = lone ? [...byCause(cause), ...asked, ...fitting] : [...asked, ...fitting];
    return [...new Set([...order.slice(0, 6), GENERIC])];
  }

  // For an error alone, without a customer's words, the reply that explains its kind.
  function byCause(cause) {
    if (cause === "technical") return ["off-topic-technical"];
    if (cause === "other-policy") return ["not-child-safety-other-policy"];
    return cause === "unspecified" ? [GENERIC] : ["error-code-meaning"];
  }

  function fillList(order, ticket) {
    const query = search.value.trim();
    const ids = query ? finder(query)
      : box.value.trim() ? order : Object.keys(texts.replies);
    const scores = new Map(ticket.map((one) => [one.reply_id, one]));
    if (!ids.includes(chosen)) chosen = ids[0] || "";
    show(list, ...ids.map((id) => option(id, scores.get(id))));
    if (!ids.length) show(list, make("p", { class: "jw-hint" }, words.no_reply_found));
    draft.choose(chosen);
  }

  function option(id, scored) {
    const reply = texts.replies[id];
    return make("label", { class: "jw-option" },
      make("input", {
        type: "radio", name: "jw-reply", value: id, checked: id === chosen,
        onchange: () => { chosen = id; draft.choose(id); },
      }),
      make("span", { class: "jw-option-title" }, reply.title),
      reply.risk !== "none"
        ? make("span", { class: `jw-badge jw-risk-${reply.risk}` }, words[`badge_${reply.risk}`]) : null,
      scored && scored.reason
        ? make("span", { class: "jw-reason", dir: "auto" }, scored.reason) : null);
  }

  const soon = later(update);
  // Another text is another case: what was chosen for the last one no longer counts.
  box.addEventListener("input", () => { chosen = ""; soon(); });
  box.addEventListener("paste", () => setTimeout(() => { chosen = ""; update(); }));
  search.addEventListener("input", later(() => update(), 80));
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      focusList();
    }
  });

  function focusList() {
    const radio = list.querySelector("input:checked") || list.querySelector("input");
    if (radio) radio.focus();
  }

  const keys = {
    KeyP: () => box.focus(), KeyR: focusList, KeyL: draft.focusLocale, KeyC: draft.nextChannel,
    KeyO: draft.nextTone, KeyN: draft.focusFields,
  };
  document.addEventListener("keydown", (event) => {
    if (event.altKey && !event.ctrlKey && !event.metaKey && keys[event.code]) {
      event.preventDefault();
      keys[event.code]();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      draft.copy(event.shiftKey ? "html" : "text");
    } else if (event.key === "Escape" && root.contains(document.activeElement)) {
      event.preventDefault();
      if (document.activeElement === box) box.value = "";
      search.value = "";
      box.focus();
      update();
    }
  });

  update();
  box.focus({ preventScroll: true });
}

export { startDesk };
