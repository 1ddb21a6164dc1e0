// Small comforts of every page; each page reads well without them.

(() => {
  const root = document.documentElement;

  // Light or dark, against the system's choice; remembered on this device only.
  const button = document.querySelector(".scheme");
  if (button) {
    button.addEventListener("click", () => {
      const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      const next = (root.dataset.scheme || system) === "dark" ? "light" : "dark";
      root.dataset.scheme = next;
      try { localStorage.setItem("jawab-scheme", next); } catch { /* Then it holds for this page. */ }
    });
  }

  // Menus close with Esc and when the reader goes elsewhere.
  const menus = [...document.querySelectorAll(".tongue, .menu")];
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) {
      if (!menu.open) continue;
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // A copy on disk has no server that finds `index.html` in a folder.
  if (location.protocol === "file:") {
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || !link.href.startsWith("file:")) return;
      const address = new URL(link.href);
      if (!address.pathname.endsWith("/")) return;
      address.pathname += "index.html";
      event.preventDefault();
      location.href = address.href;
    });
  }

  // What scrolls inside itself can be reached and scrolled by keyboard.
  for (const box of document.querySelectorAll("pre > code, .md-typeset table, .flow-scroll")) {
    if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
  }

  const words = document.querySelector(".foot").dataset;
  if (navigator.clipboard) {
    for (const code of document.querySelectorAll(".md-typeset pre > code")) {
      const copy = document.createElement("button");
      copy.type = "button";
      copy.className = "copy";
      copy.textContent = words.copy;
      copy.addEventListener("click", async () => {
        await navigator.clipboard.writeText(code.textContent);
        copy.textContent = words.copied;
        setTimeout(() => { copy.textContent = words.copy; }, 2000);
      });
      code.parentElement.append(copy);
    }
  }

  // The reader's place in a long list of pages is in view.
  const side = document.querySelector(".side");
  const place = side?.querySelector("[aria-current=page]");
  if (place && side.scrollHeight > side.clientHeight) side.scrollTop = place.offsetTop - side.clientHeight / 3;

  // One field narrows all long lists of the page.
  const lists = [...document.querySelectorAll("[data-filter-list]")];
  const rows = lists.flatMap((list) => [...list.querySelectorAll(".row, .source")]);
  const field = document.querySelector(".filter");
  if (field) {
    const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    const texts = rows.map((row) => plain(row.textContent));
    field.addEventListener("input", () => {
      const wanted = plain(field.value).split(/\s+/).filter(Boolean);
      rows.forEach((row, index) => { row.hidden = !wanted.every((word) => texts[index].includes(word)); });
      for (const part of document.querySelectorAll(".az-letter")) {
        part.hidden = !part.querySelector(".row:not([hidden])");
      }
    });
  }

  // The errors of other services open when the reader picks a kind or follows a link to one.
  const services = [...document.querySelectorAll(".service")];
  document.querySelector(".picks")?.addEventListener("change", (event) => {
    for (const [index, service] of services.entries()) {
      service.open = event.target.id === "kind-all" ? index === 0 : true;
    }
  });
  const openTarget = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") target.open = true;
  };
  addEventListener("hashchange", openTarget);
  openTarget();
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll(".md-typeset details")) part.open = true;
  });
})();
