"""Nobody writes the law, a screening or the trail by these pages: not even a superuser."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from watchlist.audit.models import AuditEvent
from watchlist.law_store.definitions import ClassRule
from watchlist.law_store.models import ControlList, Instrument, ListEntry
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.substances.models import Substance

MODELS = (Substance, ControlList, ListEntry, ClassRule, Instrument, Screening, ScreenedLine, AuditEvent)


def _rows(model: Any) -> list[dict[str, Any]]:
    return list(model.objects.order_by("pk").values())


@pytest.mark.parametrize("model", MODELS)
def test_every_attempt_to_write_is_refused(client: Client, superuser: User, screening: Screening, model: Any) -> None:
    client.force_login(superuser)
    before, name, row = _rows(model), f"admin:watchlist_{model.__name__.lower()}", model.objects.first()
    sent = {
        "key": "changed",
        "title": "changed",
        "post": "yes",
        "action": "delete_selected",
        "_selected_action": row.pk,
    }
    for place in (f"{name}_add", f"{name}_change", f"{name}_delete"):
        args = [] if place.endswith("add") else [row.pk]
        assert client.post(reverse(place, args=args), sent).status_code == 403
    client.post(reverse(f"{name}_changelist"), sent)
    assert _rows(model) == before


def test_no_page_offers_to_write(client: Client, superuser: User, screening: Screening) -> None:
    client.force_login(superuser)
    for model in MODELS:
        name = f"admin:watchlist_{model.__name__.lower()}"
        pages = (reverse(f"{name}_changelist"), reverse(f"{name}_change", args=[model.objects.first().pk]))  # type: ignore[union-attr]
        for place in pages:
            page = client.get(place).content.decode()
            assert 'name="_save"' not in page
            assert "/add/" not in page
            assert "deletelink" not in page
