"""Find wording that must not reach a customer: the rules, compiled, and the matcher.

`check_text` is the runtime entry; `compile_wording` belongs to the build and is imported from
`jawab.wording.compile`.
"""

from __future__ import annotations

from jawab.wording.match import Guard, check_text, open_guard

__all__ = ["Guard", "check_text", "open_guard"]
