// Search over a few dozen entries, forgiving of typing errors: every word must nearly be there.

function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
}

function words(text) {
  return fold(text).split(/[^\p{L}\p{N}_]+/u).filter(Boolean);
}

// Whether two words differ by at most `most` changes; stops as soon as they cannot.
function near(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return false;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + cost);
    }
    if (Math.min(...next) > most) return false;
    row = next;
  }
  return row[b.length] <= most;
}

// `entries` are {id, fields: [[weight, text], ...]}; the best come first.
function makeFinder(entries) {
  const prepared = entries.map((entry) => ({
    id: entry.id,
    fields: entry.fields.map(([weight, text]) => [weight, fold(text), words(text)]),
  }));
  return (query) => {
    const wanted = words(query);
    if (!wanted.length) return prepared.map((entry) => entry.id);
    const scored = [];
    for (const entry of prepared) {
      let total = 0;
      for (const word of wanted) {
        let best = 0;
        for (const [weight, whole, parts] of entry.fields) {
          let score = whole.includes(word) ? 2 : 0;
          if (parts.some((part) => part.startsWith(word))) score = 3;
          const most = word.length > 7 ? 2 : word.length > 3 ? 1 : 0;
          if (!score && most && parts.some((part) => near(word, part.slice(0, word.length + most), most))) {
            score = 1;
          }
          best = Math.max(best, score * weight);
        }
        if (!best) { total = 0; break; }
        total += best;
      }
      if (total) scored.push([total, entry.id]);
    }
    return scored.sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1)).map(([, id]) => id);
  };
}

export { makeFinder };
