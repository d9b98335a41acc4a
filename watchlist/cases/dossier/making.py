"""Make the dossier of a case: who made which one, by its hash, is kept in the case and in the audit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.access import person_with_right
from watchlist.audit import signing_key
from watchlist.cases.asking import questions_in
from watchlist.cases.attachments import attachments_of
from watchlist.cases.dossier.decisions import columns_of, decisions_of, duties_of, papers_of, rulings_of
from watchlist.cases.dossier.lines import MOST_IN_FULL, MOST_IN_SHORT, full_lines, lines_of
from watchlist.cases.dossier.links import links_of, related_links_of
from watchlist.cases.dossier.printing import pdf_of
from watchlist.cases.dossier.routes import route_checks_of
from watchlist.cases.dossier.sealing import seal
from watchlist.cases.events import events_of, record_event
from watchlist.cases.lifecycle import reports_of
from watchlist.cases.line_words import counts_by_word
from watchlist.cases.models import Case
from watchlist.cases.question_models import ShipperQuestion
from watchlist.cases.rights import REVIEW, VIEW, sees_reports, visible_state
from watchlist.engine.host import version
from watchlist.errors import AskForTheRight
from watchlist.screenings import Screening


def dossier_json(case: Case, user: User) -> bytes:
    """Make the signed file of a case, and return its bytes. Raises `AskForTheRight`."""
    return _sealed_file(case, user, "json")


def dossier_pdf(case: Case, user: User) -> bytes:
    """Make the pages of a case, with the signed file attached to them, and return them. Raises `AskForTheRight`."""
    return pdf_of(_sealed_file(case, user, "pdf"))


@transaction.atomic
def _sealed_file(case: Case, user: User, form: str) -> bytes:
    person = maker(user)
    loaded = Case.objects.select_related("screening__manifest", "disposition", "assignee").get(pk=case.pk)
    content = seal(parts_of(loaded, person, datetime.now(UTC)), signing_key())
    facts = {"form": form, "sha256": hashlib.sha256(content).hexdigest()}
    record_event(loaded, "make_dossier", person.get_username(), facts=facts)
    return content


def maker(user: User) -> User:
    """Return the person, who reads cases and the full reasons of findings. Raises `AskForTheRight`."""
    person = person_with_right(user, VIEW)
    if not person.has_perm(REVIEW):
        raise AskForTheRight(_("%(user)s may not read the full reasons of findings."), user=user)
    return person


def parts_of(case: Case, user: User, at: datetime) -> dict[str, Any]:
    """Return the parts of a dossier of a case, as this person makes it at an instant."""
    sees = sees_reports(user)
    lines = lines_of(case.screening)
    parts: dict[str, Any] = {
        "made": {
            "at": at.isoformat(),
            "by": user.get_username(),
            "service": version(),
            "holds_reports": sees,
            "notes": list(_notes(lines, sees)),
        },
        "case": _case(case, user),
        "shipment": _shipment(case),
        "screenings": [
            _screening(case_screening.screening)
            for case_screening in case.screenings.select_related("screening__manifest")
            .defer("screening__manifest__original")
            .order_by("at", "pk")
        ],
        "lines": lines,
        "rulings": rulings_of(full_lines(lines["in_full"])),
        "decisions": decisions_of(case),
        "questions": [_question(row) for row in questions_in(case).order_by("at", "pk")],
        "route_checks": route_checks_of(case),
        "authorisations": papers_of(case),
        "duties": duties_of(case),
        "events": [
            {
                **columns_of(event, "at", "by", "verb", "text"),
                "facts": json.loads(event.facts),
                "restricted": event.restricted,
            }
            for event in events_of(case, user).reverse()
        ],
        "files": [
            columns_of(file, "name", "media_type", "size", "sha256", "restricted", "by", "at")
            for file in attachments_of(case, user)
        ],
    }
    if sees:
        related_links = related_links_of(case, parts)
        columns = ("jurisdiction", "authority", "reference", "text", "sent_on", "by", "at")
        reports = [columns_of(report, *columns) for report in reports_of(case, user)]
        parts |= {"reports": reports, "audit": links_of(case), "audit_beside": related_links}
    return parts


def _question(row: ShipperQuestion) -> dict[str, Any]:
    steps = ("sent_to", "sent_on", "due_on", "sent_by", "answer", "answered_on", "answered_by")
    return {
        **columns_of(row, "number", "text", "by", "at", *steps, "withdrawn_at", "withdrawn_by", "withdrawal_note"),
        "lines": row.line_numbers,
        "file": row.attachment.sha256 if row.attachment else None,
    }


def _notes(lines: Mapping[str, Any], sees: bool) -> Iterator[str]:
    if number := sum(lines["left_out"].values()):
        yield (
            f"{number:,} lines stand here by the digest of all records alone: the first {MOST_IN_FULL:,} for a person "
            f"are in full, {MOST_IN_SHORT:,} more in short."
        )
    yield "The file of the shipment, and files that were added, stand here by their SHA-256."
    if not sees:
        yield "The links of the audit chain are in dossiers made by a compliance lead or an auditor."


def _case(case: Case, user: User) -> dict[str, Any]:
    return {
        **columns_of(case, "number", "title", "route"),
        "parties": case.parties.splitlines(),
        "state": visible_state(case, user),
        **columns_of(case, "assignee", "verdict", "action", "severity"),
        **columns_of(case, "lines_for_people", "lines_judged", "lines_waiting", "opened_at"),
        "disposition": case.disposition.word if case.disposition else None,
        "lines_by_word": (case.disposition and case.disposition.counts) or counts_by_word(case),
    }


def _shipment(case: Case) -> dict[str, Any]:
    manifest = case.screening.manifest
    return {
        "reference": manifest.reference,
        "file": manifest.source,
        **columns_of(manifest, "sha256", "received_at", "received_by"),
        "declared": json.loads(manifest.shipment or "{}"),
    }


def _screening(screening: Screening) -> dict[str, Any]:
    return {
        "id": str(screening.pk),
        "file": screening.manifest.source,
        "file_sha256": screening.manifest.sha256,
        **columns_of(screening, "made_at", "made_by", "known_at"),
        "question": json.loads(screening.question),
        "coverage": json.loads(screening.coverage),
        "summary": json.loads(screening.summary or "{}"),
    }
