"""What people decided in a case, as a dossier holds it: judgements, dispositions, and the second officer's answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from watchlist.access import FourEyesRequest
from watchlist.authorisations import Authorisation, AuthorisationUse
from watchlist.cases.judgement_models import Disposition, Judgement, Referral
from watchlist.cases.models import Case, Duty
from watchlist.engine.decision import amount_text


def decisions_of(case: Case) -> dict[str, Any]:
    """Return every judgement and disposition of a case, in the order in which they were made."""
    judged = Judgement.objects.filter(case=case).select_related(
        "by", "screened_line__line", "referral__asked_by", "referral__answered_by"
    )
    disposed = Disposition.objects.filter(case=case).select_related(
        "by",
        "referral__asked_by",
        "referral__answered_by",
        "referral__override__by",
        "referral__override__confirmed_by",
    )
    releases = Referral.objects.filter(case=case, kind=Referral.Kind.RELEASE).select_related(
        "asked_by", "answered_by", "override__by", "override__confirmed_by"
    )
    return {
        "judgements": [_judgement(row) for row in judged.order_by("at", "pk")],
        "releases_asked": [_referral(row) | _release(row) for row in releases.order_by("asked_at", "pk")],
        "dispositions": [_disposition(row) for row in disposed.order_by("number")],
    }


def duties_of(case: Case) -> list[dict[str, Any]]:
    """Return the duties of a case, each with the steps that people took on it."""
    duties = Duty.objects.filter(case=case).prefetch_related("steps__by").order_by("pk")
    return [
        {
            "jurisdiction": duty.jurisdiction,
            "list": duty.list_key,
            **columns_of(duty, "action", "text", "citation", "confidence", "clock", "clock_citation"),
            **columns_of(duty, "starts_at", "due_on"),
            "steps": [
                {**columns_of(step, "kind", "due_on", "reason"), "by": step.by.get_username(), "at": step.at}
                for step in duty.steps.all()
            ],
        }
        for duty in duties
    ]


def columns_of(row: Model, *names: str) -> dict[str, Any]:
    """Return columns of a row by their names; days and instants as they are: they are written in ISO 8601."""
    return {name: getattr(row, name) for name in names}


def _judgement(row: Judgement) -> dict[str, Any]:
    return {
        "screening": str(row.screened_line.screening_id),
        "line": row.screened_line.line.number,
        "finding": row.position,
        **columns_of(row, "number", "word", "holds", "reason", "note"),
        "by": row.by.get_username(),
        "at": row.at,
        "entry": row.entry_key,
        "second": _referral(row.referral) if row.referral else None,
    }


def _disposition(row: Disposition) -> dict[str, Any]:
    return {
        **columns_of(row, "number", "word", "note"),
        "by": row.by.get_username(),
        "at": row.at,
        "authorisations": _authorisation_keys(row),
        "override": _override(row.referral) if row.referral else None,
        "second": _referral(row.referral) if row.referral else None,
    }


def _release(row: Referral) -> dict[str, Any]:
    return {"word": row.word, "authorisations": _authorisation_keys(row), "override": _override(row)}


def _override(row: Referral) -> dict[str, Any] | None:
    """Return the override with which a release was asked for, and what stood in its way; None where it has none."""
    override = getattr(row, "override", None)
    if override is None:
        return None
    return {
        **columns_of(override, "reason", "sentence"),
        "obstacles": json.loads(override.obstacles),
        "by": override.by.get_username(),
        "at": override.at,
        "confirmed_by": override.confirmed_by.get_username() if override.confirmed_by else None,
        "confirmed_at": override.confirmed_at,
    }


def _authorisation_keys(row: Referral | Disposition) -> list[int]:
    return [int(key) for key in row.authorisations.split()]


def _referral(row: FourEyesRequest) -> dict[str, Any]:
    return {
        "asked_by": row.asked_by.get_username(),
        **columns_of(row, "asked_at", "note", "answer"),
        "answered_by": row.answered_by.get_username() if row.answered_by else None,
        **columns_of(row, "answered_at", "answer_note"),
    }


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
        **columns_of(row, "kind", "number", "authority", "jurisdiction", "citation", "holder", "role", "quantity"),
        **columns_of(row, "single_use", "valid_from", "valid_until", "revoked_on", "recorded_by", "recorded_at"),
        "uses": [
            {
                **columns_of(use, "case", "number"),
                "amount": amount_text(use.amount, row.measure) if row.measure else None,
                **columns_of(use, "by", "at"),
            }
            for use in uses
        ],
    }
