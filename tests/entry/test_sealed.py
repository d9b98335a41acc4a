"""Keys of authenticators and codes on paper: none stands in the database as it is, and a new secret key loses none."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings

from tests.entry.conftest import SET_UP, LogsIn, authenticator_of, code_of
from watchlist.access import second_factor
from watchlist.access.devices import Authenticator, PaperCode, PaperCodes, key_text
from watchlist.access.sealing import SealUnbroken, seal, unseal

NEW_KEY = "another-secret-key-of-fifty-characters-0123456789-abcdef"


def stored(*models: Any) -> str:
    """Return all that some tables hold, as text."""
    return repr([row for model in models for row in model.objects.values_list()])


def test_neither_the_key_nor_a_code_on_paper_stands_in_the_database(client: Client, anna: User, log_in: LogsIn) -> None:
    log_in()
    shown = client.get(SET_UP).content.decode()
    device = Authenticator.objects.get()
    key = re.findall(r"<code>([A-Z2-7 ]+)</code>", shown)[0].replace(" ", "")
    assert key == key_text(device.unsealed_secret() or b"")
    page = client.post(SET_UP, {"code": code_of(device)}).content.decode()
    codes = re.findall(r"<code>(\w{8})</code>", page)
    assert len(set(codes)) == 10
    held = stored(Authenticator, PaperCodes, PaperCode).lower()
    raw = (device.unsealed_secret() or b"").hex()
    assert [secret for secret in (key.lower(), raw, *codes) if secret in held] == []


def test_what_is_sealed_for_one_person_opens_for_no_other(anna: User, second_officer: User) -> None:
    device = authenticator_of(anna)
    Authenticator.objects.filter(pk=device.pk).update(user=second_officer)
    device.refresh_from_db()
    assert device.unsealed_secret() is None
    assert second_factor.verified_device(user=second_officer, code="000000") is None


def test_a_new_secret_key_loses_no_second_factor(anna: User, settings: Settings) -> None:
    device, codes = authenticator_of(anna), second_factor.renew_codes(user=anna)
    former, settings.SECRET_KEY = settings.SECRET_KEY, NEW_KEY
    assert device.unsealed_secret() is None
    settings.FORMER_SECRET_KEYS = [former]
    printed = StringIO()
    call_command("reseal_second_factors", stdout=printed)
    assert printed.getvalue().startswith("2 secrets sealed anew; 0 ")
    settings.FORMER_SECRET_KEYS = []
    assert second_factor.verified_device(user=anna, code=code_of(device))
    assert second_factor.verified_device(user=anna, code=codes[3])
    assert not second_factor.verified_device(user=anna, code=codes[3])


def test_a_secret_that_no_key_opens_is_told_of_and_replaced(anna: User, settings: Settings) -> None:
    authenticator_of(anna)
    waiting, key = second_factor.pending_authenticator(user=anna)
    settings.SECRET_KEY = NEW_KEY
    printed = StringIO()
    call_command("reseal_second_factors", stdout=printed)
    assert printed.getvalue() == "0 secrets sealed anew; 2 are read by no key that is named.\n"
    assert second_factor.verified_device(user=anna, code="123456") is None
    again, drawn = second_factor.pending_authenticator(user=anna)
    assert (again.pk, drawn == key) == (waiting.pk, False)
    assert second_factor.confirm_authenticator(user=anna, code=code_of(again)) is not None


def test_a_seal_that_was_changed_opens_nothing() -> None:
    sealed = seal(b"a key", owner="authenticator 1")
    assert (unseal(sealed, owner="authenticator 1"), b"a key" in sealed.encode()) == (b"a key", False)
    for changed, owner in ((sealed, "authenticator 2"), (f"A{sealed[1:]}B", "authenticator 1")):
        with pytest.raises(SealUnbroken):
            unseal(changed, owner=owner)
