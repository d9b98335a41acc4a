"""What people decided in a case, as a dossier holds it: judgements, dispositions, and the second officer's answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from watchlist.access.second_pair import FourEyesRequest
from watchlist.authorisations.models import Authorisation, AuthorisationUse
from watchlist.cases.judgement_models import Disposition, Judgement, Referral
from watchlist.cases.models import Case, Duty
from watchlist.engine.decision.document_amounts import amount_text


def decisions_of(case: Case) -> dict[str, Any]:
    """Return every judgement and disposition of a case, in the order in which they were made."""
    judged = Judgement.objects.filter(case=case).select_related(
        "by", "screened_line__line", "referral__asked_by", "referral__answered_by"
    )
    disposed = Disposition.objects.filter(case=case).select_related("by", "referral__asked_by", "referral__answered_by")
    releases = Referral.objects.filter(case=case, kind=Referral.Kind.RELEASE).select_related("asked_by", "answered_by")
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
            "action": duty.action,
            "text": duty.text,
            "citation": duty.citation,
            "confidence": duty.confidence,
            "clock": duty.clock,
            "clock_citation": duty.clock_citation,
            "starts_at": iso_or_none(duty.starts_at),
            "due_on": iso_or_none(duty.due_on),
            "steps": [
                {
                    "kind": step.kind,
                    "due_on": iso_or_none(step.due_on),
                    "reason": step.reason,
                    "by": step.by.get_username(),
                    "at": iso_or_none(step.at),
                }
                for step in duty.steps.all()
            ],
        }
        for duty in duties
    ]


def iso_or_none(moment: date | datetime | None) -> str | None:
    """Return a day or an instant in ISO format; None for None."""
    return moment.isoformat() if moment else None


def _judgement(row: Judgement) -> dict[str, Any]:
    return {
        "screening": str(row.screened_line.screening_id),
        "line": row.screened_line.line.number,
        "finding": row.position,
        "number": row.number,
        "word": row.word,
        "holds": row.holds,
        "reason": row.reason,
        "note": row.note,
        "by": row.by.get_username(),
        "at": iso_or_none(row.at),
        "entry": row.entry_key,
        "second": _referral(row.referral) if row.referral else None,
    }


def _disposition(row: Disposition) -> dict[str, Any]:
    return {
        "number": row.number,
        "word": row.word,
        "note": row.note,
        "by": row.by.get_username(),
        "at": iso_or_none(row.at),
        "authorisations": _authorisation_keys(row),
        "second": _referral(row.referral) if row.referral else None,
    }


def _release(row: Referral) -> dict[str, Any]:
    return {"word": row.word, "authorisations": _authorisation_keys(row)}


def _authorisation_keys(row: Referral | Disposition) -> list[int]:
    return [int(key) for key in row.authorisations.split()]


def _referral(row: FourEyesRequest) -> dict[str, Any]:
    return {
        "asked_by": row.asked_by.get_username(),
        "asked_at": iso_or_none(row.asked_at),
        "note": row.note,
        "answer": row.answer,
        "answered_by": row.answered_by.get_username() if row.answered_by else None,
        "answered_at": iso_or_none(row.answered_at),
        "answer_note": row.answer_note,
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
