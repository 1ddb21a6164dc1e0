"""The app's name in Django."""

from __future__ import annotations

from django.apps import AppConfig  # type: ignore[import-untyped]


class JawabConfig(AppConfig):  # type: ignore[misc]
    """Registers the app as `jawab_sync`."""

    name = "jawab.sync.django_app"
    label = "jawab_sync"
    default_auto_field = "django.db.models.AutoField"
