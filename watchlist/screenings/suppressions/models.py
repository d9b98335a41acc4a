"""Suppressions and product determinations: what was asked, what it holds for, and since when it is known."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchlist.access import PERSON, FourEyesRequest
from watchlist.engine.vocabulary import GUESSED, SIGNALS
from watchlist.manifests import Item
from watchlist.screenings.models import ScreenedLine
from watchlist.temporal import VersionedModel

FINDING, CONFLICT = "finding", "conflict"
"""Tiers of which a guess can be suppressed, and nothing surer. A controlled drug (`drug_reference`) never is."""
PARTY: Final = 300


class Ruling(FourEyesRequest):
    """A suppression or determination: asked for by one person, answered by another; it counts for findings until a day.

    `waiting` while `answer` is empty; `refused`; `agreed`: its term says since when it is known. Then `withdrawn` by
    either kind of officer, `expired` from `until` on, or `void` once the law, the rule or the structure that it was
    asked of is another: the last two are read off it, and no job writes them.
    """

    screened_line = models.ForeignKey(ScreenedLine, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(help_text="of the finding, or of the conflict, in the record of the line")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", help_text="the goods as declared")
    entry_key = models.CharField(max_length=150, blank=True)
    entry_version = models.CharField(
        max_length=64, blank=True, help_text="of what the entry said, and of what is listed"
    )
    asked_on = models.DateField(help_text="the day of asking (UTC)")
    until = models.DateField(help_text="the first day without it")
    withdrawn_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_note = models.TextField(blank=True)

    class Meta(FourEyesRequest.Meta):
        abstract = True
        ordering = ["-asked_at", "-pk"]
        constraints = [
            *FourEyesRequest.Meta.constraints,
            models.CheckConstraint(condition=Q(until__gt=F("asked_on")), name="%(class)s_expires_after_it_is_asked"),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawal_note="")
                | (Q(answer="agreed", withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(withdrawal_note="")),
                name="%(class)s_is_withdrawn_with_a_reason",
            ),
        ]


class Suppression(Ruling):
    """That findings of one kind, or one conflict, on goods between two parties do not count. States: see `Ruling`.

    `structure`: the InChIKey of the parent of the goods. `of_text`: it holds for the very words declared, and for no
    others; so of what has no structure, and of a reading that is itself a guess.
    """

    kind = models.CharField(max_length=8)
    tier = models.CharField(max_length=20, blank=True)
    certainty = models.CharField(max_length=8, blank=True)
    rule = models.TextField(blank=True, help_text="the class rule in its version, or what a resemblance rests on")
    code = models.CharField(max_length=40, blank=True, help_text="of a conflict")
    about = models.CharField(max_length=200, blank=True, help_text="the fields that conflict")
    structure = models.CharField(max_length=27, blank=True)
    of_text = models.BooleanField()
    consignor = models.CharField(max_length=PARTY, blank=True)
    consignee = models.CharField(max_length=PARTY, blank=True)

    class Meta(Ruling.Meta):
        verbose_name = _("suppression")
        verbose_name_plural = _("suppressions")
        constraints = [
            *Ruling.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(kind=CONFLICT, tier="", certainty="", entry_key="", of_text=True) & ~Q(code=""))
                | (
                    Q(kind=FINDING, code="")
                    & ~Q(entry_version="")
                    & (Q(tier__in=tuple(map(str, SIGNALS))) | Q(certainty="guess", tier__in=tuple(map(str, GUESSED))))
                ),
                name="suppression_is_of_no_sure_law",
            ),
            models.CheckConstraint(condition=Q(of_text=True) | ~Q(structure=""), name="suppression_is_of_some_goods"),
            models.CheckConstraint(condition=~Q(consignor="", consignee=""), name="suppression_is_between_parties"),
        ]
        indexes = [models.Index(fields=["answer", "asked_at"], name="suppression_waiting")]

    def __str__(self) -> str:
        return f"S-{self.pk:04d}"


class Determination(Ruling):
    """That a supplier's product meets a test of the law that no figure decides. States: see `Ruling`."""

    supplier = models.CharField(max_length=PARTY, help_text="the key of the consignor")
    product = models.CharField(max_length=300, help_text="its name as declared, folded")
    composition = models.TextField(help_text="what it is made of, and by which document")
    condition = models.CharField(max_length=300, help_text="the key of the condition")
    required = models.TextField(help_text="what the condition asks, as it was read")

    class Meta(Ruling.Meta):
        verbose_name = _("determination")
        verbose_name_plural = _("determinations")
        constraints = [
            *Ruling.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(supplier="") & ~Q(product="") & ~Q(composition="") & ~Q(condition=""),
                name="determination_is_of_a_product",
            ),
            models.CheckConstraint(condition=~Q(entry_version=""), name="determination_is_of_an_entry"),
        ]
        indexes = [models.Index(fields=["answer", "asked_at"], name="determination_waiting")]

    def __str__(self) -> str:
        return f"PD-{self.pk:04d}"


class RulingTerm(VersionedModel):
    """The span in which a ruling is known, with the names of both people: `current`, or `superseded` once withdrawn.

    An account may get another name; what was answered under the old one is answered again word for word.
    """

    by = models.CharField(max_length=150)
    second = models.CharField(max_length=150)

    class Meta(VersionedModel.Meta):
        abstract = True
        constraints = [
            *VersionedModel.Meta.constraints,
            models.CheckConstraint(condition=~Q(by=F("second")), name="%(class)s_is_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.by} and {self.second}"


class SuppressionTerm(RulingTerm):
    """The term of a suppression. States: see `RulingTerm`."""

    suppression = models.OneToOneField(Suppression, on_delete=models.PROTECT, related_name="term")

    class Meta(RulingTerm.Meta):
        verbose_name = _("term of a suppression")
        verbose_name_plural = _("terms of suppressions")
        abstract = False


class DeterminationTerm(RulingTerm):
    """The term of a determination. States: see `RulingTerm`."""

    determination = models.OneToOneField(Determination, on_delete=models.PROTECT, related_name="term")

    class Meta(RulingTerm.Meta):
        verbose_name = _("term of a determination")
        verbose_name_plural = _("terms of determinations")
        abstract = False
