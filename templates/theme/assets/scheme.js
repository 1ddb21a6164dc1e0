// Before anything is drawn: scripts run, and the reader's own choice of light or dark holds.
document.documentElement.classList.replace("no-js", "js");
// Room for what will stand there, so that nothing moves.
if (new URLSearchParams(location.search).has("q")) document.documentElement.classList.add("searching");
try {
  const chosen = localStorage.getItem("jawab-scheme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.scheme = chosen;
} catch { /* A browser that remembers nothing follows the system. */ }
