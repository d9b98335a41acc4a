"""Tell those who asked which lists changed. The law leaves ticks; whoever looks next tells of those not yet told."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.db import transaction

from watchlist.conf import API
from watchlist.law_store.announcement_models import LawTold
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.records import instant
from watchlist.temporal import LawTick
from watchlist.webhooks.announcing import announce
from watchlist.webhooks.models import Webhook, WebhookDelivery

EVENT = "law.changed"


def announce_law() -> list[WebhookDelivery]:
    """Announce `law.changed` for all that changed since it was last announced, and return what is to be sent.

    The first call of an installation tells of nothing: what is held then is where its hearers begin.
    """
    now = LawTick.objects.order_by("-at").values_list("at", flat=True).first()
    if now is None:
        return []
    before = LawTold.objects.values_list("until", flat=True).first()
    if before is None:
        LawTold.objects.get_or_create(pk=1, defaults={"until": now})
        return []
    return _announce(before, now) if before < now else []


def changed_lists(before: datetime, now: datetime) -> list[str]:
    """Return the keys of the lists whose canonical text is not the same at two ticks, those held at one only too."""
    then, since = ({key: of.sha256 for key, of in law_known_at(tick).lists.items()} for tick in (before, now))
    return sorted(key for key in then.keys() | since.keys() if then.get(key) != since.get(key))


def _announce(before: datetime, now: datetime) -> list[WebhookDelivery]:
    # Both are compiled before the transaction: SQLite has one writer, and it would wait meanwhile.
    lists = changed_lists(before, now) if any(hook.hears(EVENT) for hook in Webhook.objects.listening()) else []
    with transaction.atomic():
        ours = LawTold.objects.filter(pk=1, until=before).update(until=now)
        if not ours or not lists:
            return []
        link = f"{API}changes/?{urlencode({'since': instant(before)})}"
        payload = {"known_at": now.isoformat(), "lists": lists, "link": link}
        return announce(event=EVENT, subject=now.isoformat(), payload=payload, audience=None)
