"""Tokens of programs, and calls that are answered once however often they are sent."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken

from watchlist.access.contract_versions import FIRST_VERSION
from watchlist.access.scopes import BY_KEY, permitted


class Token(AbstractAuthToken):  # type: ignore[misc]  # knox ships no types
    """A program's token, of which only the hash is held. A row is `live` until `expiry`, then it is
    over, and goes in some night.

    A rotation makes a new row of the same `lineage`: what is counted, limited or answered once goes on with it.
    """

    name = models.CharField(_("name"), max_length=80, blank=True)
    scopes = models.CharField(_("scopes"), max_length=200, blank=True, help_text=_("with spaces between"))
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, help_text="to the minute")
    calls_per_minute = models.PositiveIntegerField(
        _("calls per minute"), null=True, blank=True, help_text=_("empty: as every token")
    )
    lines_per_day = models.PositiveIntegerField(
        _("lines per day"), null=True, blank=True, help_text=_("empty: as every token")
    )

    contract_version = models.CharField(
        _("version of the contract"),
        max_length=10,
        default=FIRST_VERSION,
        db_default=FIRST_VERSION,
        help_text=_("that its answers keep to"),
    )
    is_test = models.BooleanField(
        _("test"),
        default=False,
        db_default=False,
        help_text=_("answers fixed goods, compares nothing with law and keeps nothing: for trying a program out"),
    )

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ["-created"]
        indexes = [models.Index(fields=["lineage"], name="token_by_lineage")]
        permissions = [
            ("propose_changes", "Proposes changes of lists"),
            ("administer_service", "Watches the service itself"),
        ]

    def __str__(self) -> str:
        return f"{self.name or 'token'} {self.token_key}…"

    def may(self, scope: str) -> bool:
        """Say whether the token has a scope, and its user the right that belongs to it."""
        return scope in self.scopes.split() and permitted(self.user, BY_KEY[scope].permission)


class IdempotentCall(models.Model):
    """A call sent under a key of its caller's: `under way` while `answered_at` is NULL, then `answered`.

    It is committed before the work, and the answer in the transaction of the work: what was done once is never done
    again under the same key. An answer that shows a secret is not kept (`body` is NULL).
    """

    lineage = models.UUIDField(help_text="of the token")
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=300)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of what was sent")
    attempt = models.UUIDField(help_text="which of those who sent it is doing the work")
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    headers = models.TextField(blank=True, help_text="as canonical JSON")
    body = models.BinaryField(null=True, blank=True, help_text="compressed by zlib")

    class Meta:
        verbose_name = _("idempotent call")
        verbose_name_plural = _("idempotent calls")
        constraints = [
            models.UniqueConstraint(fields=["lineage", "method", "path", "key"], name="idempotentcall_is_unique"),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, status__isnull=True)
                | models.Q(answered_at__isnull=False, status__isnull=False),
                name="idempotentcall_answered_with_a_status",
            ),
        ]
        indexes = [models.Index(fields=["started_at"], name="idempotentcall_by_age")]

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.key}"
