"""The limits of the log-in: of a place, of a name, of both, on the pages, at the codes and by the API alike."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tests.entry.conftest import CODE, PASSWORD, LogsIn, code_of
from tests.entry.test_log_in import TOKENS, basic
from watchlist.access.addresses import address_of, network_of, proxies_of
from watchlist.access.devices import Authenticator
from watchlist.access.lock_out import begin_attempt
from watchlist.access.tries import ACCOUNT_SPAN, LATELY, FamiliarPlace, LogInTries, forget_old_tries
from watchlist.audit.models import AuditEvent, AuditPayload

OTHER = "198.51.100.7"


@pytest.fixture(autouse=True)
def _one_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold the clock of the limits, so that what one waits is the same on a busy machine."""
    now = datetime.now(UTC)
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: now)


def acts(verb: str) -> list[tuple[str, dict[str, str]]]:
    """Return who did something, and what the trail says of it."""
    rows = AuditPayload.objects.filter(event__verb=verb).order_by("pk").values_list("event__actor", "body")
    return [(actor, json.loads(body)) for actor, body in rows]


def from_many(log_in: LogsIn, count: int, **fields: str) -> list[int]:
    """Return what one wrong password for a name is answered from each of so many addresses."""
    return [log_in(password="wrong", REMOTE_ADDR=f"203.0.113.{last}", **fields).status_code for last in range(count)]


def test_one_password_for_sixty_names_from_one_address_is_stopped_at_the_twentieth(anna: User, log_in: LogsIn) -> None:
    statuses = [log_in(f"name-{number}", "Summer-2026").status_code for number in range(60)]
    assert statuses == [200] * 19 + [429] * 41
    assert log_in()["Retry-After"] == "900"
    assert APIClient().post(TOKENS, {}, format="json", **basic("officer", PASSWORD)).status_code == 429
    assert acts("lock_out") == [("", {"address": "127.0.0.1", "limit": "place"})]
    assert log_in(REMOTE_ADDR=OTHER).status_code == 302


def test_a_log_in_of_ones_own_in_between_wins_no_tries_for_other_names(anna: User, log_in: LogsIn) -> None:
    statuses = []
    for number in range(25):
        statuses.append(log_in(f"name-{number}", "wrong").status_code)
        log_in()
    assert statuses == [200] * 19 + [429] * 6


def test_right_passwords_use_up_nothing_of_their_address(anna: User, log_in: LogsIn) -> None:
    assert {log_in().status_code for _ in range(25)} == {302}
    assert log_in(password="wrong").status_code == 200


