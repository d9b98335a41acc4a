"""Webhook events on changes of the law: one call announces all ticks since the last one announced."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.db import transaction

from watchlist.conf import API
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.models import LawTold
from watchlist.law_store.records import instant
from watchlist.temporal import LawTick
from watchlist.webhooks import Webhook, WebhookDelivery, announce

EVENT = "law.changed"


def announce_law() -> list[WebhookDelivery]:
    """Announce `law.changed` for all that changed since it was last announced, and return what is to be sent.

    The first call of an installation announces nothing.
    """
    now = LawTick.objects.order_by("-at").values_list("at", flat=True).first()
    if now is None:
        return []
    announced = LawTold.objects.values_list("until", flat=True).first()
    if announced is None:
        LawTold.objects.get_or_create(pk=1, defaults={"until": now})
        return []
    return _announce(announced, now) if announced < now else []


def changed_lists(earlier: datetime, now: datetime) -> list[str]:
    """Return the keys of the lists whose canonical text differs at two ticks, or that exist at one only."""
    then, since = (
        {key: control_list.sha256 for key, control_list in law_known_at(tick).lists.items()} for tick in (earlier, now)
    )
    return sorted(key for key in then.keys() | since.keys() if then.get(key) != since.get(key))


def _announce(announced: datetime, now: datetime) -> list[WebhookDelivery]:
    # Both are compiled before the transaction: SQLite has one writer, and it would wait meanwhile.
    lists = changed_lists(announced, now) if any(hook.hears(EVENT) for hook in Webhook.objects.listening()) else []
    with transaction.atomic():
        ours = LawTold.objects.filter(pk=1, until=announced).update(until=now)
        if not ours or not lists:
            return []
        link = f"{API}changes/?{urlencode({'since': instant(announced)})}"
        payload = {"known_at": now.isoformat(), "lists": lists, "link": link}
        return announce(event=EVENT, subject=now.isoformat(), payload=payload, audience=None)
