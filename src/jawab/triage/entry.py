"""What is read of an entry beside its signal: its day, model, account hash, and its shape."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from jawab.record.shape import SCHEMA, account_hash, clean_action, clean_model
from jawab.redact import redact

NO_DAY = "no date"
NO_MODEL = "not told"
STRANGE_MODEL = "not readable"

_iso = re.compile(rb"(?<![0-9])(20[0-9]{2})[-/]([01][0-9])[-/]([0-3][0-9])(?=[T _,\"'\]]|$)")
_common = re.compile(
    rb"(?<![0-9])([0-3][0-9])/(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/(20[0-9]{2}):"
)
_epoch = re.compile(
    rb"\"(?:ts|time|timestamp|created|at)\\?\":\s?\"?(1[6-9][0-9]{8})(?:[0-9]{3})?(?![0-9])"
)
_months = b"JanFebMarAprMayJunJulAugSepOctNovDec"
_model = re.compile(
    rb"odel(?:[_-]?(?:id|name|version)|Version|Id|Name)?"
    rb"\\{0,8}[\"']?\s?[:=]\s?\\{0,8}[\"']?(?:models/)?([^\s\"'\\,;)}\]]{1,120})"
)
_account = re.compile(
    rb"(?:account|user|customer)[_-]?(?:hash|Hash)\\{0,8}[\"']?\s?[:=]\s?\\{0,8}[\"']?"
    rb"((?:[a-z0-9-]{1,20}:)?[0-9a-f]{8,128})(?![0-9A-Za-z])"
)
_numbered = re.compile(rb"(?<![A-Za-z_-])([A-Za-z_-]*+[0-9][0-9A-Za-z_.:+/=-]*)")
_hex = re.compile(r"[0-9a-f]{32}")


def day_of(data: bytes) -> str:
    """The day of the first time in an entry, as written there."""
    found = _iso.search(data)
    if found:
        return b"-".join(found.groups()).decode()
    found = _common.search(data)
    if found:
        month = _months.index(found[2]) // 3 + 1
        return f"{found[3].decode()}-{month:02d}-{found[1].decode()}"
    found = _epoch.search(data)
    if found:
        import time

        return time.strftime("%Y-%m-%d", time.gmtime(int(found[1])))
    return NO_DAY


def model_of(data: bytes) -> str:
    """The model that an entry names."""
    # To look for bytes and then match there is much quicker than a search by pattern.
    at = data.find(b"odel")
    while at >= 0:
        found = _model.match(data, at) if data[at - 1 : at] in (b"m", b"M") else None
        if found:
            return _checked_model(found[1])
        at = data.find(b"odel", at + 1)
    return NO_MODEL


@cache
def _checked_model(name: bytes) -> str:
    # What has not the shape of a model's name may be anything, a key among others.
    return clean_model(name.decode("utf-8", "replace")) or STRANGE_MODEL


def account_of(data: bytes, field: str) -> str:
    """The account's hash where the log has one; with a field, its value hashed with our key."""
    if not field:
        found = _account.search(data)
        return found[1].decode() if found else ""
    found = _field(field).search(data)
    if found is None:
        return ""
    hashed, key = account_hash(found[1].decode("utf-8", "replace"))
    return f"{key}:{hashed}" if hashed else ""


@cache
def _field(name: str) -> re.Pattern[bytes]:
    return re.compile(
        rb"(?<![A-Za-z0-9_])" + re.escape(name.encode()) + rb"\\{0,8}[\"']?\s?[:=]\s?"
        rb"\\{0,8}[\"']?([^\s\"'\\,;)}\]]{1,200})"
    )


def own_record(data: bytes) -> dict[str, Any] | None:
    """The fields of one of our own records; None where it is none or was changed."""
    try:
        told = json.loads(data)
    except ValueError:
        return None
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        return None
    names = ("time", "provider", "model", "error_id", "cause", "account", "key")
    if not all(isinstance(told.get(name), str) for name in names):
        return None
    slugs = all(told[n] == clean_action(told[n]) for n in ("provider", "error_id", "cause", "key"))
    model = not told["model"] or clean_model(told["model"])
    account = not told["account"] or _hex.fullmatch(told["account"])
    day = _iso.match(told["time"].encode())
    return told if slugs and model and account and day else None


def without_numbers(data: bytes) -> tuple[bytes, bytes]:
    """An entry without the words that have a digit in them, and those words."""
    parts = _numbered.split(data)
    return b"0".join(parts[::2]), b"\n".join(parts[1::2])


_strings = re.compile(r"\"(?:[^\"\\]|\\.){25,}\"")
_private = re.compile(
    r"[^\s\"'=]*\.(?:jpe?g|png|gif|webp|heic|heif|avif|tiff?|bmp|mp4|mov|pdf)\b"
    r"|(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9.])",
    re.IGNORECASE,
)
WINDOW = 60


def clean(text: str) -> str:
    """A line that may be shown: redacted, also of file names and network addresses."""
    shown = _private.sub("[removed]", redact(text))
    return "".join(c if c.isprintable() else " " for c in shown)


def evidence_shape(text: str, literals: list[bytes]) -> str:
    """The words around the signal of an unknown entry; numbers and the rest are left out."""
    shown = clean(text)
    letters = [
        (place, char) for place, char in enumerate(shown) if char.isascii() and char.isalnum()
    ]
    folded = "".join(char.lower() for _, char in letters)
    places = [
        (folded.find(name), len(name)) for name in (b.decode("utf-8", "replace") for b in literals)
    ]
    places = [(at, size) for at, size in places if at >= 0]
    if not places:
        return "(signal in a part that is not shown)"
    at, size = min(places)
    start, end = letters[at][0], letters[at + size - 1][0] + 1
    before = shown[max(0, start - WINDOW) : start]
    after = shown[end : end + WINDOW]
    # Whole words only: a cut one may be the half of something.
    before = before.partition(" ")[2] if start > WINDOW else before
    after = after.rpartition(" ")[0] if len(shown) > end + WINDOW else after
    window = re.sub(
        r"[^\s\"',:;{}()\[\]=]*[0-9][^\s\"',;{}()\[\]=]*", "#", before + shown[start:end] + after
    )
    return " ".join(window.split())
