"""House lists as they are kept: wholly apart from the law, on clocks of their own.

Nothing here takes the law's clock: the instants at which a list was brought must show in no answer to those who may
not see it.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Self

from django.contrib.auth.models import Group, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchlist.access import User, permitted
from watchlist.temporal import VersionedModel

PREFIX = "house-"
"""What the key of a house list begins with, so that it is never that of a list of law."""
KEEP = "watchlist.keep_house_lists"
OPEN = "watchlist.open_house_lists"
"""The rights of an owner over their own lists, and of who may open one. No role has them."""


class HouseListQuerySet(models.QuerySet[Any]):
    """House lists, by who may see them."""

    def visible_to(self, user: User) -> Self:
        """Return the lists that a user may see: by their groups, as they are now. A superuser sees every list."""
        if not user.is_active:
            return self.none()
        if isinstance(user, PermissionsMixin) and user.is_superuser:
            return self.all()
        return self.filter(readers__in=Group.objects.filter(user__pk=user.pk)).distinct()

    def owned_by(self, user: User) -> Self:
        """Return the lists that a user may bring, show and hide: their own, with the right to; a superuser, all."""
        if not permitted(user, KEEP):
            return self.none()
        if isinstance(user, PermissionsMixin) and user.is_superuser:
            return self.all()
        return self.filter(owner=user.get_username())

    def readable_by(self, user: User) -> Self:
        """Return the lists that a user may see or owns; those that they merely own are laid over no answer."""
        visible, owned = HouseList.objects.visible_to(user), HouseList.objects.owned_by(user)
        return self.filter(Q(pk__in=visible.values("pk")) | Q(pk__in=owned.values("pk")))


class HouseList(models.Model):
    """A list that the house brought itself. A row has one state: open. It is never changed, but for who reads it."""

    class Kind(models.TextChoices):
        """What sort of list it is: one of the house's own, or one given to it in confidence."""

        WATCHLIST = "watchlist"
        CONFIDENTIAL = "confidential"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(_("key"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(max_length=12, choices=Kind)
    note = models.TextField(blank=True)
    owner = models.CharField(_("owner"), max_length=150, help_text="who answers for it")
    opened_at = models.DateTimeField()
    readers = models.ManyToManyField(Group, blank=True, related_name="+")

    objects = HouseListQuerySet.as_manager()

    class Meta:
        verbose_name = _("house list")
        verbose_name_plural = _("house lists")
        ordering = ["key"]
        permissions = [
            ("keep_house_lists", "Brings, shows and hides the house lists that they own"),
            ("open_house_lists", "Opens house lists of their own"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(key__startswith=PREFIX), name="houselist_key_is_no_key_of_law"),
            models.CheckConstraint(condition=Q(kind__in=("watchlist", "confidential")), name="houselist_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def last_edition(self, by: datetime | None = None) -> HouseEdition | None:
        """Return the edition brought last, or last by an instant; None where nothing was brought."""
        editions = HouseEdition.objects.filter(house_list=self)
        until = editions if by is None else editions.filter(recorded_at__lte=by)
        return until.order_by("-recorded_at").first()


class HouseEdition(models.Model):
    """One file as it was brought: the whole list from `recorded_at` on. A row has one state: read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    house_list = models.ForeignKey(HouseList, on_delete=models.PROTECT, related_name="editions")
    sha256 = models.CharField(max_length=64)
    entries = models.PositiveIntegerField(help_text="how many the list held then")
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    removed = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    brought_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("edition of a house list")
        verbose_name_plural = _("editions of house lists")
        ordering = ["house_list", "-recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["house_list", "recorded_at"], name="houseedition_has_an_instant_of_its_own")
        ]

    def __str__(self) -> str:
        return f"{self.house_list}, {self.recorded_at:%Y-%m-%d %H:%M} UTC"


class HouseEntry(VersionedModel):
    """One entry of a house list as brought: `current`, or `superseded` by a later edition."""

    house_list = models.ForeignKey(HouseList, on_delete=models.PROTECT, related_name="entries")
    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=300)
    other_names = models.TextField(blank=True, help_text="one a line")
    cas = models.CharField(max_length=12, blank=True)
    smiles = models.TextField(blank=True, help_text="as brought")
    inchikey = models.CharField(max_length=27, blank=True)
    structure = models.TextField(blank=True, help_text="what was drawn, or is of the number, standardised")
    reason = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta(VersionedModel.Meta):
        verbose_name = _("entry of a house list")
        verbose_name_plural = _("entries of house lists")
        ordering = ["house_list", "key", "recorded_at"]
        constraints = [
            *VersionedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["house_list", "key"],
                condition=Q(superseded_at__isnull=True),
                name="houseentry_has_one_current_row",
            ),
        ]

    def __str__(self) -> str:
        return self.name
