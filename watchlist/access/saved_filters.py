"""The filters of lists that a person saved under a name, to find them again: their own, and nobody else's."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchlist.engine.errors import CorrectTheQuestion

MOST: Final = 30
"""Filters that one person saves of one list."""
LONGEST_NAME: Final = 60
LONGEST_QUERY: Final = 1_000


class SavedFilter(models.Model):
    """A named query of one list, of one person."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=60, help_text="the name of the list's address")
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY, help_text="of the list's address")
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        default_permissions = ()
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="savedfilter_name_is_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="savedfilter_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


@transaction.atomic
def save_filter(*, user: User, page: str, name: str, query: str, at: datetime) -> SavedFilter:
    """Save a query of a list under a name, in place of the one that has it, and return the row.

    Raises `CorrectTheQuestion` where the name is missing or too long, the query too long, or there are too many.
    """
    if not (name := name.strip()):
        raise CorrectTheQuestion(_("Give the filter a name."))
    if len(name) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise CorrectTheQuestion(_("The name, or the filter, is too long to be saved."))
    own = SavedFilter.objects.filter(user=user, page=page)
    if own.exclude(name=name).count() >= MOST:
        raise CorrectTheQuestion(_("You saved as many filters as this list takes: forget one first."))
    fields = {"query": query, "saved_at": at}
    return SavedFilter.objects.update_or_create(user=user, page=page, name=name, defaults=fields)[0]


def forget_filter(*, user: User, key: int) -> bool:
    """Delete one saved filter of a person, and return whether it was there."""
    return bool(SavedFilter.objects.filter(user=user, pk=key).delete()[0])


def forget_filters(*, user: User) -> int:
    """Delete every saved filter of a person, and return how many there were."""
    return SavedFilter.objects.filter(user=user).delete()[0]
