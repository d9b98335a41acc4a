"""The distinct structures of stored goods, and which goods each is of: all of it follows from what items read as."""

from __future__ import annotations

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from watchlist.manifests import Item


class GoodsStructure(models.Model):
    """A structure that items were resolved to, however many. State: searchable, or `refused` with the reason.

    It goes when the last of its items is read as something else.
    """

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the SMILES")
    smiles = models.TextField()
    refused = models.TextField(blank=True, help_text="why it cannot be searched; empty: it can")

    class Meta:
        verbose_name = _("structure of goods")
        verbose_name_plural = _("structures of goods")
        default_permissions = ()

    def __str__(self) -> str:
        return self.smiles

    @property
    def key(self) -> str:
        """Return the key under which it is searched: keys are in the order of age."""
        return key_of(self.pk)


class ItemStructure(models.Model):
    """That an item was resolved to a structure, among others it may be. State: held, until the item is read anew."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="drawn_as")
    structure = models.ForeignKey(GoodsStructure, on_delete=models.PROTECT, related_name="of_items")

    class Meta:
        verbose_name = _("structure of an item")
        verbose_name_plural = _("structures of items")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["item", "structure"], name="itemstructure_is_unique")]

    def __str__(self) -> str:
        return f"{self.item}: {self.structure}"


def key_of(structure: int) -> str:
    """Return the key of the structure with an id."""
    return f"{structure:012d}"


def digest_of(smiles: str) -> str:
    """Return the SHA-256 by which a structure is looked up: a database index refuses a long SMILES."""
    return hashlib.sha256(smiles.encode()).hexdigest()
