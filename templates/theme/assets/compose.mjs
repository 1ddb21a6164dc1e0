// A reply with its values put in, as `jawab.reply` makes it: text and HTML from the same pieces.

const ISOLATED = ["code", "url", "time"];
const HIDDEN = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ue000-\uf8ff]/g;

// A value as one visible line of text.
function cleanValue(value) {
  return value
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ")
    .replace(HIDDEN, "")
    .split(/\s+/u)
    .filter(Boolean)
    .join(" ")
    .slice(0, 500);
}

function escapeHtml(value) {
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
  return value.replace(/[&<>"']/g, (sign) => names[sign]);
}

const COMMAS = /[,،，、]+$/u;
const OPENING = /^[,،，、.:!。：！]+ ?/u;
const ADDRESS = new Map([[" 様", "お客様"]]);

// An empty value leaves no gap, as in `jawab.placeholders.join`: "Hello {name}," becomes "Hello,".
function join(segments, write) {
  let out = "";
  let empty = false;
  segments.forEach((segment, index) => {
    let piece = segment;
    if (index % 2) {
      const value = write(piece);
      if (!value && out.endsWith(" ")) out = out.slice(0, -1);
      out += value;
      empty = !value;
      return;
    }
    if (empty) {
      for (const [address, alone] of ADDRESS) {
        if (piece.startsWith(address)) piece = alone + piece.slice(address.length);
      }
      if (OPENING.test(piece)) {
        out = out.replace(COMMAS, "");
        if (!out || /[\n>]$/u.test(out)) piece = piece.replace(OPENING, "");
      }
      empty = false;
    }
    out += piece;
  });
  return out;
}

function composeReply(form, values, placeholders, rtl) {
  const given = {};
  for (const [name, value] of Object.entries(values)) given[name] = cleanValue(value || "");
  const apart = (name) => rtl && given[name] && ISOLATED.includes(placeholders[name].kind);
  const plain = (name) => {
    const value = given[name] || placeholders[name].neutral;
    return apart(name) ? `\u2068${value}\u2069` : value;
  };
  const html = (name) => {
    const value = escapeHtml(given[name] || placeholders[name].neutral);
    return apart(name) ? `<bdi>${value}</bdi>` : value;
  };
  return {
    subject: join(form.subject, plain),
    text: join(form.text, plain),
    html: join(form.html, html),
  };
}

// The names a script uses, each once, in their order.
function namesIn(form) {
  const odd = (_, index) => index % 2 === 1;
  return [...new Set([...form.subject.filter(odd), ...form.text.filter(odd)])];
}

// Edited text as HTML: paragraphs, line breaks, addresses; nothing else.
function textToHtml(text) {
  return text.trim().split(/\n{2,}/).map((paragraph) => {
    const lines = escapeHtml(paragraph).replace(/\n/g, "<br>");
    return `<p>${lines.replace(/https?:\/\/[^\s<]+[^\s<.,;:!?)]/g, (url) => `<a href="${url}">${url}</a>`)}</p>`;
  }).join("\n");
}

export { composeReply, namesIn, textToHtml, cleanValue };
