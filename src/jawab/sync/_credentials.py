"""Where to find a target and how to log in: from the environment or a file only we can read.

A value is looked for in `JAWAB_<TARGET>_<NAME>`, then in the section of the target in the TOML file
named by `JAWAB_CREDENTIALS` (else `~/.config/jawab/credentials.toml`). The file must belong to us
and be closed to everybody else (mode 0600). Secrets are never taken from the command line, and
never written to a log, a plan or a message.
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jawab.errors import EnvironmentProblem


@dataclass(frozen=True, slots=True)
class Setting:
    """A value a target needs."""

    name: str
    about: str
    secret: bool = False
    optional: bool = False


class Settings(Mapping[str, str]):
    """The values of a target; shown, it shows no value."""

    def __init__(self, values: Mapping[str, str], secrets: Sequence[str]) -> None:
        self._values = dict(values)
        self._secrets = tuple(value for name, value in values.items() if name in secrets and value)

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __iter__(self) -> Any:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Settings({', '.join(self._values)})"

    def hide(self, text: str) -> str:
        """Return a text without any of our secrets."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def read_settings(
    target: str, wanted: Sequence[Setting], environ: Mapping[str, str] | None = None
) -> Settings:
    """Return the values of a target; raises `EnvironmentProblem` that names what is missing."""
    environ = os.environ if environ is None else environ
    prefix = f"JAWAB_{target.upper().replace('-', '_')}_"
    values: dict[str, str] = {}
    section: Mapping[str, Any] | None = None
    for setting in wanted:
        value = environ.get(prefix + setting.name.upper(), "")
        if not value:
            if section is None:
                section = _read_file(environ).get(target, {})
            value = str(section.get(setting.name, ""))
        if not value and not setting.optional:
            raise EnvironmentProblem(
                f"{target} needs {setting.about}: set {prefix}{setting.name.upper()}, or"
                f" '{setting.name}' under [{target}] in a credentials file of mode 0600."
            )
        values[setting.name] = value
    if "url" in values:
        values["url"] = _checked_url(values["url"])
    return Settings(values, [setting.name for setting in wanted if setting.secret])


def _read_file(environ: Mapping[str, str]) -> Mapping[str, Any]:
    named = environ.get("JAWAB_CREDENTIALS")
    path = Path(named) if named else Path("~/.config/jawab/credentials.toml").expanduser()
    try:
        # Opened first and then asked, so that it is the same file we ask about and read.
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            if state.st_uid != os.getuid() or stat.S_IMODE(state.st_mode) & 0o077:
                raise EnvironmentProblem(
                    f"{path} holds credentials and others can read it; run: chmod 600 {path}"
                )
            return tomllib.load(file)
    except FileNotFoundError:
        if named:
            raise EnvironmentProblem(f"There is no credentials file {path}.") from None
        return {}
    except OSError as error:
        raise EnvironmentProblem(f"{path}: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        # The message of the parser could quote the line with the secret.
        raise EnvironmentProblem(f"{path} is no TOML file.") from error


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    loopback = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
        raise EnvironmentProblem("The address of a target begins with https://.")
    if parts.username or parts.password:
        raise EnvironmentProblem("The address of a target holds no user name and no password.")
    return url.rstrip("/")
