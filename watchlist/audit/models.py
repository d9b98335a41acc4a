"""The audit trail: who did what, on which target and when, chained by hashes."""

from __future__ import annotations

from datetime import UTC

from django.db import models
from django.utils.translation import gettext_lazy as _

from watchlist.audit.links import FIRST_FORMAT, FORMAT, Link


class AuditChain(models.Model):
    """The one row whose lock orders the events; it remembers the last link."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("chain of the trail")
        verbose_name_plural = _("chains of the trail")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="auditchain_is_one_row")]


class AuditEvent(models.Model):
    """One act. A row has one state: written. The database refuses its update and its deletion."""

    sequence = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(_("actor"), max_length=150)
    verb = models.CharField(_("verb"), max_length=40)
    target_kind = models.CharField(_("kind of row"), max_length=40)
    target_key = models.CharField(_("key of the row"), max_length=200)
    request_id = models.CharField(max_length=64, blank=True, help_text="of the call in which it was done, if in one")
    payload_digest = models.CharField(max_length=64)
    rows_digest = models.CharField(
        max_length=64, blank=True, db_default="", help_text="of the digests of the rows that it wrote"
    )
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    # Where a version from before the second format writes beside this one, the database says that it is of the first.
    format = models.PositiveSmallIntegerField(
        default=FORMAT, db_default=FIRST_FORMAT, help_text="of the digests: 1 until 2026, then 2"
    )

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-sequence"]
        indexes = [models.Index(fields=["target_kind", "target_key"], name="auditevent_by_target")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.target_kind} {self.target_key}"

    @property
    def link(self) -> Link:
        """The event as plain values, of which its digest is made."""
        target = (self.target_kind, self.target_key)
        at, digests = self.at.astimezone(UTC).isoformat(), (self.payload_digest, self.previous)
        return Link(
            self.sequence, at, self.actor, self.verb, *target, self.request_id, *digests, self.format, self.rows_digest
        )


class AuditPayload(models.Model):
    """The payload of an act, with the salt of its digest: kept beside the chain, so that the chain holds no content.

    A row is `written` until it is erased: the database refuses its change, and its deletion without an `ErasedPayload`.
    """

    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, primary_key=True, related_name="payload")
    salt = models.CharField(max_length=32)
    body = models.TextField()

    class Meta:
        verbose_name = _("payload of an audit event")
        verbose_name_plural = _("payloads of audit events")


class AuditAnchor(models.Model):
    """The end of the chain on a day, signed with the key of the house. A row has one state: written.

    It signs the event of its own making, so that whoever takes the row away leaves an event that misses it.
    """

    sequence = models.PositiveBigIntegerField(_("number"), primary_key=True, help_text="of the event that it signs")
    day = models.DateField(_("day"), unique=True)
    head = models.CharField(max_length=64, help_text="the digest of that event")
    key = models.CharField(max_length=44, help_text="the public key, in base64")
    signature = models.CharField(max_length=88, help_text="Ed25519, in base64")

    class Meta:
        verbose_name = _("anchor of the trail")
        verbose_name_plural = _("anchors of the trail")
        ordering = ["-sequence"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day} {self.sequence}"


class ErasedPayload(models.Model):
    """That the payload of an act was erased, and by which later act. A row has one state: written."""

    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, primary_key=True, related_name="erased")
    by_event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="erases")

    class Meta:
        verbose_name = _("erased payload")
        verbose_name_plural = _("erased payloads")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by_event__gt=models.F("event")), name="erasedpayload_is_erased_later"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id} by {self.by_event_id}"


class RowDigest(models.Model):
    """The digest of a covered row after an act wrote it. A row has one state: written; the last of a key holds.

    `digest` is empty where the act deleted the row. The event is bound to its digests by `rows_digest`.
    """

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="row_digests")
    table = models.CharField(max_length=63)
    key = models.CharField(max_length=150, help_text="the primary key of the row, as text")
    version = models.PositiveSmallIntegerField(help_text="of the columns that the digest is over")
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("digest of a row")
        verbose_name_plural = _("digests of rows")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["event", "table", "key"], name="rowdigest_is_written_once")]
        indexes = [models.Index(fields=["table", "key", "event"], name="rowdigest_by_row")]

    def __str__(self) -> str:
        return f"{self.table} {self.key} at {self.event_id}"
