"""An answer as its reader may see it: through the house lists that he is shown, and without reasons kept from him."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework.request import Request

from watchlist.api.permissions import redacted, sees_reasons
from watchlist.house.readers import overlay_on
from watchlist.screening.models import Screening


def shown(
    request: Request,
    screening: Screening,
    coverage: dict[str, Any],
    lines: Sequence[dict[str, Any]],
    summary: dict[str, Any],
) -> dict[str, Any]:
    """Return the body of a whole screening for whoever asks. The records given are those of everybody."""
    if overlay := overlay_on(request.user, screening):
        coverage, lines, summary = overlay.answer(coverage, lines, summary)
    return {"id": str(screening.pk), "coverage": coverage, "lines": _told(request, lines), "summary": summary}


def _told(request: Request, lines: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    return lines if sees_reasons(request) else [redacted(line) for line in lines]
