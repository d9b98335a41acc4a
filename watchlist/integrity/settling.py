"""The verb that accepts rows as they are: after an earlier version wrote beside this one, or once looked into."""

from __future__ import annotations

from datetime import UTC, datetime

from django.apps import apps
from django.db import models, transaction

from watchlist.audit import chain
from watchlist.audit.row_verifying import RowDifference, row_differences

KEEP: str = "keep_rows_as_found"


@transaction.atomic
def accept_rows(*, because: str, actor: str) -> list[RowDifference]:
    """Audit the rows that differ from the trail as they are now, and return what was wrong with each.

    The event names them all, with the reason. What was done to the digests themselves stays a difference.
    """
    of_tables = {model._meta.db_table: model for model in apps.get_models()}
    found = [difference for difference in row_differences() if difference.table != "watchlist_rowdigest"]
    if found:
        named = [[difference.table, difference.key, difference.reason] for difference in found]
        chain.append(
            actor=actor,
            verb=KEEP,
            target_kind="table",
            target_key="",
            payload={"because": because, "rows": named},
            at=datetime.now(UTC),
            rows=[_row(of_tables[difference.table], difference.key) for difference in found],
        )
    return found


def _row(model: type[models.Model], key: str) -> models.Model:
    return model(pk=model._meta.pk.to_python(key))
