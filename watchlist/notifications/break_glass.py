"""News that the break-glass account was used: for whoever watches over the service, superusers among them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from watchlist.access import USE_BREAK_GLASS
from watchlist.audit import AuditEvent
from watchlist.engine.texts import filled, gettext_lazy as _
from watchlist.notifications.models import Told
from watchlist.notifications.news import News, page_of

BREAK_GLASS_USED: Final = "account.break_glass"
ADMINISTER: Final = "watchlist.administer_service"
USED: Final = _("%(person)s logged in by a password, at %(at)s UTC. Was it one of you?")
LOOKED_BACK: Final = timedelta(days=30)


def break_glass_news(now: datetime) -> Iterator[News]:
    """Yield each use of the break-glass account in the last month that nobody was told of."""
    notified = Told.objects.filter(event=BREAK_GLASS_USED, subject=OuterRef("key"))
    used = AuditEvent.objects.filter(target_kind="user", verb=USE_BREAK_GLASS, at__gte=now - LOOKED_BACK)
    used = used.annotate(key=Cast("pk", CharField())).filter(~Exists(notified))
    for act in used.order_by("pk"):
        yield News(
            event=BREAK_GLASS_USED,
            subject=str(act.pk),
            rights=(ADMINISTER,),
            headline=_("The break-glass account was used"),
            paragraphs=(filled(USED, {"person": act.actor, "at": f"{act.at:%Y-%m-%d %H:%M}"}),),
            page=page_of("act", act.pk),
        )
