"""What people do with their own webhooks: subscribe, change, unsubscribe, rotate the secret. Each is audited."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.access import permitted
from watchlist.audit import append
from watchlist.conf import webhook_policy
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.webhooks.announcing import BY_KEY
from watchlist.webhooks.models import Webhook
from watchlist.webhooks.signing import OVERLAP, secret_of
from watchlist.webhooks.targets import target_of

MOST: Final = 10
"""Webhooks of one person."""


@transaction.atomic
def subscribe(*, owner: User, url: str, events: Collection[str]) -> tuple[Webhook, str]:
    """Return a new webhook and its secret, which is shown this once.

    Raises `CorrectTheQuestion` for a URL to which nothing is sent, an event that is none or that the owner has no right
    to hear of, and for one webhook too many.
    """
    target_of(url, webhook_policy())
    locked_owner = User.objects.select_for_update().get(pk=owner.pk)  # of two who make the tenth at once, one waits
    _check_events(locked_owner, events)
    if Webhook.objects.kept_by(locked_owner.username).count() >= MOST:
        raise CorrectTheQuestion(_("nobody has more than %(most)s webhooks: take one away first."), most=MOST)
    in_order = _in_order(events)
    webhook = Webhook.objects.create(owner=locked_owner, url=url, events=in_order, created_at=datetime.now(UTC))
    _audit(webhook, "subscribe", locked_owner.username, webhook.created_at, {"events": in_order.split()})
    return webhook, secret_of(webhook.pk, webhook.generation)


@transaction.atomic
def change_subscription(
    *, webhook: Webhook, actor: str, url: str | None = None, events: Collection[str] | None = None
) -> Webhook:
    """Return the webhook with another URL, other events or both; None leaves what is. Its secret and its log stay.

    What waits goes to the new URL. One whose receiver said that it is gone is told again at another. Raises as
    `subscribe` does, but for the number.
    """
    locked = Webhook.objects.select_for_update(of=("self",)).select_related("owner").get(pk=webhook.pk)
    former = (locked.url, locked.events)
    if events is not None:
        _check_events(locked.owner, events)
        locked.events = _in_order(events)
    if url is not None:
        target_of(url, webhook_policy())
        locked.url, locked.gone_at = url, locked.gone_at if url == locked.url else None
    if (locked.url, locked.events) != former:
        locked.save(update_fields=["url", "events", "gone_at"])
        payload = {"events": locked.events.split(), "url_changed": locked.url != former[0]}
        _audit(locked, "change_subscription", actor, datetime.now(UTC), payload)
    return locked


@transaction.atomic
def unsubscribe(*, webhook: Webhook, actor: str) -> None:
    """Take a webhook away: nothing more is sent to it, what waits included. Its log is kept."""
    now = datetime.now(UTC)
    if Webhook.objects.filter(pk=webhook.pk, removed_at__isnull=True).update(removed_at=now):
        _audit(webhook, "unsubscribe", actor, now, {})


@transaction.atomic
def rotate_secret(*, webhook: Webhook, actor: str) -> tuple[Webhook, str]:
    """Return the webhook with its new secret, shown this once; the former one signs beside it for 24 hours.

    To rotate twice ends a secret that leaked at once.
    """
    locked, now = Webhook.objects.select_for_update().get(pk=webhook.pk), datetime.now(UTC)
    locked.generation, locked.rotated_at = locked.generation + 1, now
    locked.save(update_fields=["generation", "rotated_at"])
    _audit(locked, "rotate_secret", actor, now, {"generation": locked.generation, "old_until": now + OVERLAP})
    return locked, secret_of(locked.pk, locked.generation)


def _check_events(owner: User, events: Collection[str]) -> None:
    unknown = sorted(set(events) - set(BY_KEY))
    if unknown or not events:
        raise CorrectTheQuestion(_("a webhook is made for one or more of %(events)s."), events=", ".join(BY_KEY))
    if refused := [key for key in BY_KEY if key in events and not permitted(owner, BY_KEY[key].permission)]:
        raise CorrectTheQuestion(_("this user has no right to hear of %(events)s."), events=", ".join(refused))


def _in_order(events: Collection[str]) -> str:
    return " ".join(key for key in BY_KEY if key in events)


def _audit(webhook: Webhook, verb: str, actor: str, at: datetime, payload: dict[str, Any]) -> None:
    key, facts = str(webhook.pk), {"owner": webhook.owner.username, "host": webhook.host, **payload}
    append(actor=actor, verb=verb, target_kind="webhook", target_key=key, payload=facts, at=at, rows=[webhook])
