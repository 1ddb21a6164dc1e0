// Opens "Check an error" on its page, with the data of this locale.

import { startCheck } from "./check.mjs";
import { loadScript } from "./dom.mjs";

const here = new URL(document.currentScript.src);

async function openCheck() {
  const root = document.getElementById("check");
  if (!root) return;
  const data = (name) => loadScript(new URL(`data/${name}.js`, here).href);
  await Promise.all(["check", "signals"].map(data));
  self.jawab.check.base = new URL("../", here).href;
  startCheck(root, self.jawab.check, self.jawab.signals);
}

openCheck();

export { openCheck };
