"""The browser's part as classic scripts: the same modules, wrapped; and their data as scripts.

Browsers refuse ES modules and `fetch` on pages opened from disk, so each page gets one classic
script made from the modules, and data files that assign to one global. Nothing is written twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jawab.catalog import Catalog, Entry
from jawab.compile import Project
from jawab.identify.compile import compile_signals
from jawab.links import resolve_links, site_path
from jawab.render import Renderer

SCRIPTS = {"public": ("check",), "agents": ("check", "desk")}
"""The scripts of each audience; `<name>-page.mjs` is where each begins."""

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([a-z-]+)\.mjs";\n', re.MULTILINE)
_EXPORTS = re.compile(r"^export \{([^}]*)\};\n?", re.MULTILINE)
_EXPORTED = re.compile(r"^export (function|const|class) (\w+)", re.MULTILINE)


def script_files(
    project: Project, renderer: Renderer, catalog: Catalog
) -> Iterator[tuple[str, bytes]]:
    """Yield the scripts and data of one site, path below `assets/` and bytes."""
    assets = project.root / "templates" / "theme" / "assets"
    for name in SCRIPTS[catalog.audience]:
        yield f"{name}.js", classic_script(assets, f"{name}-page").encode()
    words = json.loads(renderer.template("page/desk-words.json.j2"))
    yield "data/signals.js", _assign("signals", _signals(project, catalog.audience).decode())
    yield "data/check.js", _assign("check", _dump(_check_data(catalog, words)))
    if catalog.audience == "public":
        return
    yield "data/wording.js", _assign("wording", project.blob("wording.json").decode())
    yield "data/suggest.js", _assign("suggest", project.blob("suggest.json").decode())
    texts = _dump(_desk_data(project, catalog, words))
    own = f"(self.jawab.texts = self.jawab.texts || {{}})[{json.dumps(catalog.locale)}]"
    yield "data/texts.js", f"self.jawab = self.jawab || {{}};\n{own} = {texts};\n".encode()


def _signals(project: Project, audience: str) -> bytes:
    """Return the signals of an audience, which are the same in every locale."""
    if audience != "public":
        return project.blob("signals.json")
    key = ("signals", audience)
    if key not in project.derived:
        project.derived[key] = compile_signals(project.knowledge, "public")
    made: bytes = project.derived[key]
    return made


def classic_script(folder: Path, entry: str) -> str:
    """Return a module and all it imports as one script; raises `ValueError` on other forms.

    Each module becomes a function that returns its exports, in the order of their imports.
    """
    done: dict[str, str] = {}

    def visit(name: str) -> None:
        if name in done:
            return
        text = (folder / f"{name}.mjs").read_text(encoding="utf-8")
        for _, other in _IMPORT.findall(text):
            visit(other)
        body = _IMPORT.sub(lambda m: f"const {{{m[1]}}} = {_variable(m[2])};\n", text)
        names = [found[2] for found in _EXPORTED.finditer(body)]
        for listed in _EXPORTS.findall(body):
            names += [part.strip() for part in listed.split(",") if part.strip()]
        body = _EXPORTS.sub("", _EXPORTED.sub(r"\1 \2", body))
        if not names or re.search(r"^(import|export)\b", body, re.MULTILINE):
            raise ValueError(f"{name}.mjs: an import takes one line; export names, not defaults")
        returned = f"return {{ {', '.join(names)} }};\n"
        done[name] = f"const {_variable(name)} = (() => {{\n{body}{returned}}})();\n"

    visit(entry)
    return '(() => {\n"use strict";\n' + "".join(done.values()) + "})();\n"


def _variable(name: str) -> str:
    return "module_" + name.replace("-", "_")


def _assign(name: str, value: str) -> bytes:
    return f"self.jawab = self.jawab || {{}};\nself.jawab.{name} = {value.strip()};\n".encode()


def _dump(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _check_data(catalog: Catalog, words: dict[str, str]) -> Entry:
    return {
        "words": words,
        "causes": {
            item: _pick(cause, "title", "summary", "can_do") | {"path": site_path(f"causes/{item}")}
            for item, cause in catalog["causes"].items()
        },
        "errors": {
            item: _pick(error, "code", "title", "meaning", "advice", "path")
            for item, error in catalog["errors"].items()
        },
    }


def _desk_data(project: Project, catalog: Catalog, words: dict[str, str]) -> Entry:
    locales = project.knowledge.locales
    base = project.knowledge.team.site_url.rstrip("/")

    def absolute(text: str) -> str:
        return resolve_links(text, lambda to: f"{base}/{catalog.locale}/{site_path(to)}")

    codes: dict[str, set[str]] = {}
    for error in catalog["errors"].values():
        codes.setdefault(error["cause"], set()).add(error["code"])
    data: Entry = {
        "locale": catalog.locale,
        "direction": locales[catalog.locale].direction,
        "locales": {item: entry.name for item, entry in locales.items() if entry.status != "draft"},
        "words": words,
        "playbooks": {item: entry["title"] for item, entry in catalog["playbooks"].items()},
        "placeholders": {
            item: _pick(entry, "label", "example", "required", "neutral", "kind")
            for item, entry in catalog["placeholders"].items()
        },
        "causes": {
            item: _pick(entry, "title", "summary", "may_say", "must_not_say", "escalate")
            for item, entry in catalog["causes"].items()
        },
        "errors": {
            item: _pick(error, "code", "provider_name", "title", "meaning", "path")
            for item, error in catalog["errors"].items()
        },
        "replies": {},
    }
    for item, reply in catalog["replies"].items():
        made = _pick(
            reply, "title", "intent", "risk", "ranked", "causes", "do", "dont", "escalate",
            "playbook", "cues",
        )  # fmt: skip
        made["codes"] = sorted(code for cause in reply["causes"] for code in codes.get(cause, ()))
        made["body"] = "".join(reply["scripts"]["email"]["neutral"]["text"][::2])
        made["scripts"] = {
            channel: {tone: _pick(form, "subject", "text", "html") for tone, form in tones.items()}
            for channel, tones in reply["scripts"].items()
        }
        data["replies"][item] = made
    resolved: Entry = json.loads(absolute(_dump(data)))
    return resolved


def _pick(entry: Entry, *names: str) -> Entry:
    return {name: entry[name] for name in names}
