"""Filters of the list of cases that a person keeps under a name, for themselves alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.engine.errors import CorrectTheData

MOST: Final = 30
LONGEST_NAME: Final = 60
LONGEST_QUERY: Final = 500


class SavedFilter(models.Model):
    """A filter of one person's. A row has one state: kept; under the same name another takes its place."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY, help_text="of the address of the list")
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["person", "name"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="savedfilter_name_is_unique"),
            models.CheckConstraint(condition=~models.Q(name=""), name="savedfilter_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


@transaction.atomic
def save_filter(*, person: User, name: str, query: str) -> SavedFilter:
    """Keep a filter under a name, in place of one that bears it, and return it. Raises `CorrectTheData`."""
    title = " ".join(name.split())
    if not 0 < len(title) <= LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise CorrectTheData(_("A filter has a name of at most %(most)s letters."), most=LONGEST_NAME)
    own = SavedFilter.objects.filter(person=person)
    if own.exclude(name=title).count() >= MOST:
        raise CorrectTheData(_("At most %(most)s filters are kept: forget one first."), most=MOST)
    row, _made = own.update_or_create(
        person=person, name=title, defaults={"query": query, "kept_at": datetime.now(UTC)}
    )
    _append_event("save_filter", person, title)
    return row


@transaction.atomic
def forget_filter(*, person: User, name: str) -> bool:
    """Forget a filter of a person, and say whether there was one."""
    gone, _rows = SavedFilter.objects.filter(person=person, name=name).delete()
    if gone:
        _append_event("forget_filter", person, name)
    return bool(gone)


def _append_event(verb: str, person: User, name: str) -> None:
    who = person.get_username()
    audit.append(actor=who, verb=verb, target_kind="user", target_key=who, payload={"filter": name})
