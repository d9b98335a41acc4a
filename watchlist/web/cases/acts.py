"""What people do with a case: each act is one verb, and leads back to the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Final

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watchlist.cases import lifecycle
from watchlist.cases.authorising import UNDER_AUTHORISATION
from watchlist.cases.judgement_models import DISPOSITIONS as DISPOSITION_WORDS
from watchlist.cases.judgement_models import Referral
from watchlist.cases.models import Case
from watchlist.cases.rights import REPORT, VIEW, WORK
from watchlist.engine.errors import CorrectTheQuestion, WatchlistError
from watchlist.engine.reports.text import visible
from watchlist.web.cases.authorisations import authorisation_keys
from watchlist.web.cases.case_page import case_page
from watchlist.web.cases.words import DISPOSITIONS
from watchlist.web.viewpoint import View, law_page, reader_of

Act = Callable[[HttpRequest, Case, User], str]


def act(verb: Act, *rights: str) -> View:
    """Make a verb a page that is only posted to, by those with one of some rights.

    It leads back to the page of the case with a message; where it was refused, with what was typed still in its form.
    """

    @require_http_methods(["GET", "POST"])
    @law_page(VIEW)
    @wraps(verb)
    def answer(request: HttpRequest, pk: int) -> HttpResponseBase:
        if request.method == "GET":  # who goes back to the address of a refusal
            return redirect("cases:one", pk)
        if not any(map(request.user.has_perm, rights)):
            raise PermissionDenied
        case = get_object_or_404(Case, pk=pk)
        try:
            messages.success(request, verb(request, case, reader_of(request)))
        except WatchlistError as error:
            messages.error(request, visible(error.message))
            return case_page(request, pk)
        return redirect("cases:one", pk)

    return answer


def posted(request: HttpRequest, name: str) -> str:
    """Return the posted text of a field."""
    return request.POST.get(name, "").strip()


def posted_day(request: HttpRequest, name: str) -> date | None:
    """Return the posted day of a field; None for none. Raises `CorrectTheQuestion` for what is no day."""
    text = posted(request, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CorrectTheQuestion(_("“%s” is no day: write it as 2026-01-31.") % text)


def take(request: HttpRequest, case: Case, actor: User) -> str:
    """Give the case to the reader."""
    lifecycle.assign(case=case, to=actor, actor=actor)
    return _("The case is yours.")


def assign(request: HttpRequest, case: Case, actor: User) -> str:
    """Give the case to another, or to nobody."""
    key = posted(request, "to")
    to = get_object_or_404(User, pk=key) if key.isdecimal() else None
    lifecycle.assign(case=case, to=to, actor=actor)
    return _("The case is %s's.") % to.get_username() if to else _("The case is nobody's.")


def hold(request: HttpRequest, case: Case, actor: User) -> str:
    """Put the case on hold."""
    lifecycle.suspend(case=case, note=posted(request, "note"), actor=actor)
    return _("The case is on hold.")


def resume(request: HttpRequest, case: Case, actor: User) -> str:
    """Take the case off hold."""
    lifecycle.resume(case=case, note=posted(request, "note"), actor=actor)
    return _("The case is off hold.")


def snooze(request: HttpRequest, case: Case, actor: User) -> str:
    """Let the case rest until a day, or wake it."""
    until = posted_day(request, "until")
    lifecycle.snooze(case=case, until=until, actor=actor)
    return _("The case rests; its deadlines go on.") if until else _("The case rests no longer.")


def note(request: HttpRequest, case: Case, actor: User) -> str:
    """Keep a note."""
    lifecycle.add_note(case=case, text=posted(request, "text"), actor=actor)
    return _("The note is kept.")


def dispose(request: HttpRequest, case: Case, actor: User) -> str:
    """Close the case with a disposition; the release of controlled goods is referred to a second officer."""
    word = posted(request, "word")
    if word not in DISPOSITION_WORDS:
        raise Http404(f"no word {word}")
    papers = authorisation_keys(request.POST.getlist("authorisations")) if word == UNDER_AUTHORISATION else ()
    done = lifecycle.dispose(case=case, word=word, note=posted(request, "note"), actor=actor, authorisations=papers)
    if isinstance(done, Referral):
        return _("It waits for a second officer: the case stays open until another officer agrees.")
    return _("The case is closed: %s.") % str(DISPOSITIONS[word]).lower()


def reopen(request: HttpRequest, case: Case, actor: User) -> str:
    """Reopen the case."""
    lifecycle.reopen(case=case, note=posted(request, "note"), actor=actor)
    return _("The case is open again.")


VERBS: Final[dict[str, tuple[Act, tuple[str, ...]]]] = {
    "take": (take, (WORK,)),
    "assign": (assign, (WORK,)),
    "hold": (hold, (WORK, REPORT)),
    "resume": (resume, (WORK, REPORT)),
    "snooze": (snooze, (WORK,)),
    "note": (note, (WORK, REPORT)),
    "dispose": (dispose, (WORK,)),
    "reopen": (reopen, (WORK,)),
}
