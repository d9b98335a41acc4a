"""A house from before second factors were sealed: after the upgrade its people log in with what they have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.database import environment_in, own_database
from tests.warm import manage

pytestmark = pytest.mark.servers
KEY, CODES = "0b" * 20, ["abcdefgh", "ijklmnop"]
BEFORE = """
from django.contrib.auth.models import User
from django.db import connection
user = User.objects.create_user("officer").pk
with connection.cursor() as cursor:
    cursor.execute(
        "CREATE TABLE otp_totp_totpdevice (id integer PRIMARY KEY, name varchar(64), confirmed boolean,"
        " key varchar(80), drift integer, last_t bigint, user_id integer REFERENCES auth_user)"
    )
    cursor.execute(
        "CREATE TABLE otp_static_staticdevice (id integer PRIMARY KEY, name varchar(64), confirmed boolean,"
        " user_id integer REFERENCES auth_user)"
    )
    cursor.execute(
        "CREATE TABLE otp_static_statictoken (id integer PRIMARY KEY, token varchar(16),"
        " device_id integer REFERENCES otp_static_staticdevice)"
    )
    keys = [(1, True, "ff" * 20, user), (2, True, KEY, user), (3, False, KEY, user)]
    cursor.executemany("INSERT INTO otp_totp_totpdevice VALUES (%s, 'authenticator', %s, %s, 1, 7, %s)", keys)
    cursor.execute("INSERT INTO otp_static_staticdevice VALUES (1, 'paper', %s, %s)", [True, user])
    cursor.executemany("INSERT INTO otp_static_statictoken VALUES (%s, %s, 1)", list(enumerate(CODES)))
"""
"""Columns that are read, of the tables of django-otp: the package makes none any more."""
AFTER = f"""
import json
from django.contrib.auth.models import User
from django.db import connection
from watchlist.access.devices import Authenticator, PaperCode, PaperCodes
from watchlist.access.second_factor import verified
user = User.objects.get()
device = Authenticator.objects.get(confirmed=True)
key = device.unsealed_secret()
held = repr([list(model.objects.values_list()) for model in (Authenticator, PaperCodes, PaperCode)])
print(json.dumps({{
    "key": [key.hex(), device.drift, device.last_step],
    "tables": [name for name in connection.introspection.table_names() if name.startswith("otp_")],
    "as they are": [secret for secret in ({KEY!r}, *{CODES!r}) if secret in held],
    "right": [
        bool(verified(user=user, code=code))
        for code in (f"{{device.clock(key).token():06d}}", {CODES[0]!r}, {CODES[1]!r})
    ],
    "again": bool(verified(user=user, code={CODES[0]!r})),
}}))
"""


def test_after_an_upgrade_people_log_in_with_what_they_have(tmp_path: Path) -> None:
    with own_database(tmp_path) as database:
        environment = environment_in(tmp_path, database)
        manage(environment, "migrate", "watchlist", "0034", "--verbosity", "0")
        manage(environment, "shell", "--no-imports", "-c", f"KEY, CODES = {(KEY, CODES)}\n{BEFORE}")
        manage(environment, "migrate", "--verbosity", "0")
        assert json.loads(manage(environment, "shell", "--no-imports", "-c", AFTER)) == {
            "key": [KEY, 1, 7],
            "tables": [],
            "as they are": [],
            "right": [True, True, True],
            "again": False,
        }
