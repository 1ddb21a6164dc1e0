// The draft of a reply: language, channel, tone, values, preview, warnings while editing, copy.

import { composeReply, namesIn, textToHtml } from "./compose.mjs";
import { later, make, show } from "./dom.mjs";
import { checkText } from "./wording.mjs";

const CHANNELS = ["email", "chat", "phone"];

function makeDraft(home, blobs, openBlobs, openLocale, memory) {
  const words = home.words;
  const kept = memory.remembered();
  const state = {
    reply: "", cause: "unspecified", edited: false, texts: home,
    locale: home.locales[kept.locale] ? kept.locale : home.locale,
    channel: CHANNELS.includes(kept.channel) ? kept.channel : "email",
    tone: kept.tone || "neutral",
    values: { agent_name: kept.agent_name || "" },
  };
  let composed = null;

  const locale = make("select", { id: "jw-locale", "aria-keyshortcuts": "Alt+L",
    onchange: () => setLocale(locale.value, true) },
  ...Object.entries(home.locales).map(([id, name]) => make("option", { value: id, lang: id }, name)));
  const channel = choice("channel", words.channel, CHANNELS, (id) => words[`channel_${id}`]);
  const tone = choice("tone", words.tone, ["neutral", "distressed", "developer"],
    (id) => words[`tone_${id}`]);
  const fields = make("div", { class: "jw-fields" });
  const subject = make("input", { id: "jw-subject", type: "text", autocomplete: "off",
    oninput: () => { state.edited = true; warn(); } });
  const subjectRow = make("div", { class: "jw-row" },
    make("label", { for: "jw-subject" }, words.subject), subject);
  const body = make("textarea", { id: "jw-body", rows: "14", spellcheck: "true",
    oninput: () => { state.edited = true; warn(); } });
  const warnings = make("div", { class: "jw-warnings", "aria-live": "polite" });
  const advice = make("div", { class: "jw-advice" });
  const status = make("p", { class: "jw-status", role: "status" });
  const reset = make("button", { type: "button", class: "md-button", onclick: () => {
    state.edited = false;
    compose();
  } }, words.reset);
  const element = make("div", { class: "jw-right" },
    make("div", { class: "jw-row" },
      make("label", { for: "jw-locale", class: "jw-label" }, words.language), locale),
    channel.element, tone.element, fields,
    subjectRow,
    make("label", { for: "jw-body", class: "jw-label" }, words.preview),
    body, warnings,
    make("div", { class: "jw-buttons" },
      make("button", { type: "button", class: "md-button md-button--primary",
        "aria-keyshortcuts": "Control+Enter", onclick: () => copy("text") }, words.copy_text),
      make("button", { type: "button", class: "md-button", onclick: () => copy("html") },
        words.copy_html),
      reset),
    status, advice);
  locale.value = state.locale;

  function choice(name, label, ids, title) {
    const group = make("div", { class: "jw-choice", role: "radiogroup", "aria-label": label });
    show(group, make("span", { class: "jw-label" }, label), ...ids.map((id) =>
      make("label", {}, make("input", { type: "radio", name: `jw-${name}`, value: id,
        checked: state[name] === id, onchange: () => set(name, id) }), " ", title(id))));
    return { element: group, ids, mark() {
      for (const input of group.querySelectorAll("input")) input.checked = input.value === state[name];
    } };
  }

  function set(name, id) {
    state[name] = id;
    memory.remember({ [name]: id });
    state.edited = false;
    compose();
  }

  async function setLocale(id, byHand) {
    try {
      state.texts = await openLocale(id);
    } catch {
      status.textContent = words.not_loaded;
      return;
    }
    state.locale = id;
    locale.value = id;
    if (byHand) memory.remember({ locale: id });
    state.edited = false;
    compose();
  }

  // The values a paste itself gives: the code as the service writes it, and the service's name.
  function take(found, ticket, speaks) {
    const first = found.find((one) => one.confidence !== "mention");
    const error = first && home.errors[first.error_id];
    state.cause = first ? first.cause : "unspecified";
    const hidden = state.cause === "child-abuse";
    state.values.error_code = error && !hidden ? error.code : "";
    state.values.service = error ? error.provider_name : "";
    const spoken = speaks && ticket.length && ticket[0].sure ? ticket[0].locale : "";
    if (spoken && home.locales[spoken] && !memory.remembered().locale && spoken !== state.locale) {
      setLocale(spoken, false);
    }
  }

  function choose(id) {
    if (id === state.reply && composed) {
      compose();
      return;
    }
    state.reply = id;
    state.edited = false;
    compose();
  }

  function form() {
    const reply = state.texts.replies[state.reply];
    if (!reply) return null;
    const tones = reply.scripts[state.channel];
    return { reply, form: tones[state.tone] || tones.neutral, tones };
  }

  function compose() {
    const made = form();
    if (!made) {
      composed = null;
      show(fields);
      body.value = subject.value = "";
      show(warnings);
      show(advice);
      return;
    }
    channel.mark();
    tone.mark();
    for (const input of tone.element.querySelectorAll("input")) {
      input.disabled = !made.tones[input.value];
      input.parentElement.classList.toggle("jw-off", input.disabled);
    }
    drawFields(made.form);
    fill(made);
    const home_reply = home.replies[state.reply];
    const lines = (given) => make("ul", {}, ...given.map((line) => make("li", {}, line)));
    show(advice,
      make("h3", {}, words.do), lines(home_reply.do),
      make("h3", {}, words.dont), lines(home_reply.dont),
      home_reply.escalate ? make("p", { class: "jw-escalate" },
        make("strong", {}, words.escalate, " "), home_reply.escalate.when) : null,
      home_reply.playbook && home.playbooks[home_reply.playbook]
        ? make("a", { href: `${home.base}playbooks/${home_reply.playbook}/` },
          home.playbooks[home_reply.playbook]) : null);
  }

  function fill(made) {
    const rtl = state.texts.direction === "rtl";
    composed = composeReply(made.form, state.values, state.texts.placeholders, rtl);
    for (const control of [subject, body]) {
      control.lang = state.locale;
      control.dir = state.texts.direction;
    }
    subjectRow.hidden = state.channel !== "email";
    if (!state.edited) {
      subject.value = composed.subject;
      body.value = composed.text;
    }
    body.rows = Math.min(24, Math.max(8, body.value.split("\n").length + Math.ceil(body.value.length / 90)));
    warn();
  }

  function drawFields(script) {
    const names = namesIn(script);
    const drawn = [...fields.querySelectorAll("input")].map((input) => input.dataset.name);
    if (drawn.join() !== names.join()) {
      show(fields, ...names.map(field));
    } else {
      for (const input of fields.querySelectorAll("input")) {
        if (document.activeElement !== input) input.value = state.values[input.dataset.name] || "";
      }
    }
  }

  function field(name) {
    const declared = home.placeholders[name];
    const id = `jw-value-${name}`;
    return make("div", { class: "jw-row" },
      make("label", { for: id }, declared.label,
        declared.required ? make("span", { class: "jw-required" }, ` (${words.required})`) : null),
      make("input", {
        id, type: "text", autocomplete: "off", "data-name": name, maxlength: "500",
        placeholder: declared.example, value: state.values[name] || "",
        "aria-required": declared.required ? "true" : null, dir: "auto",
        oninput: (event) => {
          state.values[name] = event.target.value;
          if (name === "agent_name") memory.remember({ agent_name: event.target.value });
          state.edited = false;
          fill(form());
        },
      }));
  }

  function missing() {
    const made = form();
    if (!made) return [];
    return namesIn(made.form).filter((name) =>
      home.placeholders[name].required && !(state.values[name] || "").trim());
  }

  async function warn() {
    reset.hidden = !state.edited;
    if (!blobs.rules) {
      if (!state.edited) return;
      Object.assign(blobs, await openBlobs());
    }
    const text = state.channel === "email" ? `${subject.value}\n\n${body.value}` : body.value;
    const found = text.trim()
      ? checkText(text, blobs.rules, { locale: state.locale, cause: state.cause }) : [];
    show(warnings, ...found.map((one) => make("div", { class: "jw-warning" },
      make("strong", {}, one.message), " ",
      make("q", { lang: state.locale, dir: "auto" }, text.slice(one.start, one.end)), " ",
      make("span", {}, one.help))));
  }

  async function copy(kind) {
    if (!composed) return;
    const lacking = missing();
    if (lacking.length) {
      status.textContent = `${words.still_missing} ${lacking.map((n) => home.placeholders[n].label).join(", ")}`;
      document.getElementById(`jw-value-${lacking[0]}`).focus();
      return;
    }
    const text = body.value;
    const html = state.edited ? textToHtml(text) : composed.html;
    try {
      if (kind === "html" && navigator.clipboard && window.ClipboardItem) {
        await navigator.clipboard.write([new ClipboardItem({
          "text/html": new Blob([html], { type: "text/html" }),
          "text/plain": new Blob([text], { type: "text/plain" }),
        })]);
      } else if (navigator.clipboard) {
        await navigator.clipboard.writeText(kind === "html" ? html : text);
      } else {
        body.select();
        if (!document.execCommand("copy")) throw new Error("refused");
      }
      status.textContent = kind === "html" ? words.copied_html : words.copied;
    } catch {
      body.focus();
      body.select();
      status.textContent = words.copy_failed;
    }
  }

  function next(name, group) {
    const able = group.ids.filter((id) =>
      !group.element.querySelector(`input[value="${id}"]`).disabled);
    set(name, able[(able.indexOf(state[name]) + 1) % able.length]);
    group.element.querySelector("input:checked").focus();
  }

  function focusFields() {
    const inputs = [...fields.querySelectorAll("input")];
    const empty = inputs.find((input) => !input.value && input.getAttribute("aria-required"));
    (empty || inputs[0] || body).focus();
  }

  if (state.locale !== home.locale) setLocale(state.locale, false);
  return {
    element, take, choose, copy, focusFields,
    focusLocale: () => locale.focus(),
    nextChannel: () => next("channel", channel),
    nextTone: () => next("tone", tone),
  };
}

export { makeDraft };
