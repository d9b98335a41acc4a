"""Tell whoever sent a manifest what became of it: ids, counts and where to read the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from watchlist.hooks.announcing import announce
from watchlist.hooks.events import VERDICTS
from watchlist.hooks.models import WebhookDelivery
from watchlist.screening.models import Upload


def announce_manifest(
    *, end: Literal["done", "failed", "cancelled"], upload: Upload, summary: Mapping[str, Any] | None = None
) -> list[WebhookDelivery]:
    """Announce the end of a manifest to the webhooks of its sender, with the counts of everybody where it is done."""
    told = {"manifest": str(upload.pk), "job": str(upload.job_id), "link": f"/api/v1/manifests/{upload.pk}/"}
    counts: dict[str, Any] = {}
    if summary is not None:
        verdicts = {verdict: summary[verdict] for verdict in sorted(VERDICTS)}
        counts = {"screening": str(upload.pk), "lines": summary["lines"], "verdicts": verdicts}
    sender = upload.manifest.received_by
    return announce(event=f"manifest.{end}", subject=str(upload.pk), payload={**told, **counts}, audience=sender)
