"""The secrets of webhooks, and the signatures made with them. A secret is derived when needed; none is stored."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings

from watchlist.webhooks.models import Webhook

PREFIX: Final = "whsec_"
OVERLAP: Final = timedelta(hours=24)
"""How long the secret before the last rotation still signs beside the new one."""


def secret_of(webhook_id: UUID, generation: int) -> str:
    """Return the secret of a webhook: HMAC of its id and generation under the installation's key.

    Whoever reads the database without that key learns nothing. Where the key changes, every secret does.
    """
    # Receivers hold what this text gives: it is that of the package's first name.
    text = f"watchlist.hooks.secret:{webhook_id}:{generation}"
    digest = hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).digest()
    return PREFIX + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def secrets_at(webhook: Webhook, now: datetime) -> list[str]:
    """Return the secrets that are good at `now`: the current one and, for 24 hours after a rotation, the one before."""
    generations = [webhook.generation]
    if webhook.rotated_at is not None and now < webhook.rotated_at + OVERLAP:
        generations.append(webhook.generation - 1)
    return [secret_of(webhook.pk, generation) for generation in generations]


def signature(*, secrets: Iterable[str], event_id: UUID, body: str, at: int) -> str:
    """Return the value of `Watchlist-Signature`: `t=<unix>,v1=<hex>`, one `v1` for each secret (see `verifying`)."""
    signed = f"{at}.{event_id}.{body}".encode()
    marks = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets]
    return ",".join([f"t={at}", *(f"v1={mark}" for mark in marks)])
