"""What people add to the record of a case: duties ticked and moved, files, and what a lead tells an authority."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from watchlist.cases import duties, lifecycle
from watchlist.cases.attachments import attach as store_attachment
from watchlist.cases.models import Case, Duty
from watchlist.cases.rights import REPORT, WORK
from watchlist.engine.reports.text import visible
from watchlist.errors import SayWhy
from watchlist.web import words
from watchlist.web.cases.acts import Act, posted, posted_day


def tick(request: HttpRequest, case: Case, actor: User) -> str:
    """Tick a duty as done, or take the tick back."""
    done = posted(request, "done") == "yes"
    duties.tick(duty=_duty(request, case), done=done, actor=actor, note=posted(request, "note"))
    return _("The duty is done.") if done else _("The duty is owed again.")


def move(request: HttpRequest, case: Case, actor: User) -> str:
    """Move the deadline of a duty, with a reason."""
    due_on = posted_day(request, "due_on")
    if due_on is None:
        raise SayWhy(_("Say to which day it moves."))
    duties.move(duty=_duty(request, case), due_on=due_on, reason=posted(request, "reason"), actor=actor)
    return _("The deadline is now %s.") % words.day(due_on)


def attach(request: HttpRequest, case: Case, actor: User) -> str:
    """Keep a file in the case; a lead may keep it from those who may not know of reports."""
    file = request.FILES.get("file")
    if file is None:
        raise SayWhy(_("Choose a file."))
    restricted = posted(request, "restricted") == "yes"
    kept = store_attachment(case=case, name=file.name or "", content=file.read(), actor=actor, restricted=restricted)
    return _("%s is kept.") % visible(kept.name)


def await_authority(request: HttpRequest, case: Case, actor: User) -> str:
    """Have the case wait for an authority."""
    lifecycle.await_authority(case=case, note=posted(request, "note"), actor=actor)
    return _("The case waits for the authority; others read that it is on hold.")


def report(request: HttpRequest, case: Case, actor: User) -> str:
    """Record a report to an authority."""
    sent_on = posted_day(request, "sent_on")
    if sent_on is None:
        raise SayWhy(_("Say on which day it was sent."))
    lifecycle.report(
        case=case,
        jurisdiction=posted(request, "jurisdiction"),
        authority=posted(request, "authority"),
        text=posted(request, "text"),
        sent_on=sent_on,
        reference=posted(request, "reference"),
        actor=actor,
    )
    return _("The report is recorded, for compliance leads and auditors alone.")


def _duty(request: HttpRequest, case: Case) -> Duty:
    key = posted(request, "duty")
    return get_object_or_404(Duty, pk=key if key.isdecimal() else 0, case=case)


VERBS: Final[dict[str, tuple[Act, tuple[str, ...]]]] = {
    "tick": (tick, (WORK,)),
    "move": (move, (WORK,)),
    "attach": (attach, (WORK, REPORT)),
    "await_authority": (await_authority, (REPORT,)),
    "report": (report, (REPORT,)),
}
