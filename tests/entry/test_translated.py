"""Every sentence on the pages of the log-in can be translated: outside of translations stands only data."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.entry.conftest import CODE, LOG_IN, SET_UP, LogsIn, code_of
from tests.translated import bracket_every_sentence, outside
from watchlist.access.devices import Authenticator

NAMES = {"Precursor Watchlist", "esc"}
"""Of the service, and of a key."""


def of_the_frame(client: Client) -> set[str]:
    """Return what unfold's own frame leaves untranslated on its log-in."""
    return set(outside(client.get(LOG_IN).content.decode())) | NAMES


def test_a_text_outside_of_a_translation_is_found() -> None:
    icon = '<span class="material-symbols-outlined">x_y</span>'
    page = f'<p>⟦Said⟧ raw</p><img alt="A key"><script>let no = 1</script>{icon}'
    assert list(outside(page)) == ["raw", "A key"]


def test_every_sentence_of_the_second_factor_is_translatable(
    client: Client, anna: User, log_in: LogsIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    bracket_every_sentence(monkeypatch)
    frame = of_the_frame(client)
    log_in()
    pages = [client.get(SET_UP), client.post(SET_UP, {"code": "1"})]
    Authenticator.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    pages.append(client.post(SET_UP, {"code": code_of(Authenticator.objects.get())}))
    pages.append(client.get(SET_UP))
    client.post("/admin/logout/")
    log_in()
    pages += [client.get(CODE), client.post(CODE, {"code": "1"})]
    for page in pages:
        assert page.status_code == 200
        assert set(outside(page.content.decode())) - frame == set()


def test_what_is_said_to_who_is_locked_out_is_translatable(
    client: Client, anna: User, log_in: LogsIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    bracket_every_sentence(monkeypatch)
    frame = of_the_frame(client)
    for _ in range(5):
        page = log_in(password="wrong")
    assert page.status_code == 429
    assert set(outside(page.content.decode())) - frame == set()
