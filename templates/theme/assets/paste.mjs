// A paste with what was recognised in it: the words that count are marked, the rest is shortened.

import { make } from "./dom.mjs";

const AROUND = 70;

// The excerpts of a paste around the evidence, each word of it marked.
function markEvidence(text, evidence) {
  const spots = evidence
    .filter((one) => one.end > one.start)
    .map((one) => [one.start, one.end])
    .sort((a, b) => a[0] - b[0]);
  const merged = [];
  for (const [start, end] of spots) {
    const last = merged[merged.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  const children = [];
  let shown = 0;
  for (const [start, end] of merged.slice(0, 12)) {
    const from = Math.max(shown, start - AROUND);
    if (from > shown) children.push("… ");
    children.push(text.slice(from, start), make("mark", {}, text.slice(start, end)));
    shown = end;
    const next = merged.find(([other]) => other >= end);
    const until = Math.min(text.length, end + AROUND, next ? next[0] : Infinity);
    children.push(text.slice(end, until));
    shown = until;
  }
  if (shown < text.length && merged.length) children.push(" …");
  return make("pre", { class: "jw-paste", dir: "ltr", tabindex: "0" }, ...children);
}

export { markEvidence };
