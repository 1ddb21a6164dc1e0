// Before anything is drawn: scripts run, and the reader's own choice of light or dark holds.
document.documentElement.classList.replace("no-js", "js");
try {
  const chosen = localStorage.getItem("jawab-scheme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.scheme = chosen;
} catch { /* A browser that remembers nothing follows the system. */ }
