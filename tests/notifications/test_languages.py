"""Each person is written to in their own language; what is kept of a notification is English."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.utils import translation

from tests.integrity.row_tampering import without_guards
from tests.notifications.conftest import propose
from watchlist.access.page_preferences import PageStyle, set_page_style
from watchlist.engine.texts import Count, Day, FilledText, gettext_lazy, ngettext_lazy
from watchlist.list_updates.models import ListSource
from watchlist.notifications.dispatch import notify
from watchlist.notifications.models import Told
from watchlist.notifications.phrases import read, spoken_phrase, written
from watchlist.notifications.preferences import DAILY, enqueue_daily_mails, set_mail_preference
from watchlist.tasks import run_due

CHANGES = ngettext_lazy("%(n)s change", "%(n)s changes", "n")
GERMAN = {
    "%(n)s change": "%(n)s Änderung",
    "%(n)s changes": "%(n)s Änderungen",
    "Proposed: %(changes)s, %(title)s": "Vorgeschlagen: %(changes)s, %(title)s",
}


@pytest.fixture
def in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a few sentences be said in German where German is spoken."""
    said: Any = translation._trans  # type: ignore[attr-defined]

    def translated(text: str) -> str:
        return GERMAN.get(text, text) if translation.get_language() == "de" else text

    def by_number(singular: str, plural: str, number: int) -> str:
        return translated(singular if number == 1 else plural)

    monkeypatch.setattr(said, "gettext", translated)
    monkeypatch.setattr(said, "ngettext", by_number)


@pytest.mark.usefixtures("in_german")
def test_a_mail_is_in_the_language_of_whom_it_goes_to(source: ListSource, curator: User, second_curator: User) -> None:
    set_page_style(person=second_curator, style=PageStyle(language="de"))
    propose(source, "Acetone", "Toluene")
    with translation.override("de"):
        notify()
    run_due()
    by_address = {sent.to[0].partition("@")[0]: sent for sent in mail.outbox}
    assert by_address["curator"].subject == Told.objects.get().title == "Proposed: 2 changes, xx-acts"
    assert by_address["second-curator"].subject == "Vorgeschlagen: 2 Änderungen, xx-acts"
    assert "https://watchlist.example/admin/curation/change-sets/" in by_address["second-curator"].body
    assert by_address["curator"].body == Told.objects.get().text


@pytest.mark.usefixtures("in_german")
def test_the_mail_of_a_day_is_in_their_language_too_and_old_texts_as_they_were_stored(
    source: ListSource, curator: User
) -> None:
    set_page_style(person=curator, style=PageStyle(language="de"))
    set_mail_preference(person=curator, mail=DAILY)
    propose(source, "Acetone")
    notify()
    propose(source, "Toluene")
    notify()
    with without_guards():  # as the version before stored it
        Told.objects.filter(pk=Told.objects.earliest("pk").pk).update(words="")
    tomorrow = datetime.now(UTC).replace(hour=7) + timedelta(days=1)
    enqueue_daily_mails(tomorrow)
    run_due()
    (sent,) = mail.outbox
    assert "Proposed: 1 change, xx-acts" in sent.body
    assert "Vorgeschlagen: 1 Änderung, xx-acts" in sent.body
    assert str(tomorrow.year) in sent.subject


def test_words_are_stored_as_templates_and_facts() -> None:
    facts: dict[str, Any] = {
        "changes": FilledText(CHANGES, {"n": Count(1200)}),
        "title": "Acts",
        "day": Day(date(2026, 2, 3)),
    }
    title = FilledText(gettext_lazy("%(changes)s of %(title)s on %(day)s"), facts)
    words = read(written(title, (gettext_lazy("The rest."),), "/page/"))
    assert words is not None
    assert spoken_phrase(words.title) == "1,200 changes of Acts on 3 Feb 2026"
    with translation.override("de"):
        assert spoken_phrase(words.title) == "1.200 Änderungen of Acts on 3. Februar 2026"
    assert ([*map(spoken_phrase, words.paragraphs)], words.page) == (["The rest."], "/page/")
    assert read("") is None
