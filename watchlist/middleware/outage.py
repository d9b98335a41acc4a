"""Whether a fault is the database's and may pass: it is away, full, read-only, or others hold what is asked for.

What the database refuses for what it was told (a rule broken, a value too long) is none: it would be refused again.
"""

from __future__ import annotations

from typing import Final

from django.db import InterfaceError, InternalError, OperationalError

RETRY_AFTER: Final = 10
"""Seconds: a server that is started again answers by then, as a rule."""
READ_ONLY: Final = "25006"
"""SQLSTATE `read_only_sql_transaction`: the server follows another, or was told to take no writes."""


def passes(error: BaseException | None) -> bool:
    """Say whether a fault may have passed when the same is asked again."""
    if isinstance(error, InternalError):
        return getattr(error.__cause__, "sqlstate", None) == READ_ONLY
    return isinstance(error, OperationalError | InterfaceError)
