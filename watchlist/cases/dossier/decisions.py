"""What people decided in a case, as a dossier holds it: judgements, dispositions, and the second officer's answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from watchlist.access.second_pair import FourEyesRequest
from watchlist.cases.judgement_models import Disposition, Judgement, Referral
from watchlist.cases.models import Case, Duty


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
