"""The verbs of a change set: open, claim, edit, approve, reject, comment, roll back. Four eyes on what enters the law.

Each asks for the right itself, so that a call from a shell without it is refused too, and the database refuses once
more what these refuse. A person is a row, looked at anew: who was deactivated decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.access import person_with_right
from watchlist.engine.errors import CorrectTheData
from watchlist.errors import AskAnotherPerson, LookAgain, SayWhy
from watchlist.law_store import Scheduling, facts_of
from watchlist.list_updates.applying import refuse_unwritable
from watchlist.list_updates.change_models import Application, Change, ChangeComment, ChangeSet, Decision, Revision
from watchlist.list_updates.change_schema import payload_of
from watchlist.list_updates.change_set_status import is_overtaken
from watchlist.list_updates.curation import refuse_unfit
from watchlist.list_updates.drafting import ChangeDraft, append_event, drafts_of, revise
from watchlist.list_updates.entry_facts import redraft
from watchlist.list_updates.errors import ClaimReviewFirst, DecideOnTheLatest
from watchlist.temporal import LawTick

PROPOSE: Final = "watchlist.propose_changes"
APPROVE: Final = "watchlist.approve_changes"


@transaction.atomic
def open_by_hand(*, title: str, changes: Sequence[ChangeDraft], actor: User, note: str = "") -> ChangeSet:
    """Open a change set that a person wrote, of no source, and return it: revision 1 is theirs."""
    person = person_with_right(actor, PROPOSE)
    if not title.strip() or not changes:
        raise CorrectTheData(_("a change set has a title, and a change."))
    for draft in changes:
        refuse_unfit(draft)
    change_set = ChangeSet.objects.create(title=title, opened_at=datetime.now(UTC), opened_by=person.get_username())
    revision = revise(change_set=change_set, number=1, drafts=changes, proposed_by=person, note=note)
    written = [change_set, revision, *revision.changes.all()]
    append_event("open_change_set", change_set, person.get_username(), _audit_payload(revision), written)
    return change_set


@transaction.atomic
def claim_review(*, change_set: ChangeSet, actor: User, note: str = "") -> Revision:
    """Adopt the machine's proposal unchanged as this person's revision, and return it."""
    person = person_with_right(actor, PROPOSE)
    last = _open_to_revision(change_set)
    if last.number:
        raise LookAgain(
            _("%(change_set)s was taken up already, by %(proposed_by)s."),
            change_set=change_set,
            proposed_by=last.proposed_by,
        )
    _require_note_for_gates(last, note)
    return _revise(last, drafts_of(last), person, note, "take_up")


@transaction.atomic
def edit(*, change: Change, after: Mapping[str, Any], actor: User, note: str = "") -> Revision:
    """Replace what one change would have the law say, and return the editor's revision; other changes are copied."""
    person = person_with_right(actor, PROPOSE)
    last = _open_to_revision(change.revision.change_set)
    if change.revision_id != last.pk:
        raise DecideOnTheLatest(
            _("%(change)s is not of the last revision: look at revision %(number)s."), change=change, number=last.number
        )
    _require_note_for_gates(last, note)
    drafts = drafts_of(last)
    drafts[change.position] = redraft(drafts[change.position], after)
    refuse_unfit(drafts[change.position])
    return _revise(last, drafts, person, note, "edit")


@transaction.atomic
def approve(*, changes: Sequence[Change], actor: User, reason: str = "") -> list[Decision]:
    """Accept changes that another proposed, and return the decisions. Nothing is written into the law yet."""
    return _decide(changes, actor, accepted=True, reason=reason)


@transaction.atomic
def reject(*, changes: Sequence[Change], actor: User, reason: str) -> list[Decision]:
    """Reject changes that another proposed, for a reason, and return the decisions."""
    if not reason.strip():
        raise SayWhy(_("a rejection says why: the same proposal does not come back."))
    return _decide(changes, actor, accepted=False, reason=reason)


