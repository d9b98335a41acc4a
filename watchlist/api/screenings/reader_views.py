"""The view of the user of a request on stored answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Self
from uuid import UUID

from rest_framework.request import Request

from watchlist.api.accounts import sees_reasons
from watchlist.api.screenings.dispositions import shipping_fields
from watchlist.api.screenings.same_goods import same_goods_records
from watchlist.api.screenings.verdict_view import VERDICT, WHOLE, verdicts_body
from watchlist.cases import shipping_of, shipping_of_unstored
from watchlist.engine.answer import Answer, Line, Record
from watchlist.internal_lists import overlay_on, visible_editions
from watchlist.results import AnswerView, in_utc, redacted
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


def screening_body(request: Request, screening: Screening, answer: Answer, view: str = WHOLE) -> dict[str, Any]:
    """Return the body of a screening for the user of a request, in a view. `answer` is that of everybody."""
    records = ReaderView.for_request(request, screening).records(answer.records())
    body = {**body_in_view(screening.pk, records, view), **shipping_fields(shipping_of(screening))}
    same = [] if view == VERDICT else same_goods_records(request, screening.manifest, screening.made_at)
    return {**body, "same_goods": same} if same else body


def unstored_body(request: Request, answer: Answer, shipment: str, known_at: datetime, view: str) -> dict[str, Any]:
    """Return the body of an answer that is not stored, as the user of a request may see it at an instant, in a view.

    `shipment`: the key of what it answers.
    """
    overlay, shows_reasons = visible_editions(request.user).overlay(known_at), sees_reasons(request)
    seen = map(in_utc, overlay.records(answer.records()) if overlay else answer.records())
    records = (record if shows_reasons or not isinstance(record, Line) else redacted(record) for record in seen)
    shipping = shipping_of_unstored(shipment, answer.summary.lines - answer.summary.no_match)
    return {**body_in_view(None, records, view), **shipping_fields(shipping)}


def body_in_view(screening: UUID | None, records: Iterable[Record], view: str) -> dict[str, Any]:
    """Return the records of an answer as the body of a view; `screening`: its id, None where it is not stored."""
    key = None if screening is None else str(screening)
    if view == VERDICT:
        return verdicts_body(key, records)
    first, *lines, last = records
    return {"id": key, "coverage": first, "lines": lines, "summary": last}
