// Small steps on the page: elements without strings of HTML, and what the reader is told aloud.

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

function show(element, ...children) {
  element.replaceChildren(...children.filter((child) => child !== null && child !== ""));
}

// Codes, ids and addresses keep their own direction inside right-to-left text.
function isolated(text, tag = "code") {
  return make(tag, { dir: "ltr" }, text);
}

function later(work, wait = 120) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...given), wait);
  };
}

// Data comes as scripts, not by fetch, so that a copy on disk works too.
const loading = new Map();
function loadScript(address) {
  if (!loading.has(address)) {
    loading.set(address, new Promise((resolve, reject) => {
      const script = make("script", { src: address });
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => {
        loading.delete(address);
        reject(new Error(address));
      });
      document.head.append(script);
    }));
  }
  return loading.get(address);
}

// Paragraphs and lists of our own Markdown, as far as these pages need it.
function prose(text) {
  const blocks = [];
  for (const block of String(text || "").trim().split(/\n{2,}/)) {
    const lines = block.split("\n");
    if (lines.every((line) => /^(?:[-*]|\d+\.) /.test(line) || /^\s+\S/.test(line))) {
      const items = [];
      for (const line of lines) {
        const found = line.match(/^(?:[-*]|\d+\.) (.*)/);
        if (found) items.push(found[1]);
        else if (items.length) items[items.length - 1] += ` ${line.trim()}`;
      }
      blocks.push(make("ul", {}, ...items.map((item) => make("li", {}, ...inline(item)))));
    } else if (block) blocks.push(make("p", {}, ...inline(lines.join(" "))));
  }
  return blocks;
}

function inline(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]*\))/).map((piece) => {
    if (/^`[^`]+`$/.test(piece)) return isolated(piece.slice(1, -1));
    if (/^\*\*[^*]+\*\*$/.test(piece)) return make("strong", {}, piece.slice(2, -2));
    const link = piece.match(/^\[([^\]]+)\]\(([^)]*)\)$/);
    if (!link) return piece;
    if (!/^https?:/.test(link[2])) return link[1];
    return make("a", { href: link[2], rel: "noopener" }, link[1]);
  });
}

export { make, show, isolated, later, loadScript, prose };