@transaction.atomic
def comment(*, change_set: ChangeSet, actor: User, text: str, change: Change | None = None) -> ChangeComment:
    """Add a remark to a change set, or to one change of it, and return it."""
    person = person_with_right(actor, PROPOSE, APPROVE)
    if not text.strip():
        raise CorrectTheData(_("a comment says something."))
    if change is not None and change.revision.change_set_id != change_set.pk:
        raise CorrectTheData(_("%(change)s is of another change set."), change=change)
    remark = ChangeComment.objects.create(
        change_set=change_set, change=change, author=person, text=text, at=datetime.now(UTC)
    )
    payload = {"comment": remark.pk, "change": change and change.pk}
    append_event("comment_change_set", change_set, person.get_username(), payload)
    return remark


def _decide(changes: Sequence[Change], actor: User, *, accepted: bool, reason: str) -> list[Decision]:
    person = person_with_right(actor, APPROVE)
    if not changes:
        raise CorrectTheData(_("say on which changes."))
    stored = Change.objects.filter(pk__in=[change.pk for change in changes]).order_by("revision", "position")
    by_revision: defaultdict[Revision, list[Change]] = defaultdict(list)
    for change in stored.select_related("revision__change_set"):
        by_revision[change.revision].append(change)
    for revision, of_set in by_revision.items():
        drafts = _refuse_decision(revision, of_set, person)
        if accepted:
            for change in of_set:
                refuse_unfit(drafts[change.position])
            refuse_unwritable(revision.change_set, of_set)
    # The clock of the law is taken before the trail, so all are tried before the first is written.
    written = (
        _write(revision, of_set, person, accepted=accepted, reason=reason) for revision, of_set in by_revision.items()
    )
    return list(chain.from_iterable(written))


def _refuse_decision(revision: Revision, changes: Sequence[Change], person: User) -> list[ChangeDraft]:
    last = _locked_last_revision(revision.change_set)
    if last.number == 0:
        raise ClaimReviewFirst(_("%(change_set)s: nobody took it up yet."), change_set=revision.change_set)
    if revision.pk != last.pk:
        raise DecideOnTheLatest(
            _("%(revision)s was revised: decide on revision %(number)s."), revision=revision, number=last.number
        )
    _refuse_overtaken(revision.change_set)
    if revision.proposed_by_id == person.pk:
        raise AskAnotherPerson(
            _("%(person)s proposed revision %(number)s: another person must decide on it."),
            person=person,
            number=revision.number,
        )
    drafts = drafts_of(revision)
    for change in changes:
        if hasattr(change, "decision"):
            raise LookAgain(
                _("%(change)s was decided already, by %(decided_by)s."),
                change=change,
                decided_by=change.decision.decided_by,
            )
        if is_author(change, person):
            raise AskAnotherPerson(
                _("%(change)s: these are the words of %(person)s; another person must decide on them."),
                change=change,
                person=person,
            )
    return drafts


def _write(
    revision: Revision, changes: Sequence[Change], person: User, *, accepted: bool, reason: str
) -> list[Decision]:
    assert revision.proposed_by_id is not None  # a constraint says so of every revision but the machine's
    at = datetime.now(UTC)
    written = [
        Decision.objects.create(
            change=change,
            accepted=accepted,
            reason=reason,
            proposed_by_id=revision.proposed_by_id,
            decided_by=person,
            decided_at=at,
        )
        for change in changes
    ]
    payload = {**_audit_payload(revision), "reason": reason, "decided": [change.pk for change in changes]}
    verb = "approve" if accepted else "reject"
    append_event(verb, revision.change_set, person.get_username(), payload, written)
    return written


