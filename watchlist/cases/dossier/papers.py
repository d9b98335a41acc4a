"""The documents under which a shipment was released, or is asked to be, and what it took of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from watchlist.authorisations.models import Authorisation, AuthorisationUse
from watchlist.cases.dossier.decisions import iso_or_none
from watchlist.cases.judgement_models import Disposition, Referral
from watchlist.cases.models import Case
from watchlist.engine.decision.documents import amount_text


def papers_of(case: Case) -> list[dict[str, Any]]:
    """Return the authorisations that releases of a case name, and those that its shipment used, each with its uses."""
    uses = AuthorisationUse.objects.filter(shipment=case.shipment).order_by("at", "pk")
    taken: dict[int, list[AuthorisationUse]] = {}
    for use in uses:
        taken.setdefault(use.authorisation_id, []).append(use)
    rows = Authorisation.objects.filter(pk__in=_named_keys(case) | set(taken)).order_by("number", "pk")
    return [_paper(row, taken.get(row.pk, ())) for row in rows]


def _named_keys(case: Case) -> set[int]:
    referrals = Referral.objects.filter(case=case).exclude(authorisations="")
    dispositions = Disposition.objects.filter(case=case).exclude(authorisations="")
    kept = [*referrals.values_list("authorisations", flat=True), *dispositions.values_list("authorisations", flat=True)]
    return {int(key) for text in kept for key in text.split()}


def _paper(row: Authorisation, uses: Sequence[AuthorisationUse]) -> dict[str, Any]:
    return {
        "id": row.pk,
        "document": str(row.document),
        "kind": row.kind,
        "number": row.number,
        "authority": row.authority,
        "jurisdiction": row.jurisdiction,
        "citation": row.citation,
        "holder": row.holder,
        "role": row.role,
        "quantity": row.quantity,
        "single_use": row.single_use,
        "valid_from": iso_or_none(row.valid_from),
        "valid_until": iso_or_none(row.valid_until),
        "revoked_on": iso_or_none(row.revoked_on),
        "recorded_by": row.recorded_by,
        "recorded_at": iso_or_none(row.recorded_at),
        "uses": [
            {
                "case": use.case,
                "number": use.number,
                "amount": amount_text(use.amount, row.measure) if row.measure else None,
                "by": use.by,
                "at": iso_or_none(use.at),
            }
            for use in uses
        ],
    }
