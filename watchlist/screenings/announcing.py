"""Webhook events on finished screenings and uploads: ids, counts and a link to the rest."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from watchlist.conf import API
from watchlist.engine.answer import Summary
from watchlist.jobs import CANCELLED, DEAD, DONE
from watchlist.screenings.models import Screening, Upload, UploadEnd
from watchlist.screenings.stored_answers import plain_counts, read_summary
from watchlist.webhooks import WebhookDelivery, announce

ENDS: Final = {DONE: "manifest.done", DEAD: "manifest.failed", CANCELLED: "manifest.cancelled"}
TOGETHER: Final = 100


def announce_screening(*, screening: Screening, summary: Summary) -> list[WebhookDelivery]:
    """Announce a screening that was answered at once to its maker's webhooks, in the transaction that stores it."""
    payload = {**_counted(screening, summary), "link": f"{API}screenings/{screening.pk}/"}
    return announce(event="screening.done", subject=str(screening.pk), payload=payload, audience=screening.made_by)


@transaction.atomic
def announce_ends() -> list[WebhookDelivery]:
    """Announce each manifest whose job is over (done, failed or cancelled) once, and return the deliveries."""
    announced = UploadEnd.objects.filter(upload=OuterRef("pk"), state=OuterRef("job__state"))
    over = Upload.objects.filter(~Exists(announced), job__state__in=ENDS).select_related("job", "manifest")
    now = datetime.now(UTC)
    return [delivery for upload in over.order_by("pk")[:TOGETHER] for delivery in _announce_end(upload, now)]


def _announce_end(upload: Upload, now: datetime) -> list[WebhookDelivery]:
    state = upload.job.state
    _, is_first = UploadEnd.objects.get_or_create(upload=upload, state=state, defaults={"at": now})
    if not is_first:
        return []
    payload = {"manifest": str(upload.pk), "job": str(upload.job_id), "link": f"{API}manifests/{upload.pk}/"}
    if screening := Screening.objects.done().filter(pk=upload.pk).first():
        payload |= _counted(screening, read_summary(screening.summary))
    return announce(event=ENDS[state], subject=str(upload.pk), payload=payload, audience=upload.manifest.received_by)


def _counted(screening: Screening, summary: Summary) -> dict[str, Any]:
    """Return the counts by verdict, without internal lists: those reach no webhook."""
    verdicts = dict(sorted(plain_counts(summary).items()))
    return {"screening": str(screening.pk), "lines": summary.lines, "verdicts": verdicts}
