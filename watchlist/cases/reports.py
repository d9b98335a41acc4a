"""What a compliance lead alone does and a few alone know: the wait for an authority, and the report to one.

Neither changes what others read. The wait is a lead's hold to them, the report is nothing; so are the events of both,
the files kept with them, and the instant at which the case changed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from watchlist.access.people import person_with_right
from watchlist.cases.errors import ReopenFirst
from watchlist.cases.events import record_event
from watchlist.cases.lifecycle import suspend_as_lead
from watchlist.cases.models import AWAITING, CLOSED, Case
from watchlist.cases.record_models import AuthorityReport
from watchlist.cases.rights import REPORT, sees_reports
from watchlist.errors import LookAgain, SayWhy


@transaction.atomic
def await_authority(*, case: Case, note: str, actor: User) -> Case:
    """Have the case wait for an authority, and return it; who may not know of reports reads that a lead holds it."""
    person = person_with_right(actor, REPORT)
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.state == CLOSED:
        raise ReopenFirst(_("%(held)s is closed: reopen it first."), held=locked)
    if locked.state == AWAITING:
        raise LookAgain(_("%(held)s waits for an authority already."), held=locked)
    if not note.strip():
        raise SayWhy(_("Say what it waits for."))
    return suspend_as_lead(locked, "await_authority", note, person, state=AWAITING)


@transaction.atomic
def report(
    *, case: Case, jurisdiction: str, authority: str, text: str, sent_on: date, reference: str = "", actor: User
) -> AuthorityReport:
    """Keep that the shipment was reported to an authority, whatever its state, and return the row."""
    person = person_with_right(actor, REPORT)
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if not text.strip() or not authority.strip():
        raise SayWhy(_("Say what was reported, and to which authority."))
    row = AuthorityReport.objects.create(
        case=locked,
        jurisdiction=jurisdiction,
        authority=authority.strip(),
        reference=reference.strip(),
        text=text.strip(),
        sent_on=sent_on,
        by=person,
        at=datetime.now(UTC),
    )
    facts = {"jurisdiction": jurisdiction, "authority": row.authority, "reference": row.reference, "sent_on": sent_on}
    record_event(
        locked, "report", person.get_username(), text=row.text, facts=facts, restricted=True, at=row.at, rows=[row]
    )
    return row


def reports_of(case: Case, user: User | AnonymousUser) -> QuerySet[AuthorityReport]:
    """Return the reports of a case, the first first; none to who may not know of them."""
    rows = AuthorityReport.objects.filter(case=case).select_related("by").order_by("at", "pk")
    return rows if sees_reports(user) else rows.none()
