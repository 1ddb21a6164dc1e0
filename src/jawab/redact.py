"""Take out of a paste what must not be printed or kept: keys, addresses, pictures, prompts.

What is taken out leaves a mark that names its kind, so that the rest can still be read. Every
pattern looks at each character a bounded number of times; a hostile paste cannot make it slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

PROMPT_FIELDS = [
    "prompt",
    "prompts",
    "negative_prompt",
    "revised_prompt",
    "enhanced_prompt",
    "original_prompt",
    "final_prompt",
    "user_prompt",
    "system_prompt",
    "text_prompt",
    "image_prompt",
    "edit_prompt",
    "prompt_text",
    "promptText",
    "negativePrompt",
    "revisedPrompt",
    "userPrompt",
    "systemPrompt",
    "textPrompt",
    "imagePrompt",
    "enhancedPrompt",
    "input_text",
    "inputText",
    "flagged_input",
    "flaggedInput",
    "instruction",
    "instructions",
    "system_instruction",
    "systemInstruction",
    "caption",
    "text",
    "content",
    "input",
    "user_input",
    "userInput",
    "query",
    "message_text",
]
"""Fields whose value is what somebody wrote or what a model wrote about it."""

CONFIDENTIAL_FIELDS = (
    "api[_-]?key|apikey|x-api-key|x-goog-api-key|xi-api-key|x-key|ocp-apim-subscription-key"
    "|authorization|proxy-authorization|cookie|set-cookie|password|passwd|pwd|secret"
    "|client[_-]?secret|secret[_-]?(?:access[_-]?)?key|access[_-]?key(?:[_-]?id)?|private[_-]?key"
    "|(?:access|refresh|session|auth|id|security|bearer)[_-]?token|token|sessionid|session[_-]?id"
    "|signature|sig|x-amz-signature|x-goog-signature|x-amz-credential|x-goog-credential"
    "|x-amz-security-token|thought[_-]?signature"
)

KEYS = (
    r"AIza[0-9A-Za-z_-]{20,200}",  # Google API key
    r"AQ\.[0-9A-Za-z_-]{20,200}",  # Google API key, newer kind
    r"ya29\.[0-9A-Za-z_.-]{20,2000}",  # Google OAuth access token
    r"1//0[0-9A-Za-z_-]{20,200}",  # Google OAuth refresh token
    r"GOCSPX-[0-9A-Za-z_-]{20,80}",
    r"sk-[0-9A-Za-z_-]{16,300}",  # OpenAI, Anthropic, OpenRouter, Stability, DashScope and others
    r"(?:sk|rk|pk)_(?:live|test)_[0-9A-Za-z]{16,200}",
    r"xai-[0-9A-Za-z_-]{20,200}",
    r"r8_[0-9A-Za-z]{20,100}",  # Replicate
    r"hf_[0-9A-Za-z]{20,100}",
    r"key_[0-9a-fA-F]{32,200}",  # Runway
    r"luma-[0-9A-Za-z-]{20,200}",
    r"(?:gsk|nvapi|pplx|fw|tgp_v1|bfl|ark|msk)[_-][0-9A-Za-z_-]{20,200}",
    r"gh[pousr]_[0-9A-Za-z]{20,255}",
    r"github_pat_[0-9A-Za-z_]{20,255}",
    r"glpat-[0-9A-Za-z_-]{16,100}",
    r"xox[abeoprs]-[0-9A-Za-z-]{10,250}",
    r"(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}",  # Amazon
    r"AKLT[0-9A-Za-z_-]{20,200}",  # Volcengine
    r"LTAI[0-9A-Za-z]{12,60}",  # Alibaba Cloud
    r"SG\.[0-9A-Za-z_-]{16,80}\.[0-9A-Za-z_-]{16,80}",
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}:[0-9a-f]{16,64}",  # fal
    r"eyJ[0-9A-Za-z_-]{10,4000}\.[0-9A-Za-z_-]{10,8000}(?:\.[0-9A-Za-z_-]{0,2000})?",  # JWT
)


_TOLD_BY = {
    "data": ("data:",),
    "prompt": ("prompt", "text", "content", "input", "instruction", "caption", "query"),
    "private key": ("private key",),
    "credentials": ("://",),
    "secret": (
        "key", "token", "secret", "auth", "cookie", "pass", "pwd", "sig", "session", "credential",
    ),
    "bearer": ("bearer", "basic"),
    "key": (
        "aiza", "aq.", "ya29.", "1//0", "gocspx-", "sk-", "_live_", "_test_", "xai-", "r8_", "hf_",
        "key_", "luma-", "gsk", "nvapi", "pplx", "fw", "tgp_v1", "bfl", "ark", "msk", "ghp_",
        "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "akia", "asia", "abia",
        "acca", "aklt", "ltai", "sg.", "eyj",
    ),
    "email": ("@", "%40"),
}  # fmt: skip
"""Bits without which a kind of secret cannot be there; looking for them is quick."""


def redact(text: str) -> str:
    """Return the text without keys, tokens, e-mail addresses, pictures and prompts."""
    lower = text.lower()

    def may_have(kind: str) -> bool:
        # Keys of fal have no beginning of their own: an id of five parts, a colon, a secret.
        return any(bit in lower for bit in _TOLD_BY[kind]) or (
            kind == "key" and lower.count("-") >= 4
        )

    if may_have("data"):
        text = _pattern("data").sub("[data removed]", text)
    if may_have("prompt"):
        text = _without_prompts(text)
    for kind, instead in _REPLACED.items():
        if may_have(kind):
            text = _pattern(kind).sub(instead, text)
    if len(text) >= 100:
        text = _pattern("wrapped blob").sub(_without_blob, text)
        text = _pattern("blob").sub(_without_blob, text)
    if may_have("email"):
        text = _pattern("email").sub("[email removed]", text)
    return text


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    # Compiled when first needed: most texts hold none of these.
    source = _sources()[kind]
    return re.compile(source, re.IGNORECASE if kind in ("secret", "bearer") else 0)


@cache
def _sources() -> dict[str, str]:
    quote = r"[\\]{0,64}[\"'`]?"
    letters = r"A-Za-z0-9+/_-"
    names = "|".join(sorted(PROMPT_FIELDS, key=len, reverse=True)).replace("_", "[_-]")
    return {
        "data": (
            r"data:[A-Za-z0-9.+-]{1,40}(?:\\{0,64}/|%2[Ff])[A-Za-z0-9.+-]{1,80}"
            r"(?:;[A-Za-z0-9=_.-]{1,80}){0,4}(?:;|%3[Bb])base64(?:,|%2[Cc])"
            rf"(?:[={letters}]|\\/|\\[nr]|%2[BbFf]|%3[Dd]|[\r\n])*"
        ),
        "private key": (
            r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,40}-----)?"
        ),
        "credentials": (r"(://)[^\s/@:\"'<>]{1,256}:[^\s/@\"'<>]{1,512}@"),
        "secret": (
            rf"(?<![A-Za-z0-9])((?:{CONFIDENTIAL_FIELDS}){quote}(?:\s{{0,3}}(?:=>|[:=])\s{{0,8}}|%3[Dd]){quote})"
            r"((?:(?:Bearer|Basic|Key|Token|AWS4-HMAC-SHA256)\s{1,3})?[^\s\"'`,;&\\<>{}\[\]()]{6,8192})"
        ),
        "bearer": (
            r"(?<![A-Za-z])((?:Bearer|Basic)(?:\s|%20|\+){1,3})[A-Za-z0-9._~+/=:%-]{8,8192}"
        ),
        "key": (rf"(?<![A-Za-z0-9_])(?:{'|'.join(KEYS)})"),
        "wrapped blob": (
            r"(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{60,100}(?:\r?\n|\\r?\\n|\\n)){2,}[A-Za-z0-9+/]{0,100}={0,2}"
        ),
        "blob": (rf"(?<![{letters}])(?:[{letters}]|\\/|%2[BbFf]){{100,}}(?:=|%3[Dd]){{0,2}}"),
        "email": (r"(?<![\w.%+-])[\w.+-]{1,128}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"),
        "prompt": (
            rf"(?:(?<![A-Za-z0-9])(?:{names})(?P<close>[\\]{{0,256}}[\"'`]?)\]?\s{{0,8}}(?:=>|[:=])"
            rf"|(?<=--)(?:{names})(?=\s))"
            r"\s{0,64}(?:[bru]{1,2}(?=[\"']))?(?P<slashes>\\{0,256})(?P<quote>[\"'`]?)"
        ),
    }


def _without_prompts(text: str) -> str:
    return "".join(_around_prompts(text))


def _around_prompts(text: str) -> Iterator[str]:
    """The text in pieces, with the values of prompt-like fields left out."""
    field, at = _pattern("prompt"), 0
    while match := field.search(text, at):
        start = match.end()
        quote, slashes = match["quote"], match["slashes"]
        if quote:
            end = _closing(text, start, quote, slashes)
        elif slashes or match["close"] or text[start : start + 1] in ("{", "[", "(", "<"):
            # A key whose value is no text: nothing was written here.
            yield text[at:start]
            at = start
            continue
        else:
            end = _line_end(text, start)
        yield text[at:start]
        if end > start:
            yield "[prompt removed]"
        at = end
    yield text[at:]


def _closing(text: str, start: int, quote: str, slashes: str) -> int:
    """Where a quoted text ends that was opened by a quote behind so many backslashes."""
    depth = len(slashes)
    at = start
    while True:
        at = text.find(quote, at)
        if at < 0:
            # Cut off: all that is left belongs to it.
            return len(text)
        back = at
        while back > start and text[back - 1] == "\\":
            back -= 1
        run = at - back
        # Inside, a quote carries more backslashes than the one that opened.
        if run == depth or (depth == 0 and run % 2 == 0) or run < depth:
            return back if run == depth else at
        at += 1


_next_pair = re.compile(
    r"[\r\n]|[ \t,;]{1,3}[A-Za-z_][A-Za-z0-9_.-]{0,60}=|\\[rn]|[,;]\s?[\\\"'{}]"
)


@cache
def _next() -> re.Pattern[str]:
    return re.compile(_next_pair)


def _line_end(text: str, start: int) -> int:
    """Where an unquoted value ends: at the line's end or where the next pair of a log begins."""
    found = _next().search(text, start)
    return found.start() if found else len(text)


def _without_secret(match: re.Match[str]) -> str:
    value = match[2]
    # A count, a flag or a mark that is there already is no secret.
    if (value.isdigit() and len(value) < 12) or value.lower() in _NO_SECRET or "removed]" in value:
        return match[0]
    return match[1] + "[key removed]"


_REPLACED: dict[str, str | Callable[[re.Match[str]], str]] = {
    "private key": "[key removed]",
    "credentials": r"\1[credentials removed]@",
    "secret": _without_secret,
    "bearer": r"\1[key removed]",
    "key": "[key removed]",
}

_NO_SECRET = frozenset(
    ("missing", "invalid", "expired", "required", "undefined", "provided", "incorrect")
)


def _without_blob(match: re.Match[str]) -> str:
    sample = match[0][:4096]
    mixed = any(c.isupper() for c in sample) + any(c.islower() for c in sample)
    return "[data removed]" if mixed + any(c.isdigit() for c in sample) >= 2 else match[0]
