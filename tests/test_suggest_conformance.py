"""Python and JavaScript give the same suggestions for every ticket, word for word."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from jawab.compile import Project
from jawab.identify import identify, load_index
from jawab.identify.compile import compile_signals
from jawab.suggest import read_model, suggest
from jawab.suggest.examples import list_lessons
from test_suggest import held_out

HERE = Path(__file__).parent
ODD = [
    "", "   ", "😀", "ﬁne İstanbul ΣΑΣ", "x\u0085y\u2028z", "🤖𠀀𠀁𠀂子", "عمري ١٣ سنة", "मैं १३ साल",
    "a" * 5000, "我13岁" + "很" * 3000, "soooo baaad!!!",
    "IMAGE_SAFETY", '{"finishReason": "OTHER"}',
]  # fmt: skip

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


def test_javascript_suggests_the_same(real_project: Project, real_suggest: bytes) -> None:
    index = load_index(compile_signals(real_project.knowledge))
    lessons = [lesson.text for lesson in list_lessons(real_project.knowledge)]
    texts = ODD + [row["text"] for row in held_out()] + random.Random(5).sample(lessons, 200)
    errors = [identify(text, mentions=True, index=index) for text in texts]
    model = read_model(real_suggest)
    python = [
        [one._asdict() for one in suggest(text, model=model, errors=seen)]
        for text, seen in zip(texts, errors, strict=True)
    ]
    asked = {
        "data": json.loads(real_suggest),
        "texts": texts,
        "errors": [[{"cause": e.cause, "confidence": e.confidence} for e in s] for s in errors],
    }
    done = subprocess.run(
        ["node", str(HERE / "suggest.mjs")],
        input=json.dumps(asked).encode(), capture_output=True, check=True,
    )  # fmt: skip
    javascript = json.loads(done.stdout)
    for text, one, other in zip(texts, python, javascript, strict=True):
        assert one == other, text
