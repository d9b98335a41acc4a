"""What people decided in a case, as a dossier holds it: judgements, what became of it, and the second's word."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from watchlist.access.second_pair import Asked
from watchlist.cases.judgement_models import Disposition, Judgement, Referral
from watchlist.cases.models import Case, Duty


def decisions_of(case: Case) -> dict[str, Any]:
    """Return every judgement and disposition of a case, in the order in which they were made."""
    judged = Judgement.objects.filter(case=case).select_related(
        "by", "screened_line__line", "referral__asked_by", "referral__answered_by"
    )
    disposed = Disposition.objects.filter(case=case).select_related("by", "referral__asked_by", "referral__answered_by")
    asked = Referral.objects.filter(case=case, kind=Referral.Kind.RELEASE).select_related("asked_by", "answered_by")
    return {
        "judgements": [_judgement(row) for row in judged.order_by("at", "pk")],
        "releases_asked": [_asked(row) | _under(row) for row in asked.order_by("asked_at", "pk")],
        "dispositions": [_disposition(row) for row in disposed.order_by("number")],
    }


def duties_of(case: Case) -> list[dict[str, Any]]:
    """Return what the law asks of a case, with what people said of each duty."""
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
            "starts_at": told(duty.starts_at),
            "due_on": told(duty.due_on),
            "steps": [
                {
                    "kind": step.kind,
                    "due_on": told(step.due_on),
                    "reason": step.reason,
                    "by": step.by.get_username(),
                    "at": told(step.at),
                }
                for step in duty.steps.all()
            ],
        }
        for duty in duties
    ]


def told(moment: date | datetime | None) -> str | None:
    """Return a day or an instant as a dossier writes it."""
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
        "at": told(row.at),
        "entry": row.entry_key,
        "second": _asked(row.referral) if row.referral else None,
    }


def _disposition(row: Disposition) -> dict[str, Any]:
    return {
        "number": row.number,
        "word": row.word,
        "note": row.note,
        "by": row.by.get_username(),
        "at": told(row.at),
        "authorisations": _named(row),
        "second": _asked(row.referral) if row.referral else None,
    }


def _under(row: Referral) -> dict[str, Any]:
    return {"word": row.word, "authorisations": _named(row)}


def _named(row: Referral | Disposition) -> list[int]:
    return [int(key) for key in row.authorisations.split()]


def _asked(row: Asked) -> dict[str, Any]:
    return {
        "asked_by": row.asked_by.get_username(),
        "asked_at": told(row.asked_at),
        "note": row.note,
        "answer": row.answer,
        "answered_by": row.answered_by.get_username() if row.answered_by else None,
        "answered_at": told(row.answered_at),
        "answer_note": row.answer_note,
    }
