"""What is known of the services beyond their listed errors: how their codes are built.

Compiled into `signals.json` with the definitions, so that Python and JavaScript read the same.
"""

from __future__ import annotations

GROUPS = {
    "gemini": "google",
    "vertex-gemini": "google",
    "imagen": "google",
    "veo": "google",
    "flow": "google",
    "openai": "openai",
    "azure-openai": "openai",
}
"""Services that share codes and wording; a generic signal gives way within its group."""

WRAPPERS = ("openrouter", "litellm", "relay", "app", "other")
"""Whoever stands between us and the service that judged."""

ORDER = [
    "gemini",
    "vertex-gemini",
    "imagen",
    "veo",
    "flow",
    "openai",
    "azure-openai",
    "xai",
    "stability",
    "bfl",
    "bedrock",
    "runway",
    "replicate",
    "fal",
    "volcengine",
    "dashscope",
    "minimax",
    "luma",
    "midjourney",
    "ai-horde",
    "d-id",
    "openrouter",
    "litellm",
    "relay",
    "app",
    "other",
]

UNLISTED_ID = "other/unlisted-safety-code"

UNLISTED_FIELDS = {
    "finishReason": "gemini",
    "blockReason": "gemini",
    "blockedReason": "gemini",
    "turnCompleteReason": "gemini",
    "raiFilteredReason": "imagen",
    "failureCode": "runway",
    "moderationStatus": "relay",
}
"""Fields whose unlisted value is a safety code if it is worded like one."""

UNLISTED_PREFIXES = {
    "PUBLIC_ERROR_": "flow",
    "SAFETY_CHECK_TYPE_": "xai",
    "SAFETY.INPUT.": "runway",
    "SAFETY.OUTPUT.": "runway",
}
"""Beginnings of codes; what follows may be new."""

UNLISTED_SUFFIXES = {
    "SensitiveContentDetected": "volcengine",
    "RiskDetection": "volcengine",
}

UNLISTED_PHRASES = {
    "Support codes": "imagen",
    "Support code": "imagen",
}
"""Phrases beside which an unlisted number of eight digits is a safety code."""

SAFETY_WORDS = [
    "safety",
    "safe",
    "prohibit",
    "block",
    "filter",
    "moderat",
    "violat",
    "sensitive",
    "nsfw",
    "policy",
    "minor",
    "child",
    "sexual",
    "harm",
    "celebrity",
    "violen",
    "hate",
    "person",
    "people",
    "nud",
]

HARMLESS_WORDS = [
    "unspecified",
    "quota",
    "access",
    "rate",
    "limit",
    "internal",
    "timeout",
    "throttl",
    "unavailable",
    "credit",
    "tool",
    "call",
    "malformed",
    "token",
    "auth",
    "login",
    "captcha",
    "recaptcha",
    "network",
    "unknown_error",
    "none",
    "off_topic",
    "model_access",
    "not_found",
    "expired",
    "payment",
    "billing",
    "subscription",
    "upgrade",
]

SIBLINGS = [
    "FINISH_REASON_UNSPECIFIED",
    "STOP",
    "MAX_TOKENS",
    "SAFETY",
    "RECITATION",
    "LANGUAGE",
    "OTHER",
    "BLOCKLIST",
    "PROHIBITED_CONTENT",
    "SPII",
    "MALFORMED_FUNCTION_CALL",
    "IMAGE_SAFETY",
    "UNEXPECTED_TOOL_CALL",
    "TOO_MANY_TOOL_CALLS",
    "IMAGE_PROHIBITED_CONTENT",
    "NO_IMAGE",
    "IMAGE_RECITATION",
    "IMAGE_OTHER",
    "MODEL_ARMOR",
    "JAILBREAK",
    "BLOCKED_REASON_UNSPECIFIED",
    "BLOCK_REASON_UNSPECIFIED",
    "TURN_COMPLETE_REASON_UNSPECIFIED",
    "RESPONSE_REJECTED",
    "NEED_MORE_INPUT",
    "MISSING_THOUGHT_SIGNATURE",
    "content_filter",
    "tool_calls",
    "content_blocked",
    "no_image",
    "CONTENT_POLICY_VIOLATION",
    "MODERATION_BLOCKED",
    "RATE_LIMIT_EXCEEDED",
    "INSUFFICIENT_QUOTA",
    "INVALID_API_KEY",
    "RESOURCE_EXHAUSTED",
    "INVALID_ARGUMENT",
    "PERMISSION_DENIED",
    "UNAVAILABLE",
    "FAILED_PRECONDITION",
    "NOT_FOUND",
    "DEADLINE_EXCEEDED",
    "INTERNAL",
    "UNAUTHENTICATED",
]
"""Values that stand beside one another where a documentation lists them all."""

SYNONYMS = {
    "blockReason": ("blockedReason",),
    "raiMediaFilteredReasons": ("raiMediaFilteredReason",),
    "finishReason": ("stopReason",),
}
"""Other names of the same field in the services' own clients and in relays."""

SURFACES = (
    (
        "vertex-gemini",
        ("gemini",),
        (
            "aiplatform.googleapis.com",
            "vertexai",
            "vertex ai",
            "vertex-ai/",
            "probabilityScore",
            "severityScore",
            "trafficType",
            "HARM_SEVERITY_",
        ),
    ),
    (
        "veo",
        ("imagen",),
        (
            "raiMediaFiltered",
            "could not generate videos",
            "veo-2",
            "veo-3",
            "Veo could",
            "veo3",
            "predictLongRunning",
        ),
    ),
    (
        "azure-openai",
        ("openai",),
        (
            "Azure support ticket",
            "Azure OpenAI",
            "openai.azure.com",
            "AzureException",
            "content_filter_result",
            "ResponsibleAIPolicyViolation",
            "aoaicodeofconduct",
        ),
    ),
)
"""Services that share another's definitions, and the words by which they show themselves."""

BROAD_VALUES = [
    "INVALID_ARGUMENT",
    "FAILED_PRECONDITION",
    "OUT_OF_RANGE",
    "UNAUTHENTICATED",
    "PERMISSION_DENIED",
    "NOT_FOUND",
    "ABORTED",
    "ALREADY_EXISTS",
    "RESOURCE_EXHAUSTED",
    "CANCELLED",
    "DATA_LOSS",
    "UNKNOWN",
    "INTERNAL",
    "NOT_IMPLEMENTED",
    "UNAVAILABLE",
    "DEADLINE_EXCEEDED",
    "invalid_request_error",
    "BadRequest",
]
"""Statuses that many errors share; any other signal says more."""
