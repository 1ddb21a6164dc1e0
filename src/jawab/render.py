"""Knowledge to `Catalog`: one locale's texts with templates applied; the only use of Jinja.

Content is never a template: its text is Markdown with `{placeholder}` tokens, and goes into the
templates as a value. The templates are ours; they run in Jinja's immutable sandbox all the same,
and a name that is not there is an error.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import (
    BytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from jawab import fields, links, placeholders
from jawab.catalog import Catalog, Entries, Entry
from jawab.errors import JawabError
from jawab.finding import Finding, Span
from jawab.html import markdown_to_plain, segments_to_html, segments_to_plain
from jawab.load import KINDS, Knowledge
from jawab.locales import Translator, format_date, format_hours
from jawab.model import SCRIPT_CHANNELS, Part, Reply, ScriptChannel, Snippet, Tone

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

AGENT_KINDS = (*links.AGENT_KINDS, "coverage")
PUBLIC_GRADES = ("official", "mirror", "observed")
_MESSAGE_CHANNELS = ("email", "chat", "phone")


@dataclass(frozen=True)
class Renderer:
    """Renders one locale of a knowledge base; `templates` is the folder of Jinja templates."""

    knowledge: Knowledge
    translator: Translator
    templates: Path

    @property
    def locale(self) -> str:
        """The locale this renderer writes."""
        return self.translator.locale

    @cached_property
    def environment(self) -> ImmutableSandboxedEnvironment:
        """The sandbox the templates run in, with the locale's words."""
        environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(self.templates),
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=["jinja2.ext.i18n"],
            bytecode_cache=_COMPILED,
        )
        environment.install_gettext_callables(  # type: ignore[attr-defined]
            self.translator.words, self.translator.plural, newstyle=True
        )
        environment.filters["day"] = lambda value: format_date(value, self.locale)
        return environment

    def template(self, name: str, /, **values: Any) -> str:
        """Return a template filled in; raises `JawabError` with its name and line."""
        try:
            return self.environment.get_template(name).render(values)
        except (TemplateError, TypeError, ValueError, LookupError) as error:
            raise JawabError(f"templates/{_place(name, error)}: {error}") from error

    def catalog(self) -> Catalog:
        """Return everything in this locale, for every audience."""
        kinds: dict[str, Entries] = {}
        for kind in KINDS:
            if kind.name in ("asks", "lexicons", "signs"):
                continue
            kinds[kind.name] = {
                item_id: self._entry(kind.name, item_id, item)
                for item_id, item in self.knowledge.items(kind.name).items()
            }
        self._finish_causes(kinds)
        self._finish_errors(kinds)
        self._finish_replies(kinds)
        for source in kinds["sources"].values():
            if source["grade"] not in PUBLIC_GRADES:
                source["audience"] = "agents"
        for hotline in kinds["hotlines"].values():
            _withhold_phone(hotline)
        return Catalog(self.locale, kinds)

    def _entry(self, kind: str, item_id: str, item: Any) -> Entry:
        missing: dict[fields.Mark, list[str]] = {"text": [], "note": []}

        def translate(path: fields.Path, mark: fields.Mark, text: str) -> str:
            dotted = ".".join(map(str, path))
            found, locale = self.translator.text(f"{kind}/{item_id}#{dotted}", text)
            if locale != self.locale:
                missing[mark].append(dotted)
            return placeholders.fill(found, self._team_value)

        entry = fields.to_plain(item, translate)
        entry["untranslated"] = missing["text"]
        if missing["note"]:
            entry["agents"]["untranslated"] = missing["note"]
        if kind in AGENT_KINDS or kind == "team" or entry.get("cause") == "child-abuse":
            entry["audience"] = "agents"
        entry.setdefault("audience", "public")
        return entry

    @cached_property
    def _team_values(self) -> dict[str, str]:
        team = self.knowledge.team
        values: dict[str, str] = {}
        for name, placeholder in self.knowledge.placeholders.items():
            if not placeholder.team:
                continue
            neutral, _ = self.translator.text(f"placeholders/{name}#neutral", placeholder.neutral)
            value = ""
            if placeholder.team == "answer_working_days":
                if team.answer_working_days:
                    value = self.template(
                        "_partials/answer-time.j2", count=team.answer_working_days
                    ).strip()
            elif placeholder.team == "hours":
                value = format_hours(team.hours, self.locale) if team.hours else ""
            else:
                value = str(getattr(team, placeholder.team, "") or "")
                if value and placeholder.kind == "url":
                    value = f"<{value}>"
            values[name] = value or neutral
        return values

    def _team_value(self, name: str) -> str | None:
        return self._team_values.get(name)

    def _absolute(self, text: str) -> str:
        base = self.knowledge.team.site_url.rstrip("/")
        return links.resolve_links(
            text, lambda target: f"{base}/{self.locale}/{links.site_path(target)}"
        )

    def _forms(self, markdown: str) -> Entry:
        segments = placeholders.split(self._absolute(markdown.strip()))
        return {
            "markdown": segments,
            "text": segments_to_plain(segments),
            "html": segments_to_html(segments),
        }

    def _finish_causes(self, kinds: dict[str, Entries]) -> None:
        for cause in kinds["causes"].values():
            messages = cause["messages"]
            if messages is None:
                continue
            forms: Entry = {
                "toast": self._forms(self.template("message/toast.md.j2", message=messages)),
                "inline": {
                    name: self._forms(messages["inline"][name])
                    for name in ("title", "body", "action")
                },
            }
            for channel in _MESSAGE_CHANNELS:
                made = self.template(f"message/{channel}.md.j2", message=messages[channel])
                forms[channel] = self._forms(made)
            forms["email"]["subject"] = placeholders.split(messages["email"]["subject"])
            cause["forms"] = forms
        for cause in kinds["causes"].values():
            # No tipping off: word for word what the other cause shows.
            if cause["shown_as"]:
                shown = kinds["causes"].get(cause["shown_as"], {})
                cause["messages"], cause["forms"] = shown.get("messages"), shown.get("forms")
                cause["audience"] = "agents"

    def _finish_errors(self, kinds: dict[str, Entries]) -> None:
        for error_id, error in kinds["errors"].items():
            cause = kinds["causes"].get(error["cause"], {})
            provider = kinds["providers"].get(error["provider"], {})
            error["provider_name"] = provider.get("name", error["provider"])
            error["cause_title"] = cause.get("title", error["cause"])
            error["path"] = links.site_path(f"errors/{error_id}")
            shown = cause.get("messages") or {}
            action = error["advice"] or shown.get("inline", {}).get("action", "")
            text = self.template(
                "page/explain.txt.j2", error=error, cause=cause, action=action,
                inline=shown.get("inline", {"title": "", "body": ""}), id=error_id,
                url=f"{self.knowledge.team.site_url.rstrip('/')}/{self.locale}/{error['path']}",
                sources=[
                    {"id": source, **kinds["sources"].get(source, {"title": source, "url": ""})}
                    for source in error["sources"]
                ],
            )  # fmt: skip
            # The page of the command line is for agents and developers: it carries the notes.
            error["agents"]["terminal"] = markdown_to_plain(self._absolute(text), heading="# ")

    def scripts(self) -> Iterator[tuple[str, ScriptChannel, Tone, str]]:
        """Yield every reply script as Markdown, and nothing else of the catalog: for checks."""
        kinds: dict[str, Entries] = {
            kind: {name: self._entry(kind, name, item) for name, item in items.items()}
            for kind, items in (
                ("replies", self.knowledge.replies), ("snippets", self.knowledge.snippets)
            )
        }  # fmt: skip
        for name, reply in self.knowledge.replies.items():
            for channel in SCRIPT_CHANNELS:
                for tone in reply.tones:
                    yield name, channel, tone, self._script(reply, kinds, channel, tone)

    def _script(
        self, reply: Reply, kinds: dict[str, Entries], channel: ScriptChannel, tone: Tone
    ) -> str:
        entry = kinds["replies"][reply.id]
        parts = list(self._parts(reply, entry, kinds, channel, tone))
        return self.template(f"reply/{channel}.md.j2", parts=parts)

    def _finish_replies(self, kinds: dict[str, Entries]) -> None:
        for reply_id, reply in self.knowledge.replies.items():
            entry = kinds["replies"][reply_id]
            entry["scripts"] = {
                channel: {
                    tone: {
                        "subject": placeholders.split(entry["subject"]),
                        **self._forms(self._script(reply, kinds, channel, tone)),
                    }
                    for tone in reply.tones
                }
                for channel in SCRIPT_CHANNELS
            }

    def _parts(
        self, reply: Reply, entry: Entry, kinds: dict[str, Entries],
        channel: ScriptChannel, tone: Tone,
    ) -> Iterator[str]:  # fmt: skip
        for index, part in enumerate(reply.parts):
            if not _fits(part.channels, part.tones, channel, tone):
                continue
            if not part.snippet:
                yield entry["parts"][index]["text"]
                continue
            snippet = self.knowledge.snippets.get(part.snippet)
            text = snippet and _variant(snippet, kinds["snippets"], part, channel, tone)
            if text:
                yield text


