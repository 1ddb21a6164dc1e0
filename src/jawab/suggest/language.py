"""Which script a ticket is in, and so which language; Latin letters are left to the words."""

from __future__ import annotations

SCRIPTS = (
    (0x3040, 0x30FF, "ja"),
    (0x1100, 0x11FF, "ko"),
    (0x3130, 0x318F, "ko"),
    (0xAC00, 0xD7AF, "ko"),
    (0x0600, 0x06FF, "ar"),
    (0x0750, 0x077F, "ar"),
    (0xFB50, 0xFDFF, "ar"),
    (0xFE70, 0xFEFC, "ar"),
    (0x0900, 0x097F, "hi"),
    (0x3400, 0x9FFF, "zh"),
)
SHARE = 8
"""One letter in so many is enough: names of codes and services are Latin in every language."""


def tell_by_script(text: str) -> str:
    """Return the locale whose script the text is in, or nothing for Latin letters."""
    counts: dict[str, int] = {}
    letters = 0
    for letter in text:
        code = ord(letter)
        if code < 0x250:
            letters += letter.isalpha()
            continue
        for first, last, locale in SCRIPTS:
            if first <= code <= last:
                counts[locale] = counts.get(locale, 0) + 1
                letters += 1
                break
    if not counts:
        return ""
    if counts.get("ja", 0) * SHARE >= counts.get("zh", 0) + counts.get("ja", 0):
        # Japanese is Han with kana between; a Chinese text has no kana.
        counts["ja"] = counts.get("ja", 0) + counts.pop("zh", 0)
    best = max(sorted(counts), key=lambda locale: counts[locale])
    return best if counts[best] * SHARE >= letters else ""
