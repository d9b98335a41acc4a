"""The view of the user of a request on stored answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from rest_framework.request import Request

from watchlist.api.accounts import sees_reasons
from watchlist.api.screenings.same_goods import same_goods_records
from watchlist.engine.answer import Answer
from watchlist.internal_lists import overlay_on, visible_editions
from watchlist.results import AnswerView
from watchlist.screenings import Screening


@dataclass(frozen=True, slots=True)
class ReaderView(AnswerView):
    """The view of one reader on the records of one screening."""

    @classmethod
    def for_request(cls, request: Request, screening: Screening) -> Self:
        """Return the view of the user of a request."""
        return cls(screening, sees_reasons(request), overlay_on(request.user, screening))


def reader_views(request: Request) -> Callable[[Screening], ReaderView]:
    """Return a function from a screening to the user's view of it: their house lists are looked up once for all."""
    reasons, house_reader = sees_reasons(request), visible_editions(request.user)
    return cache(lambda screening: ReaderView(screening, reasons, house_reader.overlay_on(screening)))


def screening_body(request: Request, screening: Screening, answer: Answer) -> dict[str, Any]:
    """Return the body of a whole screening for the user of a request. `answer` is that of everybody."""
    first, *lines, last = ReaderView.for_request(request, screening).records(answer.records())
    body = {"id": str(screening.pk), "coverage": first, "lines": lines, "summary": last}
    same = same_goods_records(request, screening.manifest, screening.made_at)
    return {**body, "same_goods": same} if same else body
