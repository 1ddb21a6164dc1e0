"""The words a field may hold: marks of texts, and every closed list of values."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

Text = Annotated[str, "text"]
Note = Annotated[str, "note"]

CauseId = Literal[
    "child-abuse", "prohibited", "child-depiction", "other-policy", "unspecified", "technical"
]
CAUSES: tuple[CauseId, ...] = get_args(CauseId)
"""Strictest first; where several signals stand in one paste, the strictest cause wins."""

Audience = Literal["public", "agents"]
Stage = Literal["input", "output", "account", "unknown"]
Adjustable = Literal["never", "by-setting", "unknown"]
Retry = Literal["never", "after-change", "later"]
Billing = Literal["charged", "not-charged", "unknown"]
Status = Literal["active", "retired"]
Risk = Literal["none", "elevated", "critical"]
Grade = Literal["official", "mirror", "observed", "secondary"]
ChannelId = Literal["toast", "inline", "email", "chat", "phone", "upload-hint"]
ScriptChannel = Literal["email", "chat", "phone"]
SCRIPT_CHANNELS: tuple[ScriptChannel, ...] = get_args(ScriptChannel)
Tone = Literal["neutral", "distressed", "developer"]
TONES: tuple[Tone, ...] = get_args(Tone)
Role = Literal["support", "trust-and-safety", "legal", "developer", "billing"]
Verdict = Literal["confirmed", "partly", "unsupported", "contradicted", "changed"]
Topic = Literal["reasons", "photos", "settings", "account", "privacy", "developers", "reporting"]
