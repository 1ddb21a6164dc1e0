"""`manage.py jawab_sync plan|apply`: the same as `jawab sync`, inside the Django project."""

from __future__ import annotations

import runpy
import sys
from typing import Any

from django.core.management.base import BaseCommand  # type: ignore[import-untyped]


class Command(BaseCommand):  # type: ignore[misc]
    """Hands over to the command line of jawab."""

    help = "Plan and apply jawab's replies to this helpdesk. Example: jawab_sync plan --locale id"

    def run_from_argv(self, argv: list[str]) -> None:
        """Take the arguments as they are: options are those of `jawab sync`."""
        action, *rest = argv[2:] or ["--help"]
        if action.startswith("-"):
            self.print_help(argv[0], argv[1])
            return
        sys.argv = ["jawab", "sync", action, "django-helpdesk", *rest]
        runpy.run_module("jawab", run_name="__main__")

    def handle(self, *args: Any, **options: Any) -> None:
        """Never called: the arguments are not Django's."""
