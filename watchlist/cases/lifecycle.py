"""The verbs of a case: take it, give it to somebody, hold it, go on, let it rest, say what became of it, reopen it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from watchlist.access.people import allowed
from watchlist.cases import announcing
from watchlist.cases.authorising import named, use
from watchlist.cases.errors import NOT_JUDGED, AskTheLead, JudgeFirst, ReopenFirst, WaitForTheSecond
from watchlist.cases.events import happened
from watchlist.cases.judgement_models import RELEASES, Disposition, Referral
from watchlist.cases.models import AWAITING, CLOSED, INVESTIGATING, ON_HOLD, Case
from watchlist.cases.rights import REPORT, WORK
from watchlist.engine.texts import Sentence
from watchlist.errors import LookAgain, SayWhy
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.rescreen.models import CaseDue


@transaction.atomic
def assign(*, case: Case, to: User | None, actor: User) -> Case:
    """Give the case to a person who works on cases, or to nobody, and return it."""
    person = allowed(actor, WORK)
    held = _held(case)
    whom = allowed(to, WORK) if to else None
    state = INVESTIGATING if whom and held.state == "pending" else held.state
    return _changed(held, "assign", person, {"to": whom.get_username() if whom else ""}, assignee=whom, state=state)


@transaction.atomic
def hold(*, case: Case, note: str, actor: User) -> Case:
    """Put the case on hold and return it; what a compliance lead holds, a lead takes off hold.

    A lead's reason is kept where those alone read it who may know of reports: so no hold tells of one.
    """
    person = allowed(actor, WORK, REPORT)
    held = _held(case)
    refuse_held_by_lead(held, person)
    _reason(note, _("Say what it waits for."))
    if person.has_perm(REPORT):
        return hold_by_lead(held, "why_held", note, person, state=ON_HOLD)
    return _changed(held, "hold", person, {}, text=note, state=ON_HOLD, held_by_lead=False)


def hold_by_lead(case: Case, verb: str, note: str, person: User, *, state: str) -> Case:
    """Put a case on hold in a lead's name, his reason told to few, and return it. For the verbs alone.

    A hold and the wait for an authority leave the same trail, but for what those few read.
    """
    if not case.held_by_lead:
        _changed(case, "hold", person, {}, state=ON_HOLD, held_by_lead=True)
    Case.objects.filter(pk=case.pk).update(state=state)
    happened(case, verb, person.get_username(), text=note.strip(), restricted=True)
    case.refresh_from_db()
    return case


@transaction.atomic
def resume(*, case: Case, note: str = "", actor: User) -> Case:
    """Take the case off hold and return it; what is noted on a lead's hold is told to those who may know of reports."""
    person = allowed(actor, WORK, REPORT)
    held = _held(case)
    refuse_held_by_lead(held, person)
    if held.state not in (ON_HOLD, AWAITING):
        raise LookAgain(_("%(held)s is not on hold."), held=held)
    if held.held_by_lead and note.strip():
        happened(held, "why_resumed", person.get_username(), text=note.strip(), restricted=True)
        note = ""
    return _changed(held, "resume", person, {}, text=note, state=INVESTIGATING, held_by_lead=False)


@transaction.atomic
def snooze(*, case: Case, until: date | None, actor: User) -> Case:
    """Let the case rest in the queue until a day, or no longer, and return it.

    Its deadlines go on: one that falls inside the rest ends it, and so does a new hit.
    """
    person = allowed(actor, WORK)
    held = _held(case)
    return _changed(held, "snooze", person, {"until": until}, snoozed_until=until)


@transaction.atomic
def add_note(*, case: Case, text: str, actor: User) -> Case:
    """Keep a note in the case, closed or not, and return it."""
    person = allowed(actor, WORK, REPORT)
    _reason(text, _("Write a note."))
    happened(case, "note", person.get_username(), text=text.strip())
    return case


