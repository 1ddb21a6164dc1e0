"""Python and JavaScript find the same wording: the same rules at the same places."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from jawab.compile import Project
from jawab.wording import Guard
from jawab.wording.compile import compile_wording
from test_wording import Row, all_rows

HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


def distort(text: str, chance: random.Random) -> str:
    """Change a text as people and programs do: emphasis, code, addresses, pictograms, lines."""
    words = text.split(" ")
    for _ in range(3):
        place = chance.randrange(len(words) + 1)
        words.insert(place, chance.choice([
            "**", "`NOT ME!`", "https://example.org/photo.", "😀", "\n\n- ", "{customer_name}",
            "<br>",
            "e\u0301", "😀!", "\n", "(", "–", "ALL OF THIS LOUDLY", "\u200b", "[a](b)", "www.a.b,",
        ]))  # fmt: skip
    return " ".join(words)


def units(text: str, place: int) -> int:
    """Count a place in UTF-16 units, as JavaScript does."""
    return len(text[:place].encode("utf-16-le")) // 2


def test_python_and_javascript_agree(real_project: Project) -> None:
    knowledge = real_project.knowledge
    rules = json.loads(compile_wording(knowledge.wording, knowledge.lexicons))
    guards = {locale: Guard(rules, locale) for locale in rules["locales"]}
    chance = random.Random(7)
    rows = all_rows()
    rows += [Row(row.locale, distort(row.text, chance), row.rules, row.cause) for row in all_rows()]
    asked = {
        "rules": rules,
        "rows": [{"text": r.text, "locale": r.locale, "cause": r.cause} for r in rows],
    }
    done = subprocess.run(
        ["node", str(HERE / "wording.mjs")],
        input=json.dumps(asked).encode(), capture_output=True, check=True,
    )  # fmt: skip
    for row, answer in zip(rows, json.loads(done.stdout), strict=True):
        found = guards[row.locale].check(row.text, row.cause)
        expected = [
            [f.rule, units(row.text, f.start or 0), units(row.text, f.end or 0)] for f in found
        ]
        assert answer == expected, row.text
