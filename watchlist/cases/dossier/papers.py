"""The documents under which a shipment was released, or is asked to be, and what it took of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from watchlist.authorisations.models import Authorisation, AuthorisationUse
from watchlist.cases.dossier.decisions import told
from watchlist.cases.judgement_models import Disposition, Referral
from watchlist.cases.models import Case
from watchlist.engine.decision.document_amounts import amount_text


def papers_of(case: Case) -> list[dict[str, Any]]:
    """Return the documents that releases of a case name, and those that its shipment used, each in its row named."""
    uses = AuthorisationUse.objects.filter(shipment=case.shipment).order_by("at", "pk")
    taken: dict[int, list[AuthorisationUse]] = {}
    for use in uses:
        taken.setdefault(use.authorisation_id, []).append(use)
    rows = Authorisation.objects.filter(pk__in=_named(case) | set(taken)).order_by("number", "pk")
    return [_paper(row, taken.get(row.pk, ())) for row in rows]


def _named(case: Case) -> set[int]:
    asked = Referral.objects.filter(case=case).exclude(authorisations="")
    closed = Disposition.objects.filter(case=case).exclude(authorisations="")
    kept = [*asked.values_list("authorisations", flat=True), *closed.values_list("authorisations", flat=True)]
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
        "valid_from": told(row.valid_from),
        "valid_until": told(row.valid_until),
        "revoked_on": told(row.revoked_on),
        "recorded_by": row.recorded_by,
        "recorded_at": told(row.recorded_at),
        "uses": [
            {
                "case": use.case,
                "number": use.number,
                "amount": amount_text(use.amount, row.measure) if row.measure else None,
                "by": use.by,
                "at": told(use.at),
            }
            for use in uses
        ],
    }
