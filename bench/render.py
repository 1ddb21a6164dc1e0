"""One message with its names filled in, beside Python's bare `str.format` on the same words.

Usage: python bench/render.py
"""

from __future__ import annotations

from clock import Table, timed

RUNS = 3000
REPLY = "family-photo-with-children"


def measure() -> Table:
    """Return the microseconds of a reply and of an explanation, and of formatting alone."""
    import jawab

    values = {"customer_name": "Sari", "agent_name": "Budi", "request_id": "req_1"}
    body = jawab.reply(REPLY, values=values).body
    # The same length and as many names, with nothing escaped, checked or rendered.
    bare = body.replace("{", "(").replace("}", ")").replace("Sari", "{customer_name}")
    cases = {
        "`str.format`": lambda: bare.format(**values),
        "`jawab.reply`, Markdown and HTML": lambda: jawab.reply(REPLY, values=values),
        "`jawab.explain` of a response": lambda: jawab.explain(
            {"candidates": [{"finishReason": "IMAGE_SAFETY"}]}, locale="id"
        ),
        "`jawab.check_text` of the reply": lambda: jawab.check_text(body, cause="unspecified"),
        "`jawab.suggest` for a ticket": lambda: jawab.suggest(
            "All pictures of my daughter's birthday are refused, why?"
        ),
    }
    times = {}
    for name, work in cases.items():
        work()
        runs = RUNS if "format" in name else RUNS // 30
        times[name] = timed(lambda w=work, n=runs: [w() for _ in range(n)])[0] / runs
    least = times["`str.format`"]
    rows = [(name, f"{t * 1e6:.0f} µs", f"{t / least:.0f}") for name, t in times.items()]
    how = (
        "Mean of many calls in one warm process. A reply escapes what it fills in, chooses channel "
        "and tone, and makes HTML; an explanation first recognises what it is given."
    )
    return Table("One message", how, ("call", "processor", "times `str.format`"), rows)


if __name__ == "__main__":
    print(measure().markdown())
