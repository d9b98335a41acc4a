"""Running totals as rows: the sums, what each consignment adds to which, and how far the goods of a party are in them.

All of it follows from consignments and from what people decided, and can be made anew from these at any time. No
constraint ties it to them: the version before, which knows nothing of totals, may delete what is let go and erased.
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from watchlist.manifests import Party
from watchlist.screenings.models import Consignment

LONGEST: Final = {"substance": 80, "certainty": 8, "reason": 12}


class PartyTotal(models.Model):
    """What a party has of a substance on one side of movements that are the same. State: counted.

    Its parcels are alike to every law, and all count, or all are left out for the same reason (`left_out`).
    """

    key = models.CharField(max_length=32, unique=True, help_text="of all that its parcels have in common")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="totals", db_constraint=False)
    role = models.CharField(max_length=12, help_text="the side on which the party is")
    is_alone = models.BooleanField(help_text="no party is named on the other side")
    substance_key = models.CharField(max_length=LONGEST["substance"])
    movement = models.TextField(help_text="as its consignments have it, as canonical JSON")
    first_day = models.DateField()
    last_day = models.DateField()
    certainty = models.CharField(max_length=LONGEST["certainty"], help_text="of the goods, as people left it")
    left_out = models.CharField(max_length=LONGEST["reason"], blank=True, help_text="why they do not count; empty: do")
    quantity = models.TextField(help_text="the sum, each way that laws count it, as canonical JSON")
    parcels = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("total of a party")
        verbose_name_plural = _("totals of parties")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(parcels__gt=0), name="partytotal_counts_some")]
        indexes = [models.Index(fields=["party", "substance_key", "first_day"], name="partytotal_by_party")]

    def __str__(self) -> str:
        return f"{self.substance_key}, {self.role}: {self.parcels}"


class TotalledConsignment(models.Model):
    """Where a consignment is counted: in a total of each of its parties, or in none (its shipment was screened again).

    `goods_sha256`: while it counts, the hash by which the same goods under another reference would be known.
    """

    consignment = models.OneToOneField(
        Consignment, on_delete=models.PROTECT, primary_key=True, related_name="totalled", db_constraint=False
    )
    consignor_total = models.ForeignKey(
        PartyTotal, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    consignee_total = models.ForeignKey(
        PartyTotal, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    goods_sha256 = models.CharField(max_length=64, null=True, blank=True)

    class Meta:
        verbose_name = _("consignment in totals")
        verbose_name_plural = _("consignments in totals")
        default_permissions = ()
        indexes = [
            models.Index(fields=["consignor_total", "consignment"], name="totalled_by_consignor"),
            models.Index(fields=["consignee_total", "consignment"], name="totalled_by_consignee"),
            models.Index(fields=["goods_sha256"], name="totalled_by_goods"),
        ]

    def __str__(self) -> str:
        return str(self.consignment_id)


class PartyTally(models.Model):
    """How many stored shipments name a party, and whether all of its goods are in totals.

    `complete` while `recount_from` is NULL; else `due`: its consignments from that id on are looked at again, and its
    sums are made of lines until then. A party without a row is due from its first consignment on. Rows come in the
    order in which transactions are done: their ids say which parties came since.
    """

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="tally", db_constraint=False)
    shipments = models.PositiveIntegerField(null=True, blank=True, help_text="that name it; null: to be counted anew")
    recount_from = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("tally of a party")
        verbose_name_plural = _("tallies of parties")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["party"], condition=models.Q(recount_from__isnull=False), name="partytally_to_be_recounted"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.shipments}"
