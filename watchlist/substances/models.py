"""A chemical as an identified thing."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from watchlist.engine.vocabulary import Confidence
from watchlist.temporal import VersionedModel

CONFIDENCE_CHOICES: Final = [
    (Confidence.CONFIRMED.value, _("Confirmed")),
    (Confidence.REPORTED.value, _("Reported")),
    (Confidence.UNVERIFIED.value, _("Unverified")),
]


class Substance(models.Model):
    """The identity of a chemical. What we hold true of it stands in its descriptions, structures, names, numbers."""

    key = models.SlugField(max_length=80, unique=True)

    class Meta:
        verbose_name = _("substance")
        verbose_name_plural = _("substances")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class Description(VersionedModel):
    """The preferred name and kind of a substance: `current`, or `superseded` by a correction."""

    substance = models.ForeignKey(Substance, on_delete=models.PROTECT, related_name="descriptions")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20)
    confidence = models.CharField(max_length=12, choices=CONFIDENCE_CHOICES)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta(VersionedModel.Meta):
        verbose_name = _("description")
        verbose_name_plural = _("descriptions")

    def __str__(self) -> str:
        return self.name


class Structure(VersionedModel):
    """The structure of a substance as the law means it: `current`, or `superseded` by a correction."""

    substance = models.ForeignKey(Substance, on_delete=models.PROTECT, related_name="structures")
    smiles = models.TextField()
    inchikey = models.CharField(max_length=27)

    class Meta(VersionedModel.Meta):
        verbose_name = _("structure")
        verbose_name_plural = _("structures")

    def __str__(self) -> str:
        return self.inchikey


class Name(VersionedModel):
    """One name of a substance in one language: `current`, or `superseded` by a correction.

    One that is `unverified` has no source; it is read as a guess.
    """

    substance = models.ForeignKey(Substance, on_delete=models.PROTECT, related_name="names")
    text = models.CharField(max_length=400)
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=20)
    source = models.TextField(blank=True)
    confidence = models.CharField(max_length=12, choices=CONFIDENCE_CHOICES, default="reported", db_default="reported")
    note = models.TextField(blank=True, default="", db_default="")

    class Meta(VersionedModel.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")

    def __str__(self) -> str:
        return self.text


class Identifier(VersionedModel):
    """One number of a substance, or of a named form of it: `current`, or `superseded` by a correction.

    A CAS number belongs to one form (the base, its hydrochloride, a hydrate): `form` says which in words,
    `form_kind` in one of the words of `seeds/README.md`, and `smiles` draws it where its structure is known.
    """

    substance = models.ForeignKey(Substance, on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=8)
    value = models.CharField(max_length=40)
    form = models.CharField(max_length=200, blank=True)
    form_kind = models.CharField(max_length=20, blank=True)
    smiles = models.TextField(blank=True)
    confidence = models.CharField(max_length=12, choices=CONFIDENCE_CHOICES)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta(VersionedModel.Meta):
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        indexes = [models.Index(fields=["scheme", "value"], name="identifier_by_value")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class Constituent(VersionedModel):
    """A substance that a material contains: `current`, or `superseded` by a correction.

    The material is the substance of the row: an oil, a herb, a medicine. Shares are per cent by weight.
    """

    substance = models.ForeignKey(Substance, on_delete=models.PROTECT, related_name="constituents")
    contains = models.SlugField(max_length=80, help_text="the key of what it contains")
    product_form = models.CharField(max_length=12, help_text="what goods of the material are")
    share_from = models.CharField(max_length=12, blank=True, help_text="empty: not known")
    share_to = models.CharField(max_length=12, blank=True, help_text="empty: not known")
    confidence = models.CharField(max_length=12, choices=CONFIDENCE_CHOICES)
    source = models.TextField()
    note = models.TextField(blank=True)

    class Meta(VersionedModel.Meta):
        verbose_name = _("constituent")
        verbose_name_plural = _("constituents")

    def __str__(self) -> str:
        return self.contains
