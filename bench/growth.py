"""How time and memory grow with the number of definitions and of locales; with a chart.

Usage: python bench/growth.py [CHART.svg]

To a project with the texts of ours, made-up definitions are added until there are so many; each
has a code of its own, and a translation in every locale. A process of its own compiles each.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from clock import Table, timed

ROOT = Path(__file__).parent.parent
SIZES = (250, 500, 1000, 2000)
LOCALES = (1, 4, 12)
DEFINITION = """\
code: GROWTH_{n:04}
title: "GROWTH_{n:04}: a made-up stop"
cause: unspecified
adjustable: unknown
retry: never
billing: unknown
signals:
  - {{field: finishReason, value: GROWTH_{n:04}, stage: output}}
  - {{phrase: "stopped by the made-up check number {n:04}", stage: output}}
meaning: "Check number {n:04} stopped the picture, and the code does not name the rule."
details: "Check number {n:04} is made up. It says nothing about the picture, nor about the person."
sources: [js-genai-types]
reviewed: 2026-11-21
examples: ['{{"finishReason": "GROWTH_{n:04}"}}']
"""
TRANSLATED = ("title", "meaning", "details")


def measure(chart: Path | None = None) -> Table:
    """Return seconds and megabytes of compiling projects of each size; draw them where asked."""
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            for locales in LOCALES:
                root = Path(folder) / f"{size}-{locales}"
                definitions = make_project(root, size, locales)
                done = subprocess.run(
                    [sys.executable, __file__, "--compile", str(root)], check=True,
                    capture_output=True, text=True, cwd=root,
                )  # fmt: skip
                figures[size, locales] = (definitions, *json.loads(done.stdout))
                shutil.rmtree(root)
    rows = []
    for (_, locales), (definitions, seconds, memory) in figures.items():
        base = figures[SIZES[0], locales]
        growth = (seconds / base[1]) / (definitions / base[0])
        rows.append(
            (
                f"{definitions} definitions, {locales} locales",
                f"{seconds:.1f} s",
                f"{seconds / definitions / locales * 1000:.2f} ms",
                f"{memory:.0f} MB",
                f"{growth:.2f}",
            )
        )
    if chart:
        draw(figures, chart)
    how = (
        "Reading, rendering and compiling the whole catalog in a fresh process. The last column "
        "compares the growth of time with that of the definitions: 1.00 is linear, below it is "
        "better, because the texts that are always there weigh less. ![Growth](growth.svg)"
    )
    header = ("project", "processor", "a definition and locale", "memory", "growth / linear")
    return Table("Growth", how, header, rows)


def measure_and_draw() -> Table:
    """Return the table, and draw the chart beside this file."""
    return measure(Path(__file__).with_name("growth.svg"))


def make_project(root: Path, size: int, locales: int) -> int:
    """Write a project with so many definitions and locales; return how many definitions it has."""
    import yaml

    shutil.copytree(ROOT / "content", root / "content")
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copy(ROOT / "mkdocs.yml", root)
    declared = root / "content" / "locales.yml"
    kept = dict(list(yaml.safe_load(declared.read_text(encoding="utf-8")).items())[:locales])
    declared.write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    for folder in ("locales/*.po", "asks/*.yml", "asks/_signs/*.yml", "wording/_lexicon/*.yml"):
        for path in (root / "content").glob(folder):
            if path.stem not in kept:
                path.unlink()
    there = len(list((root / "content" / "errors").glob("*/*.yml")))
    made = [DEFINITION.format(n=n) for n in range(size - there)]
    for n, text in enumerate(made):
        (root / "content" / "errors" / "other" / f"growth-{n:04}.yml").write_text(text)
    for path in (root / "content" / "locales").glob("*.po"):
        with path.open("a", encoding="utf-8") as file:
            for n, text in enumerate(made):
                item = yaml.safe_load(text)
                for field in TRANSLATED:
                    # Any words will do; they only have to be looked up and rendered.
                    said = json.dumps(item[field])
                    context = f"errors/other/growth-{n:04}#{field}"
                    file.write(f'\nmsgctxt "{context}"\nmsgid {said}\nmsgstr {said}\n')
    return there + len(made)


def compile_here(root: Path) -> None:
    """Compile a project and print its seconds and megabytes as JSON."""
    from jawab.compile import compile_catalog, open_project

    def work() -> None:
        project = open_project(root)
        if project.findings:
            raise SystemExit(f"{len(project.findings)} findings: {project.findings[0]}")
        compile_catalog(project)

    seconds, _ = timed(work)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, memory]))


def draw(figures: dict[tuple[int, int], tuple[int, float, float]], path: Path) -> None:
    """Draw the seconds over the number of definitions, a line for each number of locales."""
    import matplotlib as mpl

    mpl.use("svg")
    # The same bytes each time, and letters that a reader can select.
    mpl.rcParams.update({"svg.hashsalt": "growth", "svg.fonttype": "none"})
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4))
    for locales in LOCALES:
        points = [figures[size, locales] for size in SIZES]
        axes.plot([p[0] for p in points], [p[1] for p in points], marker="o",
                  label=f"{locales} locale{'s' if locales > 1 else ''}")  # fmt: skip
    axes.set_xlabel("definitions")
    axes.set_ylabel("seconds of processor")
    axes.set_xlim(left=0)
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None}, bbox_inches="tight")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--compile"]:
        compile_here(Path(sys.argv[2]))
    else:
        print(measure(Path(sys.argv[1]) if sys.argv[1:] else None).markdown())
