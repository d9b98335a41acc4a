"""The register: what was granted to a party, as it was known when; what was used of it; the papers themselves."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Final, Self

from django.db import models
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from watchlist.temporal import VersionedModel, VersionedQuerySet

ENDS_SOON: Final = timedelta(days=30)

_IS_USED: Final = Q(single_use=True, times__gt=0) | Q(most__isnull=False, used__gte=F("most"))


class AuthorisationQuerySet(VersionedQuerySet):
    """Rows of the register."""

    def with_uses(self) -> Self:
        """Return them, each with what was used of its document, how often, and whether it is used up."""
        uses = AuthorisationUse.objects.filter(document=models.OuterRef("document")).order_by().values("document")
        return self.annotate(
            used=Coalesce(models.Subquery(uses.annotate(sum=Sum("amount")).values("sum")), 0),
            times=Coalesce(models.Subquery(uses.annotate(n=Count("pk")).values("n")), 0),
            is_used=models.Case(models.When(_IS_USED, then=True), default=False),
        )

    def with_status(self, status: str, today: date) -> Self:
        """Return the rows `with_uses` that have a status on a day: a key of `STATUSES`."""
        return self.filter(self.status_filters(today)[status])

    def in_force_on(self, day: date) -> Self:
        """Return the rows in force on a day, whatever was used of them."""
        ended, revoked = Q(valid_until__lte=day), Q(revoked_on__lte=day)
        return self.filter(valid_from__lte=day).exclude(ended).exclude(revoked)

    def naming(self, keys: Iterable[str], lists: Iterable[str]) -> Self:
        """Return those that name one of some substances or entries, or cover one of some lists whole."""
        blank = models.Value(" ", output_field=models.TextField())
        columns = {f"said_{name}": Concat(blank, F(name), blank) for name in ("substances", "lists")}
        named = [Q(said_substances__contains=f" {key} ") for key in keys]
        named += [Q(said_lists__contains=f" {key} ") for key in lists]
        return self.alias(**columns).filter(reduce(or_, named, Q(pk=None)))

    @staticmethod
    def status_filters(today: date) -> dict[str, Q]:
        """Return the filter of each status for rows `with_uses`: the same as `Authorisation.status_on`."""
        is_left, soon = Q(revoked_on__isnull=True, is_used=False), today + ENDS_SOON
        return {
            "valid": is_left & Q(valid_from__lte=today) & (Q(valid_until__isnull=True) | Q(valid_until__gt=soon)),
            "ending": is_left & Q(valid_from__lte=today, valid_until__gt=today, valid_until__lte=soon),
            "coming": is_left & Q(valid_from__gt=today),
            "used": Q(revoked_on__isnull=True, is_used=True),
            "ended": is_left & Q(valid_until__lte=today),
            "revoked": Q(revoked_on__isnull=False),
        }


class Authorisation(VersionedModel):
    """What an authority granted to one party. `current`, or `superseded` by a correction or by its revocation.

    Rows of one document share `document`. Where `most` is set, it is for so much in all; a `single_use` one is for one
    consignment. A revoked one names the day from which it does not hold; before that day it held.
    """

    class Kind(models.TextChoices):
        """What kind of paper it is."""

        LICENCE = "licence", _("Licence")
        PERMIT = "permit", _("Permit")
        REGISTRATION = "registration", _("Registration")
        IMPORT = "import_authorisation", _("Import authorisation")
        EXPORT = "export_authorisation", _("Export authorisation")

    class Role(models.TextChoices):
        """As what its holder takes part in a movement."""

        CONSIGNOR = "consignor", _("Consignor")
        CONSIGNEE = "consignee", _("Consignee")
        OPERATOR = "operator", _("Operator, on either side")

    document = models.UUIDField(default=uuid.uuid4)
    kind = models.CharField(max_length=24, choices=Kind)
    number = models.CharField(max_length=100)
    authority = models.CharField(max_length=200)
    jurisdiction = models.CharField(max_length=8, help_text="whose law it answers")
    citation = models.CharField(max_length=300, blank=True)
    holder = models.CharField(max_length=300, help_text="as the document writes it")
    holder_key = models.CharField(max_length=300, help_text="by which a party is known")
    role = models.CharField(max_length=12, choices=Role)
    substances = models.TextField(blank=True, help_text="keys of substances, and of entries, with a blank between")
    lists = models.TextField(blank=True, help_text="keys of lists that it covers as a whole")
    forms = models.CharField(max_length=200, help_text="itself, and forms as answers name them")
    operations = models.CharField(max_length=100)
    counterparties = models.TextField(blank=True, help_text="names, one a line; empty: anybody")
    site = models.CharField(max_length=300, blank=True)
    quantity = models.CharField(max_length=60, blank=True, help_text="as the document writes it; empty: no limit")
    most = models.BigIntegerField(null=True, blank=True, help_text="in milligrams or microlitres")
    measure = models.CharField(max_length=6, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True, help_text="the first day without it")
    revoked_on = models.DateField(null=True, blank=True, help_text="the first day on which it did not hold any more")
    single_use = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=150)
    reason = models.TextField(blank=True, help_text="why it was corrected or revoked")

    objects: ClassVar[Any] = AuthorisationQuerySet.as_manager()

    class Meta(VersionedModel.Meta):
        verbose_name = _("authorisation")
        verbose_name_plural = _("authorisations")
        ordering = ["holder_key", "number", "recorded_at"]
        permissions = [("manage_authorisations", "Registers, corrects and revokes authorisations that parties hold")]
        constraints = [
            *VersionedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["document"], condition=Q(superseded_at__isnull=True), name="authorisation_has_one_current_row"
            ),
            models.UniqueConstraint(
                fields=["jurisdiction", "number", "holder_key"],
                condition=Q(superseded_at__isnull=True),
                name="authorisation_is_on_file_once",
            ),
            models.CheckConstraint(
                condition=~Q(holder_key="") & ~Q(number="") & ~Q(forms="") & ~Q(operations=""),
                name="authorisation_says_whose_and_for_what",
            ),
            models.CheckConstraint(
                condition=~Q(substances="") | ~Q(lists=""), name="authorisation_names_substances_or_lists"
            ),
            models.CheckConstraint(
                condition=Q(most__isnull=True, measure="") | Q(most__gt=0, measure__in=("mass", "volume")),
                name="authorisation_limit_has_a_measure",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="authorisation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | ~Q(reason=""), name="authorisation_is_revoked_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["holder_key"], name="authorisation_by_holder"),
            models.Index(fields=["recorded_at"], name="authorisation_by_time"),
        ]

    def __str__(self) -> str:
        return self.number

    def status_on(self, today: date, *, used: int, times: int) -> str:
        """Return its status on a day, with what was used of it: a key of `STATUSES`."""
        if self.revoked_on:
            return "revoked"
        if (self.single_use and times) or (self.most is not None and used >= self.most):
            return "used"
        if self.valid_until and self.valid_until <= today:
            return "ended"
        if self.valid_from > today:
            return "coming"
        return "ending" if self.valid_until and self.valid_until <= today + ENDS_SOON else "valid"


class AuthorisationUse(models.Model):
    """That a shipment was released under a document, and how much it took of it. State: written; never changed.

    A use is of the row that was current; the database refuses one that takes more than is left, and a second one of
    what is for one consignment.
    """

    authorisation = models.ForeignKey(Authorisation, on_delete=models.PROTECT, related_name="uses")
    document = models.UUIDField()
    number = models.PositiveIntegerField(help_text="of the uses of this document, from 1")
    single_use = models.BooleanField(help_text="as the document is")
    case = models.CharField(max_length=30, help_text="the number of the case")
    shipment = models.CharField(max_length=220)
    amount = models.BigIntegerField(help_text="in the measure of the document; 0 where it has no limit")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("use of an authorisation")
        verbose_name_plural = _("uses of authorisations")
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="authorisationuse_is_in_turn"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(single_use=True), name="authorisationuse_of_a_single_one_is_single"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="authorisationuse_takes_no_less_than_nothing"),
        ]
        indexes = [models.Index(fields=["shipment"], name="authorisationuse_by_shipment")]

    def __str__(self) -> str:
        return f"{self.authorisation}, {self.case}"


class AuthorisationScan(models.Model):
    """A picture of the paper. State: kept; a later one is added beside it."""

    document = models.UUIDField()
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("scan of an authorisation")
        verbose_name_plural = _("scans of authorisations")
        ordering = ["document", "at"]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="authorisationscan_is_not_empty")]
        indexes = [models.Index(fields=["document"], name="authorisationscan_by_document")]

    def __str__(self) -> str:
        return self.name


STATUSES: Final[dict[str, Any]] = {
    "valid": _("Valid today"),
    "ending": _("Ends within 30 days"),
    "coming": _("Not valid yet"),
    "used": _("Used up"),
    "ended": _("Ended"),
    "revoked": _("Revoked"),
}
"""Statuses of a current row, in the order in which the register shows them."""