@transaction.atomic
def dispose(
    *, case: Case, word: str, note: str, actor: User, authorisations: Iterable[int] = ()
) -> Disposition | Referral:
    """Say what became of the shipment, and close its case.

    A release asks that every line be judged; one of anything controlled asks a second officer, and closes nothing yet:
    the referral is returned. A release under authorisation names the rows of the register that are used when the case
    closes. Raises `JudgeFirst`, `WaitForTheSecond`, `SayWhy`, and what `authorising.named` raises.
    """
    person = allowed(actor, WORK)
    held = _held(case)
    refuse_held_by_lead(held, person)
    _reason(note, _("Say what it rests on."))
    if Referral.objects.filter(case=held, kind=Referral.Kind.RELEASE, answer="").exists():
        raise WaitForTheSecond(_("A second officer was asked about a release."))
    if word in RELEASES and (held.to_judge or held.lines_waiting):
        raise JudgeFirst(NOT_JUDGED, lines=held.to_judge + held.lines_waiting)
    papers = named(held, word, authorisations)
    if word in RELEASES and is_controlled(held):
        return _ask_release(held, word, note, person, papers)
    return close(held, word, note, person, None, papers)


def is_controlled(case: Case) -> bool:
    """Say whether any screening of the case, or a look-back, found something controlled, or that must be held."""
    lines = ScreenedLine.objects.filter(screening__case_screening__case=case)
    later = CaseDue.objects.filter(shipment=case.shipment, rescreen__in=case.look_backs.values("rescreen"))
    found = (lines, later)
    return any(of.filter(verdict="controlled").exists() or of.filter(action="hold").exists() for of in found)


def close(  # noqa: PLR0917 - the facts of one disposition
    case: Case, word: str, note: str, person: User, referral: Referral | None, papers: str = ""
) -> Disposition:
    """Write what became of a case, in the name of who asked for it, and close it. For the verbs alone.

    The documents that the release names are used. Raises what `authorising.use` raises.
    """
    use(case, papers, person)
    number, at = Disposition.objects.filter(case=case).count() + 1, datetime.now(UTC)
    row = Disposition.objects.create(
        case=case,
        number=number,
        word=word,
        note=note.strip(),
        by=person,
        at=at,
        referral=referral,
        authorisations=papers,
    )
    second = referral.answered_by.get_username() if referral and referral.answered_by else ""
    said = {"word": word, "second": second, **({"authorisations": papers} if papers else {})}
    to = {"state": CLOSED, "disposition": row, "held_by_lead": False}
    _changed(case, "dispose", person, said, text=note, rows=[row], **to)
    announcing.announce_case(case, announcing.CLOSED)
    return row


@transaction.atomic
def reopen(*, case: Case, note: str, actor: User) -> Case:
    """Reopen a closed case, with a reason, and return it."""
    person = allowed(actor, WORK)
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.state != CLOSED:
        raise LookAgain(_("%(held)s is open."), held=held)
    _reason(note, _("Say why it is reopened."))
    announcing.announce_case(held, announcing.OPENED)
    return _changed(held, "reopen", person, {}, text=note, state=INVESTIGATING, disposition=None)


def _ask_release(case: Case, word: str, note: str, person: User, papers: str) -> Referral:
    row = Referral.objects.create(
        case=case,
        kind=Referral.Kind.RELEASE,
        word=word,
        note=note.strip(),
        asked_by=person,
        asked_at=datetime.now(UTC),
        authorisations=papers,
    )
    facts = {"word": word, **({"authorisations": papers} if papers else {})}
    happened(case, "ask_release", person.get_username(), text=note.strip(), facts=facts, at=row.asked_at, rows=[row])
    return row


def _held(case: Case) -> Case:
    """Return the case, held, and open. Raises `ReopenFirst`."""
    held: Case = Case.objects.select_for_update().get(pk=case.pk)
    if held.state == CLOSED:
        raise ReopenFirst(_("%(held)s is closed: reopen it first."), held=held)
    return held


def refuse_held_by_lead(case: Case, person: User) -> None:
    """Refuse whoever is no lead what a lead's hold forbids. Raises `AskTheLead`."""
    # The same words for a hold and for a report: the refusal must not tell one from the other.
    if case.held_by_lead and not person.has_perm(REPORT):
        raise AskTheLead(_("A compliance lead put it on hold, and takes it off."))


def _reason(note: str, asked: Sentence) -> None:
    if not note.strip():
        raise SayWhy(asked)


def _changed(
    case: Case,
    verb: str,
    person: User,
    facts: Mapping[str, Any],
    *,
    text: str = "",
    rows: Iterable[Model] = (),
    **to: object,
) -> Case:
    Case.objects.filter(pk=case.pk).update(**to)
    happened(case, verb, person.get_username(), text=text.strip(), facts=facts, rows=rows)
    case.refresh_from_db()
    return case
