"""By what a shipment is known again that is sent under another reference: the hash of what it declares."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from watchlist.migrations._guards import GuardedRows, install_guards

GUARDED = GuardedRows(known=(), append_only=(), written_once=("manifest",), filled={"manifest": ("shipment",)})
"""As they were: on SQLite the guard of rows written once names each column, and so has to learn of new ones."""


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guard of manifests in this database."""
    install_guards(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """Columns that may be empty, so that the version before stores rows beside this one, an index, and a guard."""

    dependencies = [("watchlist", "0013_carried_line_words")]

    operations = [
        migrations.AddField(
            model_name="manifest",
            name="goods_sha256",
            field=models.CharField(
                blank=True,
                help_text="of what is declared and asked, without the reference; null: not kept",
                max_length=64,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="manifest",
            name="is_another",
            field=models.BooleanField(
                help_text="its sender says that it is another shipment with the same goods: both count",
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="manifest",
            index=models.Index(fields=["goods_sha256"], name="manifest_by_goods"),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
