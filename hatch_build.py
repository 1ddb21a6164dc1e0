"""Puts the compiled catalog into the wheel, so that an installed jawab reads no YAML."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Compiles `content/` before the wheel is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write `src/jawab/_catalog`; an editable install reads the checkout instead."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from jawab.compile import compile_catalog, open_project

        compile_catalog(open_project(root), root / "src" / "jawab" / "_catalog")
