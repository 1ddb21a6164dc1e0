"""YAML to data with places: what is read, and what is refused, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jawab.document import MAX_DEPTH, read_document
from jawab.finding import Span


def read(text: str | bytes) -> object:
    return read_document("a.yml", text.encode() if isinstance(text, str) else text)


def test_scalars_are_yaml_1_2_and_keys_are_text() -> None:
    document = read_document(
        "a.yml", b"no: no\n12:30: 12:30\n010: 010\nyes: true\nn: null\nf: 1.5\n"
    )
    assert document.data == {
        "no": "no", "12:30": "12:30", "010": 10, "yes": True, "n": None, "f": 1.5,
    }  # fmt: skip
    assert document.findings == ()


def test_quoted_scalars_are_text() -> None:
    assert read_document("a.yml", b"a: 'true'\nb: \"5\"\nc: |\n  null\n").data == {
        "a": "true", "b": "5", "c": "null\n",
    }  # fmt: skip


def test_every_value_and_key_has_its_place() -> None:
    document = read_document("a.yml", b"one:\n  - x: 1\n    y: 2\n  - z\n")
    assert document.spans["one", 0, "y"] == Span("a.yml", 3, 8)
    assert document.keys["one", 0, "y"] == Span("a.yml", 3, 5)
    assert document.place(("one", 1, "deeper", "still")) == Span("a.yml", 4, 5)


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1),
        ("a: &x 1\n", "anchor", 1, 4),
        ("a: &x 1\nb: *x\n", "alias", 2, 4),
        ("a: !!python/object:os.system x\n", "tag", 1, 4),
        ("a:\n\tb: 1\n", "invalid-yaml", 2, 1),
        ("a: b: c\n", "invalid-yaml", 1, 5),
        ("", "empty-file", 1, 1),
        ("# only a comment\n", "empty-file", 1, 1),
        ("a: 1\n---\nb: 2\n", "several-documents", 2, 1),
        ("? [a]\n: 1\n", "key-not-text", 1, 3),
        ('a: "\x01"\n', "invalid-yaml", 1, 5),
    ],
)
def test_what_is_refused(text: str, rule: str, line: int, column: int) -> None:
    findings = read_document("a.yml", text.encode()).findings
    assert (rule, Span("a.yml", line, column)) in [(f.rule, f.span) for f in findings]


def test_not_utf_8_names_the_byte() -> None:
    (finding,) = read_document("a.yml", b"a: 1\nb: caf\xe9\n").findings
    assert (finding.rule, finding.span) == ("not-utf-8", Span("a.yml", 2, 7))
    assert "0xe9" in finding.message


def test_an_alias_bomb_is_never_unfolded() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    document = read_document("a.yml", "\n".join(lines).encode())
    assert {f.rule for f in document.findings} == {"anchor", "alias"}
    assert document.data["a39"] == [None, None]


def test_deep_nesting_is_a_finding() -> None:
    deep = "[" * (MAX_DEPTH + 10) + "]" * (MAX_DEPTH + 10)
    assert "too-deep" in {f.rule for f in read_document("a.yml", deep.encode()).findings}


def test_a_huge_file_is_refused_unread() -> None:
    (finding,) = read_document("a.yml", b"a" * 3_000_000).findings
    assert finding.rule == "too-large"


def test_allow_comments_are_read_with_their_reason() -> None:
    document = read_document("a.yml", b"a: 1  # jawab: allow some-check -- two of a kind\nb: 2\n")
    (allow,) = document.allows
    assert (allow.check, allow.reason, allow.span.line) == ("some-check", "two of a kind", 1)


@given(st.binary(max_size=400))
def test_no_bytes_can_break_it(raw: bytes) -> None:
    document = read_document("a.yml", raw)
    assert document.findings or document.data is not None or document.spans