def test_the_addresses_of_one_network_of_ipv6_are_one_place(anna: User, log_in: LogsIn) -> None:
    statuses = [log_in(password="wrong", REMOTE_ADDR=f"2001:db8:1:2::{last}").status_code for last in range(1, 6)]
    assert statuses == [200] * 4 + [429]
    assert log_in(REMOTE_ADDR="2001:db8:1:2:ffff::9").status_code == 429
    assert log_in(REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


def test_a_name_is_tried_a_hundred_times_from_anywhere_and_then_only_from_where_the_person_was_lately(
    anna: User, log_in: LogsIn
) -> None:
    assert log_in(REMOTE_ADDR=OTHER).status_code == 302
    for last in range(97):
        begin_attempt(name="officer", address=f"192.0.2.{last}", at=datetime.now(UTC))
    assert from_many(log_in, 5) == [200] * 2 + [429] * 3
    assert log_in(REMOTE_ADDR="192.0.2.1").status_code == 429
    assert acts("lock_out") == [("officer", {"address": "203.0.113.2", "limit": "name"})]
    assert log_in(password="wrong", REMOTE_ADDR=OTHER).status_code == 200
    assert log_in(REMOTE_ADDR=OTHER).status_code == 302
    assert log_in(REMOTE_ADDR="192.0.2.1").status_code == 302


def test_a_place_is_familiar_to_its_person_alone_and_for_a_while(
    anna: User, log_in: LogsIn, settings: Settings
) -> None:
    settings.ACCOUNT_TRIES = 2
    log_in(REMOTE_ADDR=OTHER)
    for name in ("officer", "somebody-else"):
        from_many(log_in, 3, name=name)
    assert log_in("somebody-else", REMOTE_ADDR=OTHER).status_code == 429
    FamiliarPlace.objects.update(last_at=datetime.now(UTC) - LATELY - timedelta(days=1))
    assert log_in(REMOTE_ADDR=OTHER).status_code == 429


def test_a_name_that_nobody_has_is_limited_alike_and_stands_nowhere(
    anna: User, log_in: LogsIn, settings: Settings
) -> None:
    settings.ACCOUNT_TRIES = 3
    for name in ("officer", "a-password-typed-as-a-name"):
        assert from_many(log_in, 5, name=name) == [200, 200, 429, 429, 429]
    assert "a-password" not in str(list(LogInTries.objects.values()) + list(AuditEvent.objects.values()))


def test_an_operator_lets_a_name_or_an_address_try_again(anna: User, log_in: LogsIn, settings: Settings) -> None:
    settings.ACCOUNT_TRIES = 3
    from_many(log_in, 3)
    assert log_in().status_code == 429
    call_command("axes_reset_username", "officer")
    assert log_in().status_code == 302
    for number in range(20):
        log_in(f"name-{number}", "wrong", REMOTE_ADDR=OTHER)
    assert log_in(REMOTE_ADDR=OTHER).status_code == 429
    call_command("axes_reset_ip", OTHER)
    assert log_in(REMOTE_ADDR=OTHER).status_code == 302


def test_wrong_codes_are_tries_and_in_the_audit_and_a_new_password_wins_none(
    client: Client, anna: User, authenticator: Authenticator, log_in: LogsIn
) -> None:
    statuses = []
    for _ in range(5):
        assert log_in().status_code == 302
        statuses.append(client.post(CODE, {"code": "000000"}).status_code)
    assert statuses == [200] * 4 + [429]
    assert acts("wrong_code") == [("officer", {"address": "127.0.0.1"})] * 5
    assert acts("lock_out") == [("officer", {"address": "127.0.0.1", "limit": "pair"})]
    Authenticator.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert client.post(CODE, {"code": code_of(authenticator)}).status_code == 429
    assert log_in().status_code == 429


def test_a_right_code_ends_the_count_and_makes_the_place_familiar(
    client: Client, anna: User, authenticator: Authenticator, log_in: LogsIn
) -> None:
    log_in(password="wrong")
    log_in()
    assert not FamiliarPlace.objects.exists()
    client.post(CODE, {"code": code_of(authenticator)})
    assert [place.place for place in FamiliarPlace.objects.filter(user=anna)] == ["127.0.0.1"]
    assert set(LogInTries.objects.values_list("kind", "tries")) == {("place", 1)}


def test_wrong_codes_of_a_program_are_tries_too(anna: User, authenticator: Authenticator, log_in: LogsIn) -> None:
    def status(fields: dict[str, str]) -> int:
        client = APIClient()
        return int(client.post(TOKENS, fields, format="json", **basic("officer", PASSWORD)).status_code)

    assert [status({}), *(status({"code": "000000"}) for _ in range(6))] == [403] * 5 + [429] * 2
    assert log_in().status_code == 429


def test_the_trail_says_from_where_people_and_programs_log_in(anna: User, log_in: LogsIn) -> None:
    log_in(REMOTE_ADDR=OTHER)
    APIClient().post(TOKENS, {}, format="json", REMOTE_ADDR="2001:db8::1", **basic("officer", PASSWORD))
    assert acts("log_in") == [("officer", {"address": OTHER}), ("officer", {"address": "2001:db8::1"})]


def test_the_log_says_that_a_password_was_wrong_and_not_whose(
    anna: User, log_in: LogsIn, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(6):
        log_in("officer", "wrong")
    lines = [record.getMessage() for record in caplog.records if record.name == "watchlist.access.lock_out"]
    assert lines == ["log-in refused: wrong password"] * 5 + ["log-in refused: locked out"]


def test_what_counts_no_longer_is_deleted(db: None) -> None:
    at = datetime.now(UTC)
    begin_attempt(name="officer", address=OTHER, at=at)
    forget_old_tries(at=at + settings.LOCK_OUT)
    assert list(LogInTries.objects.values_list("kind", flat=True)) == ["name"]
    forget_old_tries(at=at + ACCOUNT_SPAN)
    assert not LogInTries.objects.exists()


def test_tries_far_apart_are_not_counted_together(db: None) -> None:
    at = datetime.now(UTC)
    waits = [
        begin_attempt(name="officer", address=OTHER, at=at + timedelta(minutes=4 * tries)).wait for tries in range(20)
    ]
    assert set(waits) == {0}


@pytest.mark.parametrize(
    ("proxies", "socket", "header", "address"),
    [
        ("0", "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        ("1", "192.0.2.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("1", "", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.0/8,127.0.0.1", "127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.0/8, 127.0.0.1", "127.0.0.1", "198.51.100.1, 203.0.113.9, 10.1.1.1", "203.0.113.9"),
        ("10.0.0.0/8", "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        ("10.0.0.0/8", "192.0.2.1", "203.0.113.9, 10.0.0.1", "192.0.2.1"),
        ("10.0.0.0/8", "10.0.0.1", "of-no-address", "10.0.0.1"),
        ("10.0.0.0/8", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.0/8", "::ffff:10.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"),
        ("fd00::/8", "fd00::1", "2001:db8::9", "2001:db8::9"),
    ],
)
def test_the_address_is_what_proxies_of_the_house_say(
    settings: Settings, proxies: str, socket: str, header: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies_of(proxies)
    call = RequestFactory().get("/", REMOTE_ADDR=socket, HTTP_X_FORWARDED_FOR=header)
    assert address_of(call) == address


def test_who_comes_past_the_proxies_has_his_own_address_and_no_tls(
    anna: User, log_in: LogsIn, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = proxies_of("10.0.0.0/8")
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    forged = [
        log_in(password="wrong", REMOTE_ADDR=OTHER, HTTP_X_FORWARDED_FOR=f"203.0.113.{last}") for last in range(5)
    ]
    assert [answer.status_code for answer in forged] == [200] * 4 + [429]
    calls: list[Any] = [
        log_in(REMOTE_ADDR=socket, HTTP_X_FORWARDED_PROTO="https").wsgi_request for socket in ("10.0.0.1", "192.0.2.1")
    ]
    assert [call.is_secure() for call in calls] == [True, False]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        (None, ""),
    ],
)
def test_a_place_is_an_address_or_the_network_of_one_customer(address: str | None, place: str) -> None:
    assert network_of(address) == place
