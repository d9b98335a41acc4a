"""The authorisations that releases used, as the register shows them with the goods that they are for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from watchlist.authorisations.models import Authorisation, AuthorisationUse
from watchlist.engine.answer import Finding
from watchlist.engine.decision.documents import amount_text
from watchlist.engine.reports.text import day
from watchlist.screenings.stored_answers import substance_key


def uses_of(numbers: Iterable[str]) -> dict[str, list[AuthorisationUse]]:
    """Return the uses of authorisations for some cases, by their numbers, in one query."""
    found: dict[str, list[AuthorisationUse]] = {}
    uses = AuthorisationUse.objects.filter(case__in=set(numbers)).select_related("authorisation")
    for use in uses.order_by("at", "pk"):
        found.setdefault(use.case, []).append(use)
    return found


def used_for(findings: Sequence[Finding], uses: Iterable[AuthorisationUse]) -> Iterator[str]:
    """Yield the uses of documents that name the goods of some findings. An amount is of the whole shipment."""
    for use in uses:
        if any(_names(use.authorisation, finding) for finding in findings):
            yield _use_text(use)


def _names(row: Authorisation, finding: Finding) -> bool:
    goods = {finding.entry, substance_key(finding)}
    return finding.list in row.lists.split() or not goods.isdisjoint(row.substances.split())


def _use_text(use: AuthorisationUse) -> str:
    row, on = use.authorisation, day(use.at.date().isoformat())
    if not row.measure:
        return _("%(number)s of %(holder)s, %(day)s") % {"number": row.number, "holder": row.holder, "day": on}
    fields = {"number": row.number, "holder": row.holder, "day": on, "amount": amount_text(use.amount, row.measure)}
    return _("%(number)s of %(holder)s, %(amount)s of it for the shipment, %(day)s") % fields
