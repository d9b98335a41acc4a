"""What a child process refused, as an error that says what to do about it."""

from __future__ import annotations

from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from chemistry.structures import StructureRefusal
from watchlist.engine.workers.worker import DETAILS
from watchlist.structure_index.base import QueryNotReadable, QueryTooCostly

Answer = TypeVar("Answer")


def result_or_raise(found: Answer | StructureRefusal) -> Answer:
    """Return a result; raises `QueryNotReadable` or `QueryTooCostly` where it is a refusal."""
    if not isinstance(found, StructureRefusal):
        return found
    if found.code in DETAILS:
        raise QueryTooCostly(_("The query was given up: %(detail)s."), detail=found.detail)
    raise QueryNotReadable(_("The query cannot be used: %(detail)s."), detail=found.detail)
