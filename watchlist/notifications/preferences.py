"""How a person wants to be told of news: a mail for each, one mail a day, or none; and what waits for that one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _, override

from watchlist import audit
from watchlist.access import language_of, permitted
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.texts import Count, day_in_words, ngettext_lazy
from watchlist.jobs import Job, Lease, enqueue
from watchlist.notifications.models import Told
from watchlist.notifications.sending import MOST_ATTEMPTS, hand_over, headers_of, title_and_text

SEND_DAILY_MAIL: Final = "send_daily_mail"
EACH, DAILY, NONE = "each", "daily", "none"
MAILS: Final = {
    EACH: _("a mail for each piece of news"),
    DAILY: _("one mail a day, with all of it"),
    NONE: _("no mail"),
}
NEWS: Final = ngettext_lazy("%(n)s piece of news until %(day)s", "%(n)s pieces of news until %(day)s", "n")
SENT_FROM: Final = time(6, 0)
"""Of the day, UTC: from then on the mail of the day before is sent."""


class NotificationPreference(models.Model):
    """How a person is told of news. A row has one state: as its person set it last; without one it is `each`."""

    person = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="notification_preference"
    )
    mail = models.CharField(max_length=6, choices=list(MAILS.items()))
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("preference of notification")
        verbose_name_plural = _("preferences of notification")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(mail__in=tuple(MAILS)), name="notificationpreference_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.mail}"


class DailyMailLine(models.Model):
    """A piece of news that waits for the mail of the day. A row has one state: waiting; then it is deleted."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="daily_mail_lines")
    message = models.ForeignKey(Told, on_delete=models.PROTECT, related_name="daily_mail_lines")

    class Meta:
        verbose_name = _("line of a mail of the day")
        verbose_name_plural = _("lines of mails of the day")
        ordering = ["person", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["person", "message"], name="dailymailline_is_unique")]

    def __str__(self) -> str:
        return f"{self.person}: {self.message}"


def mail_wanted(person: User) -> str:
    """Return how a person is told of news: `EACH`, `DAILY` or `NONE`."""
    row: NotificationPreference | None = getattr(person, "notification_preference", None)
    return row.mail if row else EACH


@transaction.atomic
def set_mail_preference(*, person: User, mail: str) -> NotificationPreference:
    """Set how a person is told of news from now on, and return it. Raises `CorrectTheData`.

    What waits for the mail of the day is sent with it all the same, unless they want none any more.
    """
    if mail not in MAILS:
        raise CorrectTheData(_("%(mail)r is no way to be told of news."), mail=mail)
    row, _made = NotificationPreference.objects.update_or_create(
        person=person, defaults={"mail": mail, "set_at": datetime.now(UTC)}
    )
    if mail == NONE:
        DailyMailLine.objects.filter(person=person).delete()
    name = person.get_username()
    audit.append(actor=name, verb="set_mail_preference", target_kind="user", target_key=name, payload={"mail": mail})
    return row


def enqueue_daily_mails(now: datetime) -> list[UUID]:
    """Leave a job for the mail of the day of each person for whom something waits; once a day, from six o'clock on."""
    if now.time() < SENT_FROM:
        return []
    people = DailyMailLine.objects.filter(message__at__date__lt=now.date()).order_by().values_list("person", flat=True)
    made = [_enqueue_daily_mail(now.date(), person) for person in sorted(set(people))]
    return [job for job in made if job]


def _enqueue_daily_mail(day: date, person: int) -> UUID | None:
    subject = f"{day.isoformat()} {person}"
    if Job.objects.filter(kind=SEND_DAILY_MAIL, subject=subject).exists():
        return None
    owner = User.objects.get(pk=person).get_username()
    return enqueue(kind=SEND_DAILY_MAIL, subject=subject, owner=owner, most_attempts=MOST_ATTEMPTS).pk


def send_daily_mail(lease: Lease) -> None:
    """Mail to a person what waited until the day of a job, in one mail, and drop it.

    What they lost the right to meanwhile is left out.
    """
    day, person_pk = lease.subject.split()
    person = User.objects.get(pk=person_pk)
    lines = DailyMailLine.objects.filter(person=person, message__at__date__lt=date.fromisoformat(day))
    rows = list(lines.select_related("message").order_by("pk"))
    wanted = [row.message for row in rows if _may_know(person, row.message)]
    if wanted and person.email and person.is_active:
        lease.heartbeat(0)
        with override(language_of(person)):
            until = day_in_words(date.fromisoformat(day))
            subject = NEWS.fill(n=Count(len(wanted)), day=until)
            body = "\n\n".join("\n".join(title_and_text(message)) for message in wanted)
        headers = headers_of(f"daily-{day}-{person.pk}")
        hand_over(EmailMessage(subject=subject, body=body, to=[person.email], headers=headers))
    lines.filter(pk__in=[row.pk for row in rows]).delete()


def _may_know(person: Any, message: Told) -> bool:
    return any(permitted(person, right) for right in message.rights.split())
