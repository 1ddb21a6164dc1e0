// Opens the desk on its page, with the data of this locale and, when asked for, of others.

import { startDesk } from "./desk.mjs";
import { loadScript } from "./dom.mjs";

const here = new URL(document.currentScript.src);

async function openDesk() {
  const root = document.getElementById("desk");
  if (!root) return;
  const data = (name) => loadScript(new URL(`data/${name}.js`, here).href);
  await Promise.all(["texts", "signals", "wording", "suggest"].map(data));
  const { texts, signals, wording, suggest } = self.jawab;
  const home = texts[root.dataset.locale];
  home.base = new URL("../", here).href;
  startDesk(root, home, { signals, rules: wording, model: suggest }, async (locale) => {
    if (!texts[locale]) await loadScript(new URL(`../../${locale}/assets/data/texts.js`, here).href);
    return texts[locale];
  });
}

openDesk();

export { openDesk };
