"""A piece of news: to whom it goes, and the few words that it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from watchlist.conf import site_url
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.texts import FilledText, Text, gettext_lazy as _
from watchlist.list_updates import ChangeSet, ListSource, declared_source
from watchlist.notifications.phrases import PARAGRAPH, english, written

PROPOSE: Final = "watchlist.propose_changes"
APPROVE: Final = "watchlist.approve_changes"
COLLECT: Final = "watchlist.collect_lists"
READ_SCREENINGS: Final = "watchlist.view_screening"
REVIEW: Final = "watchlist.review_cases"
LONGEST_TITLE: Final = 150
BY_HAND: Final = _("by hand")
PAGES: Final = {
    "change set": "/admin/curation/change-sets/{}/",
    "source": "/admin/curation/sources/{}/",
    "list": "/admin/watchlist/controllist/{}/change/",
    "look-back": "/admin/watchlist/rescreen/{}/change/",
    "referral": "/admin/cases/waiting/{}/",
    "cases": "/admin/cases/?sort={}",
    "case": "/admin/cases/{}/",
    "act": "/admin/watchlist/auditevent/{}/change/",
}
"""Where people read on: the pages stand in a layer above."""


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news: `event` and `subject` together identify it.

    People who have one of `rights` are written to, but for the one with the id `excluded_user`, or
    only the one with the id `only_user`. `hook` is the payload
    for webhooks; None: nothing is sent. Texts hold counts and titles of publications, never a substance.
    """

    event: str
    subject: str
    rights: tuple[str, ...]
    headline: FilledText | Text
    paragraphs: tuple[FilledText | Text, ...]
    page: str
    excluded_user: int | None = None
    only_user: int | None = None
    change_set: ChangeSet | None = None
    source: ListSource | None = None
    moment: datetime | None = None
    hook: Mapping[str, Any] | None = None

    @property
    def title(self) -> str:
        """Return the title in English."""
        return english(self.headline)

    @property
    def mail(self) -> str:
        """Return the text of the mail in English: what happened, and where the rest stands."""
        return mail_text(map(english, self.paragraphs), self.page)

    @property
    def words(self) -> str:
        """Return title and text as they are stored, to be said in each language."""
        return written(self.headline, self.paragraphs, self.page)


def mail_text(paragraphs: Iterable[str], page: str) -> str:
    """Return the text of a mail: what happened, and where the rest stands."""
    return PARAGRAPH.join([*paragraphs, f"{site_url()}{page}\n"])


def page_of(what: str, key: object) -> str:
    """Return the path of the page of something: one of `PAGES`."""
    return PAGES[what].format(key)


def title_of(source: ListSource | None) -> str | Text:
    """Return what a publication is called; what people brought by hand has no title that goes into a mail."""
    if source is None:
        return BY_HAND
    try:
        return declared_source(source.key).title[:LONGEST_TITLE]
    except CorrectTheData:
        return source.key
