"""Runs the command line: `python -m jawab`."""

from jawab.cli import main

main()