def is_author(change: Change, person: User) -> bool:
    """Return whether a person wrote the words of a change, though another made a later revision of the set."""
    of_set = Change.objects.filter(revision__change_set=change.revision.change_set_id, position=change.position)
    previous: str | None = None
    for number, author, after in of_set.order_by("revision__number").values_list(
        "revision__number", "revision__proposed_by", "after"
    ):
        if author == person.pk and number <= change.revision.number and previous != after == change.after:
            return True
        previous = after
    return False


def _open_to_revision(change_set: ChangeSet) -> Revision:
    """Return the last revision of a set that may have another one."""
    last = _locked_last_revision(change_set)
    _refuse_overtaken(change_set)
    if Decision.objects.filter(change__revision=last).exists():
        raise LookAgain(
            _("%(change_set)s was decided on: what is to be said otherwise now needs another change set."),
            change_set=change_set,
        )
    return last


def _locked_last_revision(change_set: ChangeSet) -> Revision:
    """Return the last revision; until the transaction ends nobody makes another one, and nobody decides."""
    ChangeSet.objects.select_for_update().get(pk=change_set.pk)
    return Revision.objects.filter(change_set=change_set).select_related("change_set").latest("number")


def _refuse_overtaken(change_set: ChangeSet) -> None:
    if is_overtaken(change_set):
        raise DecideOnTheLatest(
            _("%(change_set)s: a later edition was read; decide on its change set."), change_set=change_set
        )


def _require_note_for_gates(last: Revision, note: str) -> None:
    if last.number == 0 and last.change_set.gates and not note.strip():
        raise SayWhy(_("%(change_set)s: the gates spoke, so say why it is to go on."), change_set=last.change_set)


def _revise(last: Revision, drafts: Sequence[ChangeDraft], person: User, note: str, verb: str) -> Revision:
    revision = revise(change_set=last.change_set, number=last.number + 1, drafts=drafts, proposed_by=person, note=note)
    written = [revision, *revision.changes.all()]
    append_event(verb, last.change_set, person.get_username(), _audit_payload(revision), written)
    return revision


def _audit_payload(revision: Revision) -> dict[str, Any]:
    return {"revision": revision.number, "digest": revision.digest, "note": revision.note}


@transaction.atomic
def propose_rollback(*, application: Application, actor: User, reason: str) -> ChangeSet:
    """Open a change set that corrects what was applied back to what was held before, and return it.

    An addition is withdrawn, what was amended or ended stands as it did. What was answered in between stays readable:
    a correction changes what is said of the past, not what was said. Raises `CorrectTheData` where nothing was written,
    or the entry was changed since.
    """
    if not reason.strip():
        raise SayWhy(_("a rollback says why."))
    change = application.decision.change
    events = application.events.splitlines()
    if not events:
        raise CorrectTheData(_("%(change)s: nothing was written, so nothing is to be taken back."), change=change)
    entries = tuple(change.entries.split())
    draft = ChangeDraft(
        kind=Change.Kind.CORRECT, list_key=change.list_key, entries=entries, code=change.code, name=change.name
    )
    after = {"replacements": {entry: _previous_payloads(entry, events, application) for entry in entries}}
    title = f"Take back: {change}"[:300]
    return open_by_hand(title=title, changes=[redraft(draft, after)], actor=actor, note=reason)


def _previous_payloads(entry: str, events: Sequence[str], application: Application) -> dict[str, Any]:
    """Return what was held of these events of an entry before the change, None for nothing, by event."""
    rows = Scheduling.objects.filter(entry__key=entry, event__in=events).select_related("instrument")
    if rows.current().filter(recorded_at__gt=application.applied_at).exists():
        raise CorrectTheData(_("%(entry)s was changed since: take that back first."), entry=entry)
    tick_before = (
        LawTick.objects.filter(at__lt=application.applied_at).order_by("-at").values_list("at", flat=True).first()
    )
    then = {row.event: payload_of(facts_of(row)) for row in rows.known_at(tick_before)} if tick_before else {}
    now = set(rows.current().values_list("event", flat=True))
    return {event: then.get(event) for event in events if event in then or event in now}
