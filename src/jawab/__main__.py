"""Runs the command line: `jawab`, or `python -m jawab`."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line of this process."""
    # What is being imported is no garbage, and looking for some takes a tenth of a start. Commands
    # that live longer than that collect again.
    gc.disable()
    from jawab.cli import main as run

    run()


if __name__ == "__main__":
    main()
