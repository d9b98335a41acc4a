"""The webhook event `screening.decided`: told once for each change of what may be done with a shipment.

Whoever sent a shipment hears it, with the id of their own last screening of it: the word, what it rests on, and the
word of people. A wait for an authority changes nothing that a hold would not; neither does a report anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from watchlist.cases.judgement_models import Referral
from watchlist.cases.line_disposition_models import LineDisposition
from watchlist.cases.models import Case, CaseScreening
from watchlist.cases.shipping import ShippingGround, ShippingWord, shipping_of_cases
from watchlist.conf import API
from watchlist.screenings import LineCorrection
from watchlist.webhooks import WebhookDelivery, announce, is_heard

SCREENING_DECIDED: Final = "screening.decided"
Parameters = ParamSpec("Parameters")
Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class _Decided:
    """What of a case is told when it changes: the word, that of people, and the words in effect of its lines."""

    word: ShippingWord
    decision: str
    lines: tuple[tuple[int, str], ...]


@contextmanager
def decision_announced(case: int) -> Iterator[None]:
    """Announce what people decided of a case within, if it is another afterwards. Within a transaction; locks the case.

    Verbs of one case come one after the other by that lock, so each change is told once.
    """
    if not is_heard(SCREENING_DECIDED):
        yield
        return
    before = _decided(*_read(case))
    yield
    row, word, ground = _read(case)
    if _decided(row, word, ground) != before:
        _announce(row, word, ground)


def announces_decision(verb: Callable[Parameters, Outcome]) -> Callable[Parameters, Outcome]:
    """Return a verb of a case (keyword `case`, `referral` or `correction`) that announces what it decides."""

    @wraps(verb)
    def run(*arguments: Parameters.args, **fields: Parameters.kwargs) -> Outcome:
        with decision_announced(_case_of(fields)):
            return verb(*arguments, **fields)

    return run


def announce_reopened(case: Case) -> list[WebhookDelivery]:
    """Announce that what people decided of a case, or that nothing was found, holds no more; return the deliveries."""
    return _announce(*_read(case.pk)) if is_heard(SCREENING_DECIDED) else []


def _case_of(fields: dict[str, object]) -> int:
    match fields:
        case {"case": Case(pk=key)} | {"referral": Referral(case_id=key)}:
            return int(key)
        case {"correction": LineCorrection(screened_line=line)}:
            return CaseScreening.objects.values_list("case", flat=True).get(screening=line.screening_id)
    raise TypeError("the verb names no case")


def _read(case: int) -> tuple[Case, ShippingWord, ShippingGround]:
    row = Case.objects.select_for_update(of=("self",)).select_related("disposition").get(pk=case)
    return row, *shipping_of_cases([row])[case]


def _decided(case: Case, word: ShippingWord, ground: ShippingGround) -> _Decided:
    lines = LineDisposition.objects.current(case).order_by("screened_line__line__number")
    return _Decided(word, ground.decision, tuple(lines.values_list("screened_line__line__number", "word")))


def _announce(case: Case, word: ShippingWord, ground: ShippingGround) -> list[WebhookDelivery]:
    rows = CaseScreening.objects.filter(case=case).order_by("at", "pk")
    screenings = dict(rows.values_list("screening__made_by", "screening"))
    deliveries = list[WebhookDelivery]()
    for maker, screening in screenings.items():
        payload = {
            "screening": str(screening),
            "case": case.number,
            "disposition": word.value,
            "ground": ground.kind.value,
            "decision": ground.decision or None,
            "link": f"{API}screenings/{screening}/disposition/",
        }
        deliveries += announce(event=SCREENING_DECIDED, subject=str(screening), payload=payload, audience=maker)
    return deliveries
