"""The shipment as declared: what was written is never overwritten."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO

from django.db import models
from django.utils.translation import gettext_lazy as _

from watchlist.temporal import VersionedModel


class Item(models.Model):
    """The distinct goods behind lines: resolved once, whatever the number of lines that declare it."""

    digest = models.CharField(max_length=64, unique=True, help_text="of the normalised identity fields as declared")
    identity = models.TextField(help_text="those fields, as canonical JSON")

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")

    def __str__(self) -> str:
        return self.digest[:12]


class Manifest(models.Model):
    """One shipment's declaration, as received: `received` while `shipment` is empty, `read` once it is filled in.

    The bytes of a file that a job reads stand in parts of their own; those of any other, in `original`.
    """

    reference = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    original = models.BinaryField(help_text="the bytes as received")
    shipment = models.TextField(blank=True, help_text="shipment-level fields, as canonical JSON; empty: not read yet")
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=150)
    goods_sha256 = models.CharField(
        max_length=64,
        null=True,
        blank=True,
        help_text="of what is declared and asked, without the reference; null: not kept",
    )
    is_another = models.BooleanField(
        null=True,
        help_text="its sender says that it is another shipment with the same goods: both count",
    )

    class Meta:
        verbose_name = _("manifest")
        verbose_name_plural = _("manifests")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["reference"], name="manifest_by_reference"),
            models.Index(fields=["sha256"], name="manifest_by_sha256"),
            models.Index(fields=["received_at"], name="manifest_by_time"),
            models.Index(fields=["received_by", "received_at"], name="manifest_by_sender"),
            models.Index(fields=["goods_sha256"], name="manifest_by_goods"),
        ]

    def __str__(self) -> str:
        return self.reference or self.source

    def received(self) -> bytes:
        """Return the bytes as received, from wherever they are kept."""
        return bytes(self.original) or b"".join(self._contents())

    def opened(self) -> BinaryIO:
        """Return the same as an open file: on the disk where they are kept in parts."""
        if self.original:
            return BytesIO(self.original)
        file = TemporaryFile()  # noqa: SIM115 - whoever asked closes it
        for content in self._contents():
            file.write(content)
        file.seek(0)
        return file

    def _contents(self) -> Iterator[bytes]:
        """Yield the bytes of each part, one in memory at a time."""
        parts = self.parts.order_by("number").values_list("content", flat=True)
        return map(bytes, parts.iterator(chunk_size=1))


class ManifestPart(models.Model):
    """Some of the bytes of a manifest as received, so that no process must hold all of a large file to keep it."""

    manifest = models.ForeignKey(Manifest, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("part of a manifest")
        verbose_name_plural = _("parts of manifests")
        ordering = ["manifest", "number"]
        constraints = [models.UniqueConstraint(fields=["manifest", "number"], name="manifestpart_number_is_unique")]

    def __str__(self) -> str:
        return f"part {self.number}"


class ManifestLine(models.Model):
    """One line as it was written, and the distinct goods it declares."""

    manifest = models.ForeignKey(Manifest, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=200)
    declared = models.TextField(help_text="every field as written, as canonical JSON")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="lines")

    class Meta:
        verbose_name = _("line of a manifest")
        verbose_name_plural = _("lines of manifests")
        ordering = ["manifest", "number"]
        constraints = [models.UniqueConstraint(fields=["manifest", "number"], name="manifestline_number_is_unique")]

    def __str__(self) -> str:
        return f"line {self.number}"


class Party(models.Model):
    """Who sends or is sent goods, by a name without its legal form: one row for each key.

    `named` by a screening that is not done while `first_seen` is NULL; `known` from then on, by its name as written in
    the first screening that was done.
    """

    key = models.CharField(max_length=300, unique=True)
    name = models.CharField(max_length=300, blank=True, help_text="as first written")
    first_seen = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(key=""), name="party_has_a_key"),
            models.CheckConstraint(
                condition=models.Q(first_seen__isnull=True, name="")
                | (models.Q(first_seen__isnull=False) & ~models.Q(name="")),
                name="party_is_named_when_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key


class ManifestParty(models.Model):
    """A party that some line of a manifest names, as its consignor or its consignee."""

    manifest = models.ForeignKey(Manifest, on_delete=models.PROTECT, related_name="parties")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="manifests")
    role = models.CharField(max_length=12)

    class Meta:
        verbose_name = _("party of a manifest")
        verbose_name_plural = _("parties of manifests")
        ordering = ["manifest", "party", "role"]
        constraints = [
            models.UniqueConstraint(fields=["manifest", "party", "role"], name="manifestparty_is_unique"),
            models.CheckConstraint(
                condition=models.Q(role__in=("consignor", "consignee")), name="manifestparty_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}, {self.role}"


class PartyPast(models.Model):
    """How many shipments that were let go named a party, so that it is known as well as before. State: counted."""

    party = models.OneToOneField(Party, on_delete=models.PROTECT, primary_key=True, related_name="past")
    shipments = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("past of a party")
        verbose_name_plural = _("pasts of parties")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(shipments__gt=0), name="partypast_counts_some")]

    def __str__(self) -> str:
        return f"{self.party}: {self.shipments}"


class ColumnMapping(VersionedModel):
    """What an officer said of one column of the files of one shape: `current`, or `superseded` by a later word."""

    shape = models.CharField(max_length=64)
    column = models.CharField(max_length=200, help_text="its header, folded: the key of the column")
    field = models.CharField(max_length=24, blank=True, help_text="what it holds; empty: it is not read")
    recorded_by = models.CharField(max_length=150)

    class Meta(VersionedModel.Meta):
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        ordering = ["shape", "column", "recorded_at"]
        constraints = [
            *VersionedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["shape", "column"],
                condition=models.Q(superseded_at__isnull=True),
                name="columnmapping_has_one_current_row",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.column} as {self.field or 'not read'}"


class ManifestDraft(models.Model):
    """A file that its officer has sent and not yet screened. A row has one state: kept; then it is deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.CharField(max_length=150)
    source = models.CharField(max_length=255)
    original = models.BinaryField(help_text="the bytes as received")
    asked = models.TextField(help_text="the question, as canonical JSON")
    reference = models.CharField(max_length=200, blank=True)
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file whose columns are being chosen")
        verbose_name_plural = _("files whose columns are being chosen")
        ordering = ["-kept_at"]
        indexes = [models.Index(fields=["kept_at"], name="manifestdraft_by_age")]

    def __str__(self) -> str:
        return self.source