def find_template_problems(templates: Path) -> list[Finding]:
    """Return a finding for each template that Jinja cannot read."""
    environment = ImmutableSandboxedEnvironment(extensions=["jinja2.ext.i18n"])
    found = []
    for path in sorted(templates.rglob("*.j2")):
        try:
            environment.parse(path.read_text(encoding="utf-8"))
        except (TemplateSyntaxError, UnicodeDecodeError) as error:
            span = Span(f"templates/{path.relative_to(templates).as_posix()}",
                        getattr(error, "lineno", 1), 1)  # fmt: skip
            found.append(Finding("invalid-template", str(error).splitlines()[0], span))
    return found


class _Compiled(BytecodeCache):
    """Templates compiled once for all locales, as long as the program runs."""

    def __init__(self) -> None:
        self.code: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known of a template with the same text."""
        known = self.code.get((bucket.key, bucket.checksum))
        if known:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember a compiled template."""
        self.code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def _place(name: str, error: Exception) -> str:
    """Return the template and line where an error arose; Jinja's frames carry its own lines."""
    line = getattr(error, "lineno", None)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(f"/templates/{name}"):
            line = frame.lineno
    return f"{name}:{line}" if line else name


def _fits(channels: tuple[str, ...], tones: tuple[str, ...], channel: str, tone: str) -> bool:
    return (not channels or channel in channels) and (not tones or tone in tones)


def _variant(
    snippet: Snippet, snippets: Entries, part: Part, channel: ScriptChannel, tone: Tone
) -> str:
    for index, variant in enumerate(snippet.variants):
        if _fits(variant.channels, variant.tones, channel, tone):
            text: str = snippets[part.snippet]["variants"][index]["text"]
            return text
    return ""


def _withhold_phone(hotline: Entry) -> None:
    """Move a phone number nobody checked to the agents' side; addresses always stay.

    A place that has nothing but such a number goes there whole: the public could not reach it.
    """
    if hotline["phone"] and hotline["phone_grade"] not in PUBLIC_GRADES:
        hotline.setdefault("agents", {})["phone"] = hotline["phone"]
        hotline["phone"] = ""
        if not hotline["url"]:
            hotline["audience"] = "agents"
