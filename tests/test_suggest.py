"""From a ticket to replies: how often right, no critical ticket missed, always something safe."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from conftest import shared_rows
from jawab.compile import Project
from jawab.identify import Index, identify, load_index
from jawab.identify.compile import compile_signals
from jawab.suggest import Model, Suggestion, read_model, suggest
from jawab.suggest.compile import compile_suggest, schema
from jawab.suggest.evaluate import Evaluation, evaluate, rate_critical
from jawab.suggest.examples import list_lessons
from jawab.suggest.features import normalise, split_words
from jawab.suggest.gaps import describe, report_gaps
from jawab.suggest.language import tell_by_script
from jawab.suggest.rank import power
from jawab.suggest.rules import RULES

CASES = Path(__file__).parent / "cases" / "suggest"
Suggest = Callable[[str], list[Suggestion]]


@pytest.fixture(scope="session")
def model(real_suggest: bytes) -> Model:
    return read_model(real_suggest)


@pytest.fixture(scope="session")
def index(real_project: Project) -> Index:
    return load_index(compile_signals(real_project.knowledge))


@pytest.fixture(scope="session")
def ask(model: Model, index: Index) -> Suggest:
    return lambda text: suggest(
        text, model=model, errors=identify(text, mentions=True, index=index)
    )


def held_out() -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for path in sorted(CASES.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def hold(result: Evaluation, first: float, three: float, least: float) -> None:
    found, critical, false, harmless = rate_critical(result.risks)
    assert result.whole.first >= first * result.whole.rows, result.confused
    assert result.whole.three >= three * result.whole.rows, result.confused
    assert result.missed == []
    assert found == critical > 0
    assert false <= 0.03 * harmless
    for locale, tally in result.by_locale.items():
        assert tally.first >= least * tally.rows, locale
        assert tally.locale >= 0.9 * tally.rows, locale


def test_development_tickets(ask: Suggest) -> None:
    hold(evaluate(shared_rows("tickets_dev.jsonl"), ask), 0.9, 0.97, 0.75)


def test_held_out_tickets(ask: Suggest) -> None:
    """They were written after the asks, in other words; some in words that no ask has."""
    hold(evaluate(held_out(), ask), 0.8, 0.9, 0.45)


def test_every_intent_is_held_out_and_has_asks_in_every_language(real_project: Project) -> None:
    knowledge = real_project.knowledge
    ranked = {name for name, reply in knowledge.replies.items() if reply.ranked}
    assert {row["reply"] for row in held_out()} == ranked
    assert set(knowledge.asks) == set(knowledge.locales) == set(knowledge.signs)
    for locale, asks in knowledge.asks.items():
        assert set(asks.intents) == ranked, locale
        assert min(map(len, asks.intents.values())) >= 12, locale
        assert len(asks.critical) >= 25, locale
        assert len(asks.harmless) >= 25, locale


def test_every_language_has_the_signs_that_rules_need(real_project: Project) -> None:
    signs = real_project.knowledge.signs
    needed = {name for rule in RULES for name in (*rule.every, *rule.none)}
    for locale, own in signs.items():
        assert needed <= set(own.groups) <= set(signs["en"].groups), locale


def test_no_ask_is_a_development_ticket(real_project: Project) -> None:
    rows = [" ".join(split_words(normalise(r["text"]))) for r in shared_rows("tickets_dev.jsonl")]
    near = []
    for lesson in list_lessons(real_project.knowledge):
        plain = " ".join(split_words(normalise(lesson.text)))
        if lesson.locale is None or len(plain) < 12:
            continue  # a cue of a reply, or a word such as "thanks" that has no other form
        for row in rows:
            if abs(len(row) - len(plain)) < len(plain) and fuzz.ratio(plain, row) > 85:
                near.append((lesson.text, row))
    assert near == []


def test_equal_content_gives_equal_bytes(mini_project: Project) -> None:
    one, other = compile_suggest(mini_project.knowledge), compile_suggest(mini_project.knowledge)
    assert one == other
    jsonschema.validate(json.loads(one), schema())


def test_training_again_gives_the_same_bytes(mini_project: Project) -> None:
    kept = list((mini_project.root / "build" / "cache").glob("suggest-*.json"))
    first = compile_suggest(mini_project.knowledge)
    for path in kept:
        path.unlink()
    assert compile_suggest(mini_project.knowledge) == first


def test_the_compiled_file_is_small_and_keeps_its_schema(real_suggest: bytes) -> None:
    jsonschema.validate(json.loads(real_suggest), schema())
    assert len(real_suggest) < 1_000_000


def test_a_file_of_another_version_is_refused(real_suggest: bytes) -> None:
    from jawab.errors import EnvironmentProblem

    data = json.loads(real_suggest) | {"version": 0}
    with pytest.raises(EnvironmentProblem, match="another version"):
        read_model(json.dumps(data))


def test_weights_are_bytes_beside_their_columns(real_suggest: bytes) -> None:
    table = json.loads(real_suggest)["table"]
    counts, columns = base64.b64decode(table["counts"]), base64.b64decode(table["columns"])
    assert sum(counts) == len(columns) == len(base64.b64decode(table["weights"]))
    assert max(columns) < table["width"]


HARMLESS = [
    "abuse detected: too many requests, what is the rate limit",
    "child process exited, how do I kill the parent process",
    "We ship a minor release tomorrow, is your service up?",
    "proses anak tidak berhenti kalau proses induk di-kill",
    "子进程一直不退出,怎么杀掉父进程",
    "親プロセスを終了しても子プロセスが残ります",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_sounds_alarming_is_not_critical(ask: Suggest, text: str) -> None:
    assert ask(text)[0].risk != "critical"


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "qwxz", "\0\0", "a" * 100_000, "?" * 5000])
def test_there_is_always_something_safe(ask: Suggest, text: str) -> None:
    found = ask(text)
    assert "why-was-it-blocked-generic" in [one.reply_id for one in found]
    assert not any(one.sure for one in found)
    assert {one.risk for one in found} == {"none"}


def test_only_the_first_is_ever_sure_and_scores_fall(ask: Suggest) -> None:
    for row in held_out():
        found = ask(row["text"])
        assert not any(one.sure for one in found[1:])
        assert all(0 <= one.score <= 1 for one in found)
        assert "why-was-it-blocked-generic" in [one.reply_id for one in found]
        assert len({one.reply_id for one in found}) == len(found) == 5


def test_a_grave_ticket_is_not_answered_with_an_ordinary_script(ask: Suggest, model: Model) -> None:
    found = ask("someone made a naked picture of my 12 year old daughter and threatens to share it")
    assert found[0].risk == "critical"
    assert model.risk_of[found[0].reply_id] == "critical"


def test_the_reason_is_in_the_ticket(ask: Suggest) -> None:
    ticket = "I was charged for a refused picture, I want a REFUND!"
    found = ask(ticket)
    assert found[0].reply_id == "billing-for-blocked-request"
    assert all(word in ticket for word in found[0].reason.split(", "))
    assert "REFUND" in found[0].reason


def test_a_pasted_code_is_evidence(ask: Suggest) -> None:
    assert ask("IMAGE_PROHIBITED_CONTENT")[0].reply_id == "error-code-meaning"
    named = ask('{"type": "SAFETY_CHECK_TYPE_CSAM"}')
    assert named[0].risk == "elevated"


def test_calibration(ask: Suggest) -> None:
    """Of the tickets with a high score most are right, and more than of those with a low one."""
    sure, unsure = [], []
    for row in held_out():
        found = ask(row["text"])
        (sure if found[0].score >= 0.8 else unsure).append(found[0].reply_id == row["reply"])
    assert sum(sure) >= 0.9 * len(sure)
    assert sum(unsure) / len(unsure) < sum(sure) / len(sure)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("為什麼 IMAGE_SAFETY", "zh"), ("なぜですか", "ja"), ("왜 안 되나요", "ko"),
        ("لماذا", "ar"), ("क्यों", "hi"), ("warum PROHIBITED_CONTENT", ""), ("", ""),
        ("写真の件 IMAGE_SAFETY 確認", "ja"),
    ],
)  # fmt: skip
def test_script_tells_the_language(text: str, locale: str) -> None:
    assert tell_by_script(text) == locale


def test_power_is_nearly_exponential() -> None:
    assert power(0.0) == 1.0
    assert power(-1.0) == pytest.approx(0.3679, abs=1e-3)
    assert power(-31.0) == 0.0


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=400))
def test_any_text_is_answered(model: Model, text: str) -> None:
    found = suggest(text, model=model, errors=())
    assert len(found) == 5
    assert found[0].locale in model.locales


def test_the_gap_log_holds_no_word_of_the_ticket(ask: Suggest, model: Model) -> None:
    ticket = "Zebulon Quarkson wonders about frobnication of his daughter's portrait"
    line = json.dumps(describe(model, ticket, ask(ticket), ["gemini/image-safety"]))
    assert not any(word in line for word in ("Zebulon", "Quarkson", "frobnication", "portrait"))


def gap_lines() -> Iterator[str]:
    shape = {"locale": "id", "signs": ["child"], "offered": ["school-photo", "bypass-request"]}
    yield json.dumps(shape | {"sure": True})
    yield json.dumps(shape | {"sure": False})
    yield json.dumps(shape | {"sure": False})
    yield json.dumps(shape | {"sure": True, "chosen": "parental-consent-offered"})
    yield "not json"
    yield "[]"


def test_gaps_are_counted_and_broken_lines_passed_over() -> None:
    gaps = report_gaps(gap_lines())
    assert [(gap.tickets, gap.chosen) for gap in gaps] == [(2, ""), (1, "parental-consent-offered")]
