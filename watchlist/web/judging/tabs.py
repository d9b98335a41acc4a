"""The tabs over the lines of a screening, each with how many lines are under it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchlist.web.judging.order import FILE, PEOPLE, LineOrder


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: `token` is a verdict, people or file; `number` is None where no count is shown."""

    token: str
    label: str | Promise
    number: int | None
    query: str
    is_current: bool


def tabs(order: LineOrder, counts: Iterable[tuple[str, str, int]]) -> list[Tab]:
    """Return the tabs of a screening, from its counts by verdict: people first, each verdict, the order of the file."""
    verdicts = list(counts)
    every = sum(number for _token, _label, number in verdicts)
    named: list[tuple[str, str | Promise, int | None]] = [
        (PEOPLE, _("All, people first"), every),
        *verdicts,
        (FILE, _("File order"), None),
    ]
    return [Tab(token, label, number, _query(token, order), token == order.tab) for token, label, number in named]


def _query(token: str, order: LineOrder) -> str:
    parameters = {"tab": token if token != PEOPLE else "", "q": order.wanted}
    return urlencode({name: value for name, value in parameters.items() if value})
