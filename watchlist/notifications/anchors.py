"""Anchors of the trail, made once a day and mailed to where no administrator of the house reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import transaction

from watchlist.audit import AuditAnchor, anchor, as_anchor, written
from watchlist.conf import anchor_mail, sends_mail
from watchlist.jobs import Lease, enqueue
from watchlist.notifications.sending import MOST_ATTEMPTS, hand_over, headers_of

MAIL_ANCHOR: Final = "mail_anchor"
TEXT: Final = """\
The end of the audit trail of Precursor Watchlist on {day}: event {sequence}.

Keep the attached file where nobody of the house can change it. With it,

    manage.py verify_audit --anchors FILE

finds whether anything of the trail until then was altered, taken out or put in since.
"""


@dataclass(frozen=True, slots=True)
class AnchorResult:
    """The anchor of today, whether it was made now, and the jobs that mail it."""

    row: AuditAnchor
    is_new: bool
    jobs: Sequence[UUID]


@transaction.atomic
def anchor_and_mail(*, actor: str) -> AnchorResult:
    """Make the anchor of today where there is none, and leave a job for each address that it is mailed to."""
    row, is_new = anchor(actor=actor, at=datetime.now(UTC))
    addresses = anchor_mail() if is_new and sends_mail() else []
    subjects = [f"{row.sequence} {address}" for address in addresses]
    jobs = [
        enqueue(kind=MAIL_ANCHOR, subject=subject, owner=actor, most_attempts=MOST_ATTEMPTS) for subject in subjects
    ]
    return AnchorResult(row, is_new, [job.pk for job in jobs])


def mail_anchor(lease: Lease) -> None:
    """Mail the anchor of a job to the address of the job."""
    sequence, _blank, address = lease.subject.partition(" ")
    row = AuditAnchor.objects.get(pk=sequence)
    lease.heartbeat(0)
    mail = EmailMessage(
        subject=f"Anchor of the audit trail, {row.day}",
        body=TEXT.format(day=row.day, sequence=row.sequence),
        to=[address],
        headers=headers_of(f"anchor-{row.day}-{address.replace('@', '-at-')}"),
    )
    mail.attach(f"anchor-{row.day}.json", f"{written(as_anchor(row))}\n", "application/json")
    hand_over(mail)
