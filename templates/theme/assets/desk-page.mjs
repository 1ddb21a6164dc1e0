// Opens the desk on its page, with the data of this locale and, when asked for, of others.

import { startDesk } from "./desk.mjs";
import { loadScript } from "./dom.mjs";

const here = new URL(document.currentScript.src);

async function openDesk() {
  const root = document.getElementById("desk");
  if (!root) return;
  const data = (name) => loadScript(new URL(`data/${name}.js`, here).href);
  await data("texts");
  const { texts } = self.jawab;
  const home = texts[root.dataset.locale];
  home.base = new URL("../", here).href;
  // Half a megabyte that nobody needs before the first word: it comes with the first word.
  const open = async () => {
    await Promise.all(["signals", "wording", "suggest"].map(data));
    return { signals: self.jawab.signals, rules: self.jawab.wording, model: self.jawab.suggest };
  };
  startDesk(root, home, open, async (locale) => {
    if (!texts[locale]) await loadScript(new URL(`../../${locale}/assets/data/texts.js`, here).href);
    return texts[locale];
  });
}

openDesk();

export { openDesk };
