"""A house that holds no law yet has a desk, which says so."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.test import Client

from watchlist.temporal import LawTick


def test_the_desk_of_a_house_without_law_says_so(client: Client, officer: User) -> None:
    assert not LawTick.objects.exists()
    client.force_login(officer)
    page = client.get("/admin/")
    assert page.status_code == 200
    assert "No law is held yet" in page.content.decode()
