"""What opens a door is in no line of the log: passwords, codes, tokens, sessions and addresses that open files."""

from __future__ import annotations

import io

import pytest
import urllib3
from django.contrib.auth.models import User
from django.test import Client

from tests.cases.shipments import PIPRONAL, opened
from tests.entry.conftest import CODE, PASSWORD, LogsIn
from watchlist.access.devices import Authenticator, key_text
from watchlist.cases.attachments import address_of, attach

WRONG, TYPED_AS_NAME = "wrong-horse-battery", "correct-horse-battery"


def test_a_log_in_leaves_neither_passwords_nor_codes_nor_the_session(
    client: Client, anna: User, authenticator: Authenticator, log_in: LogsIn, logged: io.StringIO
) -> None:
    log_in(password=WRONG)
    log_in(name=TYPED_AS_NAME, password=WRONG)
    for _ in range(6):
        log_in(name="nobody-of-ours", password=WRONG)
    log_in()
    client.post(CODE, {"code": "918273"})
    client.get("/admin/", {"q": "Party-of-ours"})
    said = logged.getvalue()
    assert said.count("request_finished") >= 10
    session = client.session.session_key
    assert session
    key = key_text(authenticator.unsealed_secret() or b"")
    secrets = (PASSWORD, WRONG, TYPED_AS_NAME, "nobody-of-ours", "918273", key, session, "Party-of-ours")
    assert [secret for secret in secrets if secret in said] == []


def test_a_token_is_given_used_and_refused_without_a_trace_of_it(anna: User, logged: io.StringIO) -> None:
    basic = urllib3.make_headers(basic_auth=f"officer:{PASSWORD}")["authorization"]
    answer = Client(headers={"Authorization": basic}).post("/api/v1/tokens/", content_type="application/json")
    text = answer.json()["token"]
    Client(headers={"Authorization": f"Token {text}"}).get("/api/v1/tokens/mine/")
    Client(headers={"Authorization": "Token forged-token-of-nobody"}).get("/api/v1/tokens/mine/")
    said = logged.getvalue()
    assert said.count("request_finished") == 3
    assert [secret for secret in (PASSWORD, basic.split()[1], text, "forged-token") if secret in said] == []


@pytest.mark.usefixtures("law")
def test_the_address_that_opens_a_file_is_not_kept(client: Client, officer: User, logged: io.StringIO) -> None:
    file = attach(case=opened(PIPRONAL), name="note.txt", content=b"Called.", actor=officer)
    address = address_of(file, officer)
    assert client.get(address).content == b"Called."
    assert "GET /files/…" in logged.getvalue() or "GET /files/\\u2026" in logged.getvalue()
    assert address.split("/")[-2][-20:] not in logged.getvalue()
