"""Who is named in what another wrote of a case is told: by mail, in the mail of the day, or on the desk alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.cases.shipments import VAGUE, opened
from tests.notifications.conftest import with_address
from watchlist.cases.lifecycle import add_note as note, report_to_authority
from watchlist.notifications.dispatch import notify
from watchlist.notifications.mentions import MENTIONED, mention_news, mentions_of, names_in
from watchlist.notifications.models import Told
from watchlist.notifications.preferences import (
    DAILY,
    EACH,
    NONE,
    DailyMailLine,
    enqueue_daily_mails,
    set_mail_preference,
)
from watchlist.tasks import run_due

pytestmark = pytest.mark.usefixtures("law")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@officer, look", ["officer"]),
        ("Ask @second-officer. And @officer!", ["second-officer", "officer"]),
        ("(@officer) and @officer", ["officer"]),
        ("mail officer@house.example", []),
        ("@", []),
    ],
)
def test_names_are_read_as_people_write_them(text: str, names: list[str]) -> None:
    assert names_in(text) == names


def test_a_mention_is_told_once_without_what_was_written(officer: User, second_officer: User, curator: User) -> None:
    case = opened(VAGUE)
    note(case=case, text="@officer @curator @nobody: the piperidone again", actor=second_officer)
    (news,) = mention_news(datetime.now(UTC))
    assert (news.only_user, news.page) == (officer.pk, f"/admin/cases/{case.pk}/")
    assert "piperidone" not in news.title + news.mail
    with_address(officer)
    with_address(second_officer)
    notify()
    run_due()
    assert [message.to for message in mail.outbox if "mentions" in message.subject] == [["officer@house.example"]]
    assert not list(mention_news(datetime.now(UTC)))
    assert [event.text for event in mentions_of(officer, datetime.now(UTC))] == [
        "@officer @curator @nobody: the piperidone again"
    ]
    assert not mentions_of(second_officer, datetime.now(UTC))


def test_what_few_may_know_is_told_to_them_alone(officer: User, lead: User, auditor: User, today: date) -> None:
    case = opened(VAGUE)
    report_to_authority(
        case=case, jurisdiction="EU", authority="NCA", text="@officer @auditor", sent_on=today, actor=lead
    )
    now = datetime.now(UTC)
    assert [news.only_user for news in mention_news(now)] == [auditor.pk]
    assert (len(mentions_of(officer, now)), len(mentions_of(auditor, now))) == (0, 1)


def test_news_comes_as_its_person_wants_it(officer: User, second_officer: User) -> None:
    case, now = opened(VAGUE), datetime.now(UTC)
    with_address(officer)
    tomorrow = datetime(now.year, now.month, now.day, 7, tzinfo=UTC) + timedelta(days=1)

    def mentioned(how: str, text: str) -> list[str]:
        mail.outbox.clear()
        set_mail_preference(person=officer, mail=how)
        note(case=case, text=f"@officer {text}", actor=second_officer)
        notify()
        run_due()
        return [message.subject for message in mail.outbox if "mention" in message.subject]

    assert len(mentioned(EACH, "one")) == 1
    assert mentioned(NONE, "two") == []
    assert not DailyMailLine.objects.exists()
    assert mentioned(DAILY, "three") == mentioned(DAILY, "four") == []
    assert Told.objects.filter(event=MENTIONED).count() == 4
    assert enqueue_daily_mails(tomorrow.replace(hour=5)) == []
    assert len(enqueue_daily_mails(tomorrow)) == 1
    assert enqueue_daily_mails(tomorrow) == []
    mail.outbox.clear()
    run_due()
    [sent] = mail.outbox
    assert sent.body.count("mentions officer") == 2
    assert not DailyMailLine.objects.exists()


def test_a_person_sets_it_for_themselves_alone(client: Client, officer: User) -> None:
    page = reverse("entry:preferences")
    client.force_login(officer)
    assert 'value="each"' in client.get(page).content.decode()
    said = {"mail": "daily", "time_zone": "UTC", "date_style": "words"}
    assert client.post(page, said).status_code == 302
    officer.refresh_from_db()
    assert officer.notification_preference.mail == DAILY
    assert client.post(page, {**said, "mail": "pigeon"}).status_code == 400


def test_the_desk_shows_who_mentions_its_reader(client: Client, officer: User, second_officer: User) -> None:
    note(case=opened(VAGUE), text="@officer did the shipper answer?", actor=second_officer)
    client.force_login(officer)
    assert "did the shipper answer?" in client.get(reverse("admin:index")).content.decode()
    client.force_login(second_officer)
    assert "did the shipper answer?" not in client.get(reverse("admin:index")).content.decode()
