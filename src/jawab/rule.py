"""What a wording rule is made of: frozen values, standard library only.

A rule says what a text must not do ("ask for the picture") as *patterns*: sets of cues that stand
together in one sentence, close to each other, and are not negated there. A cue names a *group* of
words; each locale's *lexicon* says which words those are. So the thought is written once, and each
language only says how it puts it. Nothing here is a regular expression.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from jawab.model import CauseId, Note

Script = Literal["words", "parts", "signs"]
"""How cues are found. `words`: whole words separated by spaces. `parts`: anywhere in a text that
has spaces (Korean). `signs`: anywhere in a text without spaces (Chinese, Japanese)."""

Side = Literal["both", "after"]
"""Where a negation stands: anywhere in the clause, or only after what it negates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Cues that together say something a rule forbids."""

    cues: tuple[str, ...]
    """Groups that must all be there, the verb first: a negation is looked for beside the first.
    `a|b` is either."""
    unless: tuple[str, ...] = ()
    """Groups that take the meaning away. `no` counts in the clause of the first cue; any other
    group counts in the whole sentence."""
    within: int = 12
    """Words that may stand between the first cue and each other one."""
    scope: Literal["sentence", "clause"] = "sentence"
    """`clause`: no cue may stand in a later clause than the first, where it has its own verb."""
    causes: tuple[CauseId, ...] = ()
    """The only causes for which this is wrong; empty is all."""
    locales: tuple[str, ...] = ()
    """The only locales in which this is looked for; empty is all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Sentences of one locale that the rule must find, and near ones that it must leave alone."""

    bad: tuple[str, ...]
    good: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingRule:
    """Something that no text of ours may say; `id` is the file name."""

    id: str
    title: Note
    message: Note
    """What is wrong, in one sentence; shown beside the words that were found."""
    meaning: Note
    """What counts and what does not."""
    why: Note
    help: Note
    """What to write instead."""
    severity: Literal["error", "warning"] = "error"
    causes: tuple[CauseId, ...] = ()
    """The only causes for which the rule holds; empty is all."""
    patterns: tuple[Pattern, ...]
    exceptions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For each locale, phrases inside which the rule is silent, such as the names of laws."""
    examples: dict[str, Examples] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of one locale; `id` is the locale.

    Cues are written in plain letters; case and accents do not matter (in Vietnamese accents do).
    `*` at the end or the start of a cue leaves that side open (`attach*`), ` .. ` stands for up to
    four words, `_` is the edge of a word where the script does not demand it anyway. A cue all in
    capital letters is found only in capital letters.
    """

    id: str
    script: Script = "words"
    accents: bool = False
    """Whether accents make a different word."""
    scale: int = 1
    """Signs that count as one word, for scripts without spaces."""
    negation: Side = "both"
    silent: str = ""
    """Signs that part nothing in this language, such as the Chinese comma of a list."""
    prefixes: tuple[str, ...] = ()
    """Short words written onto the next word, such as Arabic `wa-` and `al-`."""
    suffixes: tuple[str, ...] = ()
    """Short words written onto the word before."""
    ignore: tuple[str, ...] = ()
    """Phrases whose words are no cues: `do not hesitate` negates nothing."""
    groups: dict[str, tuple[str, ...]]
    """Words by group. `no` negates, `or` continues a negated list, `but` starts a new clause."""
