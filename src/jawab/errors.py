"""What raises: the environment, a wrong call, our own bugs. Mistakes in content are findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class JawabError(Exception):
    """Base of all our errors; `exit_code` is what the command line ends with."""

    exit_code = 2


class UnknownId(JawabError):
    """Nothing has this id; carries the nearest ones that exist."""

    def __init__(self, kind: str, given: str, known: Iterable[str] = ()) -> None:
        self.kind, self.given = kind, given
        self.possibilities = nearest(given, known)
        hint = f" Did you mean {' or '.join(self.possibilities)}?" if self.possibilities else ""
        super().__init__(f"There is no {kind} called '{given}'.{hint}")


class MissingValue(JawabError):
    """Placeholders without which a text cannot be sent."""

    def __init__(self, where: str, names: Sequence[str]) -> None:
        self.where, self.names = where, tuple(names)
        wanted = ", ".join(self.names)
        options = " ".join(f"--set {name}=…" for name in self.names)
        super().__init__(f"{where} needs a value for: {wanted}. Give it with {options}")


class ContentInvalid(JawabError):
    """The content has findings, so nothing was made from it."""

    exit_code = 1

    def __init__(self, findings: Sequence[object]) -> None:
        self.findings = tuple(findings)
        super().__init__(
            f"The content has {len(self.findings)} finding(s); run 'jawab check' to see them."
        )


class EnvironmentProblem(JawabError):
    """Something outside of us is missing or refuses: a file, a folder, a program, a server."""


def nearest(given: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return the known names closest to the given one, best first."""
    import difflib

    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(given.casefold(), folded, n=count, cutoff=0.6)
    return tuple(folded[name] for name in close)
