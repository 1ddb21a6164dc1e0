"""What we wrote to django-helpdesk: the key and the fingerprint of each text."""

from __future__ import annotations

from django.db import models  # type: ignore[import-untyped]


class Record(models.Model):  # type: ignore[misc]
    """One text of ours: which model and row holds it, and what we last wrote there."""

    key = models.CharField(max_length=200)
    model = models.CharField(max_length=20)
    object_id = models.IntegerField()
    digest = models.CharField(max_length=32)

    class Meta:
        """One record for each row."""

        app_label = "jawab_sync"
        constraints = (
            models.UniqueConstraint(fields=("model", "object_id"), name="jawab_one_record"),
        )

    def __str__(self) -> str:
        return str(self.key)
