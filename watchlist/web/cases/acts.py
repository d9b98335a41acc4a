"""What people do with a case, and add to its record: each act is one verb with its form, and leads back to the case."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from watchlist import cases
from watchlist.cases import (
    DISPOSITIONS as DISPOSITION_WORDS,
    RELEASES,
    REPORT,
    UNDER_AUTHORISATION,
    VIEW,
    WORK,
    Case,
    Duty,
    Override,
    Referral,
    attach as store_attachment,
)
from watchlist.engine.errors import CorrectTheQuestion, WatchlistError
from watchlist.engine.reports import visible
from watchlist.engine.texts import lowered
from watchlist.web import words
from watchlist.web.cases.case_page import case_page
from watchlist.web.cases.route_views import RecordCheckForm, record_check
from watchlist.web.cases.words import DISPOSITIONS
from watchlist.web.form_fields import DayField, cleaned, optional_text
from watchlist.web.viewpoint import View, law_page, reader_of

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """A verb, the form that is sent for it, and the rights of which one is needed; `does` returns a message."""

    does: Callable[[Case, User, Fields], str]
    form: type[forms.Form]
    rights: tuple[str, ...]


def act_page(act: Act) -> View:
    """Return the page of an act, which is only posted to, by those with one of its rights.

    It leads back to the page of the case with a message; where it was refused, with what was typed still in its form.
    """

    @require_http_methods(["GET", "POST"])
    @law_page(VIEW)
    def answer(request: HttpRequest, pk: int) -> HttpResponseBase:
        if request.method == "GET":  # who goes back to the address of a refusal
            return redirect("cases:one", pk)
        if not any(map(request.user.has_perm, act.rights)):
            raise PermissionDenied
        case, form = get_object_or_404(Case, pk=pk), act.form(request.POST, request.FILES)
        try:
            messages.success(request, act.does(case, reader_of(request), cleaned(form)))
        except WatchlistError as error:
            messages.error(request, visible(error.message))
            return case_page(request, pk, form)
        back = {"release": "cases:release"}.get(request.POST.get("back", ""), "cases:one")
        return redirect(back, pk)

    return answer


class NoteForm(forms.Form):
    """A note, which some acts ask for."""

    note = optional_text()


class NewNoteForm(forms.Form):
    """A note that is kept for itself."""

    text = optional_text()


class AssignForm(forms.Form):
    """The person who is to work on a case, by their key."""

    to = optional_text()


class SnoozeForm(forms.Form):
    """The day until which a case rests."""

    until = DayField(required=False)


class DisposeForm(NoteForm):
    """A disposition; for a release under authorisation the documents that it names, and why it goes past the rest."""

    word = optional_text()
    override_reason = optional_text()
    override_sentence = optional_text()
    authorisations = forms.Field(required=False, widget=forms.MultipleHiddenInput)


class TickForm(NoteForm):
    """A duty by its key, and whether it is done."""

    duty = optional_text()
    done = optional_text()


class MoveForm(forms.Form):
    """A duty by its key, the day to which it moves, and why."""

    duty = optional_text()
    due_on = DayField(error_messages={"required": gettext_lazy("Say to which day it moves.")})
    reason = optional_text()


class AttachForm(forms.Form):
    """A file, and whether it is kept from those who may not know of reports."""

    file = forms.FileField(allow_empty_file=True, error_messages={"required": gettext_lazy("Choose a file.")})
    restricted = forms.BooleanField(required=False)


class ReportForm(forms.Form):
    """A report to an authority, as it was sent."""

    jurisdiction = optional_text()
    authority = optional_text()
    text = optional_text()
    sent_on = DayField(error_messages={"required": gettext_lazy("Say on which day it was sent.")})
    reference = optional_text()


def take(case: Case, actor: User, fields: Fields) -> str:
    """Give the case to the reader."""
    cases.assign(case=case, to=actor, actor=actor)
    return _("The case is yours.")


def assign(case: Case, actor: User, fields: Fields) -> str:
    """Give the case to another, or to nobody."""
    to = get_object_or_404(User, pk=fields["to"]) if fields["to"].isdecimal() else None
    cases.assign(case=case, to=to, actor=actor)
    return _("The case is %s's.") % to.get_username() if to else _("The case is unassigned.")


def hold(case: Case, actor: User, fields: Fields) -> str:
    """Put the case on hold."""
    cases.suspend(case=case, actor=actor, **fields)
    return _("The case is on hold.")


def resume(case: Case, actor: User, fields: Fields) -> str:
    """Take the case off hold."""
    cases.resume(case=case, actor=actor, **fields)
    return _("The case is off hold.")


def snooze(case: Case, actor: User, fields: Fields) -> str:
    """Let the case rest until a day, or wake it."""
    cases.snooze(case=case, actor=actor, **fields)
    return _("The case rests; its deadlines go on.") if fields["until"] else _("The case rests no longer.")


def note(case: Case, actor: User, fields: Fields) -> str:
    """Keep a note."""
    cases.add_note(case=case, actor=actor, **fields)
    return _("The note is kept.")


def dispose(case: Case, actor: User, fields: Fields) -> str:
    """Close the case with a disposition; the release of controlled goods is referred to a second officer."""
    word = fields["word"]
    if word not in DISPOSITION_WORDS:
        raise Http404(f"no word {word}")
    papers = _authorisation_keys(fields["authorisations"]) if word == UNDER_AUTHORISATION else ()
    reason, sentence = fields["override_reason"], fields["override_sentence"]
    override = Override(reason, sentence) if word in RELEASES and (reason or sentence.strip()) else None
    note = fields["note"]
    done = cases.dispose(case=case, word=word, note=note, actor=actor, authorisations=papers, override=override)
    if isinstance(done, Referral):
        return _("It waits for a second officer: the case stays open until another officer agrees.")
    return _("The case is closed: %s.") % lowered(DISPOSITIONS[word])


def reopen(case: Case, actor: User, fields: Fields) -> str:
    """Reopen the case."""
    cases.reopen(case=case, actor=actor, **fields)
    return _("The case is open again.")


def tick(case: Case, actor: User, fields: Fields) -> str:
    """Tick a duty as done, or take the tick back."""
    done = fields["done"] == "yes"
    cases.tick_duty(duty=_duty(case, fields), done=done, actor=actor, note=fields["note"])
    return _("The duty is done.") if done else _("The duty is owed again.")


def move(case: Case, actor: User, fields: Fields) -> str:
    """Move the deadline of a duty, with a reason."""
    cases.move_deadline(duty=_duty(case, fields), due_on=fields["due_on"], reason=fields["reason"], actor=actor)
    return _("The deadline is now %s.") % words.day(fields["due_on"])


def attach(case: Case, actor: User, fields: Fields) -> str:
    """Keep a file in the case; a lead may keep it from those who may not know of reports."""
    file = fields["file"]
    content, restricted = file.read(), fields["restricted"]
    kept = store_attachment(case=case, name=file.name or "", content=content, actor=actor, restricted=restricted)
    return _("%s is kept.") % visible(kept.name)


def await_authority(case: Case, actor: User, fields: Fields) -> str:
    """Have the case wait for an authority."""
    cases.await_authority(case=case, actor=actor, **fields)
    return _("The case waits for the authority; others read that it is on hold.")


def report(case: Case, actor: User, fields: Fields) -> str:
    """Record a report to an authority."""
    cases.report_to_authority(case=case, actor=actor, **fields)
    return _("The report is recorded, for compliance leads and auditors alone.")


def _duty(case: Case, fields: Fields) -> Duty:
    key = fields["duty"]
    return get_object_or_404(Duty, pk=key if key.isdecimal() else 0, case=case)


def _authorisation_keys(chosen: Iterable[str]) -> list[int]:
    """Return the keys of the documents chosen. Raises `CorrectTheQuestion` for what is no key."""
    keys = list(chosen)
    if not all(key.isascii() and key.isdigit() and len(key) < 19 for key in keys):
        raise CorrectTheQuestion(gettext_lazy("An authorisation is named by its number here."))
    return [int(key) for key in keys]


VERBS: Final = {
    "take": Act(take, forms.Form, (WORK,)),
    "assign": Act(assign, AssignForm, (WORK,)),
    "hold": Act(hold, NoteForm, (WORK, REPORT)),
    "resume": Act(resume, NoteForm, (WORK, REPORT)),
    "snooze": Act(snooze, SnoozeForm, (WORK,)),
    "note": Act(note, NewNoteForm, (WORK, REPORT)),
    "check_route": Act(record_check, RecordCheckForm, (WORK,)),
    "dispose": Act(dispose, DisposeForm, (WORK,)),
    "reopen": Act(reopen, NoteForm, (WORK,)),
    "tick": Act(tick, TickForm, (WORK,)),
    "move": Act(move, MoveForm, (WORK,)),
    "attach": Act(attach, AttachForm, (WORK, REPORT)),
    "await_authority": Act(await_authority, NoteForm, (REPORT,)),
    "report": Act(report, ReportForm, (REPORT,)),
}
"""Each act by the last part of its address."""
