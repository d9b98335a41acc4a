"""A route check: what a person found who looked up the law of a country that is not held, and for what it holds."""

from __future__ import annotations

from typing import Any, ClassVar, Final, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchlist.access import PERSON, FourEyesQuerySet, FourEyesRequest
from watchlist.engine.vocabulary import RouteResult
from watchlist.temporal import VersionedModel

RESULTS: Final = tuple(map(str, RouteResult))
OF_A_SHIPMENT: Final = ~Q(shipment="")


class RouteCheckQuerySet(FourEyesQuerySet):
    """Route checks."""

    def standing(self) -> Self:
        """Return those for any shipment, which two people lay down."""
        return self.filter(shipment="")

    def waiting(self) -> Self:
        """Return those for any shipment that nobody has answered; one of a shipment waits for nobody."""
        return super().waiting().filter(shipment="")


class RouteCheck(FourEyesRequest):
    """What was checked of a country's law, with its source (`note`): for one shipment, or for any until a day.

    For one `shipment` it is in force as soon as it is written, by one person; a later one of the same country takes its
    place. For any, it is `waiting` while `answer` is empty, then `refused`, or `agreed` and in force. Both end by
    themselves at `until`, or are `withdrawn` before. `substances`: the goods it is for, as JSON; empty: any.
    """

    country = models.CharField(max_length=8)
    result = models.CharField(max_length=8)
    shipment = models.CharField(max_length=220, blank=True, help_text="the key of the shipment; empty: any")
    substances = models.TextField(blank=True, help_text="names and InChIKeys as JSON; empty: any goods")
    permit_number = models.CharField(max_length=100, blank=True)
    permit_sha256 = models.CharField(max_length=64, blank=True, help_text="of the permit, a file of the case")
    permit_case = models.PositiveBigIntegerField(null=True, blank=True, help_text="the case that keeps the file")
    asked_on = models.DateField(help_text="the day of asking (UTC)")
    until = models.DateField(help_text="the first day without it")
    withdrawn_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_note = models.TextField(blank=True)

    objects: ClassVar[Any] = RouteCheckQuerySet.as_manager()

    class Meta(FourEyesRequest.Meta):
        verbose_name = _("route check")
        verbose_name_plural = _("route checks")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            *FourEyesRequest.Meta.constraints,
            models.CheckConstraint(condition=Q(result__in=RESULTS), name="routecheck_result_is_known"),
            models.CheckConstraint(condition=~Q(country=""), name="routecheck_is_of_a_country"),
            models.CheckConstraint(condition=Q(until__gt=F("asked_on")), name="routecheck_expires_after_it_is_asked"),
            models.CheckConstraint(
                condition=(
                    Q(result="permit") & ~Q(permit_number="") & ~Q(permit_sha256="") & Q(permit_case__isnull=False)
                )
                | (~Q(result="permit") & Q(permit_number="", permit_sha256="", permit_case__isnull=True)),
                name="routecheck_names_its_permit",
            ),
            models.CheckConstraint(
                condition=Q(shipment="") | Q(answer="", substances=""), name="routecheck_of_a_shipment_is_of_one"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawal_note="")
                | (
                    (Q(answer="agreed") | OF_A_SHIPMENT)
                    & Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                    & ~Q(withdrawal_note="")
                ),
                name="routecheck_is_withdrawn_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["answer", "asked_at"], name="routecheck_waiting"),
            models.Index(fields=["shipment", "country"], name="routecheck_of_shipment"),
        ]

    def __str__(self) -> str:
        return f"RC-{self.pk:04d}"

    @property
    def is_standing(self) -> bool:
        """Say whether it is for any shipment."""
        return not self.shipment


class RouteCheckTerm(VersionedModel):
    """The span in which a route check is known, with the names of whoever made it: `current`, or `superseded`.

    An account may get another name; what was answered under the old one is answered again word for word. `second` is
    empty where the check is of one shipment.
    """

    route_check = models.OneToOneField(RouteCheck, on_delete=models.PROTECT, related_name="term")
    by = models.CharField(max_length=150)
    second = models.CharField(max_length=150, blank=True)

    class Meta(VersionedModel.Meta):
        verbose_name = _("term of a route check")
        verbose_name_plural = _("terms of route checks")
        constraints = [
            *VersionedModel.Meta.constraints,
            models.CheckConstraint(condition=~Q(by=F("second")), name="routecheckterm_is_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.by} and {self.second}" if self.second else self.by
