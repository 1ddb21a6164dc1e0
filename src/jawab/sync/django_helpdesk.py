"""django-helpdesk: preset replies and knowledge base items, by its ORM.

Its models have no room for our key, so a small table of our own stands beside them: add
`jawab.sync.django_app` to INSTALLED_APPS and run `migrate`. Then `manage.py jawab_sync plan`, or
`jawab sync plan django-helpdesk` with DJANGO_SETTINGS_MODULE set. Text and record are written in
one transaction. A preset reply cannot be disabled there, so one that is no longer wanted is
deleted, and only while it is exactly what we wrote; an item is disabled.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from jawab.errors import EnvironmentProblem
from jawab.export import Library
from jawab.export._canonical import canonical_text
from jawab.export._write import content_hash
from jawab.export.django_helpdesk import category, kb_item, preset_reply
from jawab.sync._credentials import Setting, Settings
from jawab.sync._state import Found, MovedOn, Wanted

SETTINGS: tuple[Setting, ...] = ()
IMPORTS = {"title": "name", "body": "body"}
_REPLY, _ITEM = "presetreply", "kbitem"


class Desk:
    """The preset replies and items of the Django project in the environment."""

    unique_labels = False
    multilingual = False
    notes: tuple[str, ...] = ()

    def __init__(self, settings: Settings | None = None) -> None:
        self._models, self._record, self._django = _load_models()
        self.address = f"django:{os.environ.get('DJANGO_SETTINGS_MODULE', '')}"

    def wanted(self, library: Library) -> list[Wanted]:
        """Return a preset reply for each script and an item for each article."""
        made = []
        for script in library.scripts():
            body = preset_reply(script)
            fields = {"name": body["name"], "body": canonical_text(body["body"])}
            made.append(Wanted(script.key, body["name"], fields, script.reply, script.locale))
        for article in library.articles():
            item = kb_item(article)
            fields = {
                "locale": article.locale,
                "title": item["title"],
                "question": canonical_text(item["question"]),
                "answer": canonical_text(item["answer"]),
            }
            made.append(Wanted(article.key, item["title"], fields, "", article.locale))
        return made

    def read(self) -> list[Found]:
        """Return every preset reply and item."""
        records = {(row.model, row.object_id): row for row in self._record.objects.all()}
        replies = [
            self._reply(row, records.get((_REPLY, row.pk)))
            for row in self._models.PreSetReply.objects.order_by("pk")
        ]
        items = [
            self._item(row, records.get((_ITEM, row.pk)))
            for row in self._models.KBItem.objects.select_related("category").order_by("pk")
        ]
        return [*replies, *items]

    def read_one(self, ident: str) -> Found | None:
        """Return one of them."""
        model, _, number = ident.partition(":")
        record = self._record.objects.filter(model=model, object_id=int(number)).first()
        kind = self._models.PreSetReply if model == _REPLY else self._models.KBItem
        row = kind.objects.filter(pk=int(number)).first()
        if row is None:
            return None
        return self._reply(row, record) if model == _REPLY else self._item(row, record)

    def _reply(self, row: Any, record: Any) -> Found:
        fields = {"name": row.name, "body": canonical_text(row.body)}
        return _found(f"{_REPLY}:{row.pk}", row.name, fields, record, active=True)

    def _item(self, row: Any, record: Any) -> Found:
        fields = {
            "locale": row.category.slug.removeprefix("ai-images-"),
            "title": row.title,
            "question": canonical_text(row.question),
            "answer": canonical_text(row.answer),
        }
        if record is not None and fields["locale"] == record.key.rpartition(".")[2].lower():
            fields["locale"] = record.key.rpartition(".")[2]
        return _found(f"{_ITEM}:{row.pk}", row.title, fields, record, active=bool(row.enabled))

    def create(self, wanted: Wanted) -> None:
        """Make it and our record in one transaction."""
        with self._django.transaction.atomic():
            if "body" in wanted.fields:
                row = self._models.PreSetReply.objects.create(**wanted.fields)
                model = _REPLY
            else:
                row = self._models.KBItem.objects.create(**self._item_values(wanted.fields))
                model = _ITEM
            self._record.objects.create(
                key=wanted.key, model=model, object_id=row.pk, digest=content_hash(wanted.fields)
            )

    def update(self, found: Found, wanted: Wanted) -> None:
        """Change it, if nobody did since it was read; record and text in one transaction."""
        model, _, number = found.ident.partition(":")
        kind = self._models.PreSetReply if model == _REPLY else self._models.KBItem
        with self._django.transaction.atomic():
            # Locks the row where the database can; SQLite has one writer at a time anyway.
            kind.objects.select_for_update().filter(pk=int(number)).first()
            now = self.read_one(found.ident)
            if now is None or now.fields != found.fields:
                raise MovedOn("somebody edited it there meanwhile")
            values = wanted.fields if model == _REPLY else self._item_values(wanted.fields)
            kind.objects.filter(pk=int(number)).update(**values)
            self._record.objects.update_or_create(
                model=model,
                object_id=int(number),
                defaults={"key": wanted.key, "digest": content_hash(wanted.fields)},
            )

    def disable(self, found: Found) -> None:
        """Delete a preset reply, disable an item."""
        model, _, number = found.ident.partition(":")
        with self._django.transaction.atomic():
            if model == _ITEM:
                self._models.KBItem.objects.filter(pk=int(number)).update(enabled=False)
                return
            self._models.PreSetReply.objects.filter(pk=int(number)).delete()
            self._record.objects.filter(model=model, object_id=int(number)).delete()

    def _item_values(self, fields: Mapping[str, str]) -> dict[str, Any]:
        shelf = category(fields["locale"])
        found, _ = self._models.KBCategory.objects.get_or_create(slug=shelf["slug"], defaults=shelf)
        return {
            "category": found,
            "title": fields["title"],
            "question": fields["question"],
            "answer": fields["answer"],
            "enabled": True,
            "last_updated": self._django.now(),
        }


def _found(ident: str, label: str, fields: dict[str, str], record: Any, *, active: bool) -> Found:
    if record is None:
        return Found(ident, "", label, fields, active=active)
    intact = record.digest == content_hash(fields)
    return Found(ident, record.key, label, fields, intact, active)


class _Django:
    """The few functions of Django this module needs."""

    def __init__(self) -> None:
        self.transaction = import_module("django.db.transaction")
        self.now = import_module("django.utils.timezone").now


def _load_models() -> tuple[Any, Any, _Django]:
    """Return the models, with Django set up; raises `EnvironmentProblem` that says what lacks."""
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        raise EnvironmentProblem(
            "django-helpdesk is reached by its ORM: set DJANGO_SETTINGS_MODULE, or run"
            " 'manage.py jawab_sync plan' in that project."
        )
    try:
        import_module("django").setup()
        models = import_module("helpdesk.models")
        record = import_module("jawab.sync.django_app.models").Record
    except (ImportError, RuntimeError) as error:
        raise EnvironmentProblem(
            f"The Django project cannot be used ({error}). It needs 'helpdesk' and"
            " 'jawab.sync.django_app' in INSTALLED_APPS."
        ) from error
    return models, record, _Django()
