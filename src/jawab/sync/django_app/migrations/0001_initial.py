"""The table of what we wrote."""

from __future__ import annotations

from django.db import migrations, models  # type: ignore[import-untyped]


class Migration(migrations.Migration):  # type: ignore[misc]
    """Makes the table."""

    initial = True
    dependencies = ()
    operations = (
        migrations.CreateModel(
            name="Record",
            fields=(
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False,
                                        verbose_name="ID")),
                ("key", models.CharField(max_length=200)),
                ("model", models.CharField(max_length=20)),
                ("object_id", models.IntegerField()),
                ("digest", models.CharField(max_length=32)),
            ),
            options={
                "constraints": (
                    models.UniqueConstraint(
                        fields=("model", "object_id"), name="jawab_one_record"
                    ),
                ),
            },
        ),
    )  # fmt: skip
