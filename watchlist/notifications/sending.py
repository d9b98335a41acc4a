"""Send one mail to one person: the work of a job, which is tried again until the mail server takes it."""

from __future__ import annotations

from email.utils import parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Final

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.utils.translation import override

from watchlist.access import language_of, permitted
from watchlist.engine.errors import WatchlistError
from watchlist.jobs import Lease, TryAgain
from watchlist.list_updates import one_line
from watchlist.notifications.models import Told
from watchlist.notifications.news import mail_text
from watchlist.notifications.phrases import read, spoken_phrase

SEND_MAIL: Final = "send_mail"
MOST_ATTEMPTS: Final = 100
"""With the back-off of the jobs, the last is made about four days after the first: a weekend without mail is none."""
PERMANENT: Final = 500
LONGEST: Final = 200
"""Characters of a title."""


class AddressRefused(WatchlistError):
    """The mail server takes nothing for this address: an administrator must correct it."""


def subject_of(message: Told, person: User) -> str:
    """Return the subject of the job that mails a notification to a person."""
    return f"{message.pk} {person.pk}"


def send_mail(lease: Lease) -> None:
    """Mail a notification to the person of a job; nothing, where they have lost the right meanwhile, or left.

    A worker lost after the server took the mail sends it once more, under the same id: mail knows no other way.
    """
    message_pk, person_pk = lease.subject.split()
    message, person = Told.objects.get(pk=message_pk), User.objects.get(pk=person_pk)
    is_wanted = person.is_active and any(permitted(person, right) for right in message.rights.split())
    if not is_wanted or not person.email:
        return
    lease.heartbeat(0)
    headers = headers_of(f"told-{message.pk}-{person.pk}")
    with override(language_of(person)):
        title, text = title_and_text(message)
    hand_over(EmailMessage(subject=title, body=text, to=[person.email], headers=headers))


def title_and_text(message: Told) -> tuple[str, str]:
    """Return the title and the text of a notification in the language that is spoken now."""
    words = read(message.words)
    if words is None:
        return message.title, message.text
    title = one_line(spoken_phrase(words.title))[:LONGEST]
    return title, mail_text(map(spoken_phrase, words.paragraphs), words.page)


def hand_over(mail: EmailMessage) -> None:
    """Give a mail to the mail server. Raises `TryAgain` where it takes none now, `AddressRefused` where never."""
    try:
        mail.send()
    except SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        if min(codes) >= PERMANENT:
            raise AddressRefused(f"The mail server refuses the address, with {codes[0]}.") from error
        raise TryAgain(f"The mail server does not take the address at present, with {codes[0]}.") from error
    except (SMTPException, OSError) as error:
        raise TryAgain(f"The mail server took nothing: {type(error).__name__}.") from error


def headers_of(name: str) -> dict[str, str]:
    """Return the headers of a mail that we write: `name` tells it from all others of this house."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    # The same at each attempt, so that a mail that comes twice is seen to be one; and no answer by an absent person.
    return {"Message-ID": f"<{name}@{domain}>", "Auto-Submitted": "auto-generated"}
