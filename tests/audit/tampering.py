"""Everything that somebody with the keys of the database can do to the trail, drawn at random, by raw SQL.

Each way takes the tables as they stand, changes them, and returns between which numbers the check must say that it
does not hold. Those that forge do all that can be forged: numbers, links, and what the chain remembers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from watchlist.audit.anchors import sign
from watchlist.audit.keys import signing_key
from watchlist.audit.links import GENESIS, Link, digest_of, payload_digest

Rows = dict[Any, dict[str, Any]]
KEYS: Final = {"auditevent": "sequence", "auditpayload": "event_id", "auditchain": "id", "auditanchor": "sequence"}
FIELDS: Final = ("at", "actor", "verb", "target_kind", "target_key", "request_id", "payload_digest", "rows_digest")


@dataclass(slots=True)
class Tables:
    """The four tables of the trail, each row by its key."""

    events: Rows
    payloads: Rows
    chain: Rows
    anchors: Rows

    @property
    def last(self) -> int:
        """Return the number of the last event."""
        return max(self.events)

    def anchor_after(self, sequence: int) -> int:
        """Return the number of the first anchored event from there on."""
        return min(one for one in self.anchors if one >= sequence)


def drop_guards() -> None:
    """Take away what refuses updates and deletions of the trail."""
    tables = [f"watchlist_{name}" for name in KEYS]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        for name, table in cursor.fetchall():
            if table in tables:
                cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else f" ON {table}"))


def stored() -> Tables:
    """Return the tables as they stand."""
    return Tables(*(_read(table, key) for table, key in KEYS.items()))


def store(before: Tables, after: Tables) -> None:
    """Write the tables: rows that went, rows that came, and rows that are others now."""
    names = ("events", "payloads", "chain", "anchors")
    with connection.cursor() as cursor:
        for (table, key), name in zip(KEYS.items(), names, strict=True):
            was, now = getattr(before, name), getattr(after, name)
            for one in [one for one, row in was.items() if now.get(one) != row]:
                cursor.execute(f"DELETE FROM watchlist_{table} WHERE {key} = %s", [one])  # noqa: S608 - names of our own
            for one in [one for one, row in now.items() if was.get(one) != row]:
                columns, marks, values = ", ".join(now[one]), ", ".join(["%s"] * len(now[one])), [*now[one].values()]
                cursor.execute(f"INSERT INTO watchlist_{table} ({columns}) VALUES ({marks})", values)  # noqa: S608 - names of our own


def _read(table: str, key: str) -> Rows:
    with connection.cursor() as cursor:
        names = [column.name for column in connection.introspection.get_table_description(cursor, f"watchlist_{table}")]
        # On SQLite moments are text, and may be any: as that they are read.
        as_text = ("at", "day") if connection.vendor == "sqlite" else ()
        columns = [f"CAST({name} AS TEXT)" if name in as_text else name for name in names]
        cursor.execute(f"SELECT {', '.join(columns)} FROM watchlist_{table}")  # noqa: S608 - names of our own
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row[key]: row for row in rows}


# What is done to one row.


def alter_an_event(tables: Tables, rng: Random) -> tuple[int, int]:
    at = _some(tables, rng)
    _alter(tables.events[at], rng.choice((*FIELDS, "previous", "digest")), rng)
    return at, at


def alter_an_event_and_its_link(tables: Tables, rng: Random) -> tuple[int, int]:
    at = _some(tables, rng, but_the_last=True)
    _alter(tables.events[at], rng.choice(FIELDS), rng)
    tables.events[at]["digest"] = digest_of(_link(tables.events[at]))
    return at, at + 1


def alter_a_payload(tables: Tables, rng: Random) -> tuple[int, int]:
    at = _some(tables, rng)
    _alter(tables.payloads[at], rng.choice(("salt", "body")), rng)
    return at, at


def take_a_payload_out(tables: Tables, rng: Random) -> tuple[int, int]:
    at = _some(tables, rng)
    del tables.payloads[at]
    return at, at


def hide_a_body_in_its_salt(tables: Tables, rng: Random) -> tuple[int, int]:
    """Move the boundary between salt and body, as the first format let one: both together are what they were."""
    at = _some(tables, rng)
    payload = tables.payloads[at]
    together = payload["salt"] + payload["body"]
    if connection.vendor == "sqlite":
        border = rng.choice([border for border in range(len(together) + 1) if border != len(payload["salt"])])
        payload["salt"], payload["body"] = together[:border], together[border:]
    else:  # the column holds 32 characters
        payload["salt"], payload["body"] = together[:31], together[31:]
    return at, at


def write_what_no_service_writes(tables: Tables, rng: Random) -> tuple[int, int]:
    """Put bytes, numbers and texts that are no JSON where texts stand: the check names them, and stops at none."""
    at = _some(tables, rng)
    rows, field = rng.choice([(tables.payloads, "salt"), (tables.payloads, "body"), (tables.events, "actor")])
    values: list[Any] = ["", "[[[[", "{}", "[1]", "null", "9" * 32]
    values += [b"\xff\xfe", b"\x00", 7, 1.5, "\x00"] if connection.vendor == "sqlite" else []
    rows[at] = {**rows[at], field: rng.choice([value for value in values if value != rows[at][field]])}
    return at, at


def call_an_event_one_of_the_first_format(tables: Tables, rng: Random) -> tuple[int, int]:
    """Write an event anew as events were once written, with a payload whose body is in its salt, and forge the rest."""
    at = _some(tables, rng)
    payload = tables.payloads[at]
    tables.events[at] |= {"format": 1, "payload_digest": payload_digest(payload["salt"], payload["body"], 1)}
    _forge(tables, at)
    return at, tables.anchor_after(at)


def put_a_payload_in(tables: Tables, rng: Random) -> tuple[int, int]:
    at = tables.last + rng.randint(1, 9)
    tables.payloads[at] = {**tables.payloads[tables.last], "event_id": at}
    return at, at


def exchange_two_payloads(tables: Tables, rng: Random) -> tuple[int, int]:
    one, other = sorted(rng.sample(sorted(tables.payloads), 2))
    first, second = tables.payloads[one], tables.payloads[other]
    tables.payloads[one], tables.payloads[other] = {**second, "event_id": one}, {**first, "event_id": other}
    return one, one


# What is done to their order.


def take_an_event_out(tables: Tables, rng: Random) -> tuple[int, int]:
    at = _some(tables, rng, but_the_last=True)
    del tables.events[at], tables.payloads[at]
    return at, at


def cut_the_end_off(tables: Tables, rng: Random) -> tuple[int, int]:
    return _cut(tables, rng)


def put_an_event_in(tables: Tables, rng: Random) -> tuple[int, int]:
    at = _some(tables, rng)
    _shift(tables, at, by=1)
    _copy(tables, at + 1, at)
    return at, at + 1


def put_an_event_before_the_first(tables: Tables, rng: Random) -> tuple[int, int]:
    _copy(tables, _some(tables, rng), 0)
    return 0, 0


def put_an_event_at_the_end(tables: Tables, rng: Random) -> tuple[int, int]:
    at = tables.last + 1
    _copy(tables, _some(tables, rng), at)
    tables.events[at]["previous"] = tables.events[at - 1]["digest"]
    tables.events[at]["digest"] = digest_of(_link(tables.events[at]))
    return at, at + 1


def give_the_end_other_numbers(tables: Tables, rng: Random) -> tuple[int, int]:
    at = _some(tables, rng)
    _shift(tables, at, by=rng.randint(1, 9))
    return at, at


def exchange_two_events(tables: Tables, rng: Random) -> tuple[int, int]:
    return _exchange(tables, rng)


# What the chain and the anchors remember.


def alter_the_chain(tables: Tables, rng: Random) -> tuple[int, int]:
    other: dict[str, Any] = {"length": tables.last + rng.randint(1, 9), "head": f"{rng.getrandbits(256):064x}"}
    field = rng.choice(sorted(other))
    tables.chain[1][field] = other[field]
    return tables.last + 1, tables.last + 1


def take_the_chain_away(tables: Tables, rng: Random) -> tuple[int, int]:
    del tables.chain[1]
    return tables.last + 1, tables.last + 1


def alter_an_anchor(tables: Tables, rng: Random) -> tuple[int, int]:
    at = rng.choice(sorted(tables.anchors))
    _alter(tables.anchors[at], rng.choice(("day", "head", "key", "signature")), rng)
    return at, at


def take_an_anchor_out(tables: Tables, rng: Random) -> tuple[int, int]:
    at = rng.choice(sorted(tables.anchors))
    del tables.anchors[at]
    return at, at


def sign_with_another_key(tables: Tables, rng: Random) -> tuple[int, int]:
    at = _forge_something(tables, rng)
    anchored = _sign_anew(tables, Ed25519PrivateKey.generate())
    return at, anchored


def put_an_anchor_in(tables: Tables, rng: Random) -> tuple[int, int]:
    at = rng.choice([one for one in tables.events if one not in tables.anchors])
    head = tables.events[at]["digest"]
    signed = sign(day="2031-01-01", sequence=at, head=head, key=signing_key())
    some = next(iter(tables.anchors.values()))
    day = "2031-01-01" if isinstance(some["day"], str) else some["day"].replace(year=2031, month=1, day=1)
    tables.anchors[at] = {**some, "sequence": at, "day": day, "head": head, "signature": signed.value}
    return at, at


# All that can be forged: only an anchor knows better.


def forge_an_event(tables: Tables, rng: Random) -> tuple[int, int]:
    at = _forge_something(tables, rng)
    return at, tables.anchor_after(at)


def forge_a_payload(tables: Tables, rng: Random) -> tuple[int, int]:
    at = _some(tables, rng)
    payload = tables.payloads[at]
    _alter(payload, "body", rng)
    tables.events[at]["payload_digest"] = payload_digest(payload["salt"], payload["body"])
    _forge(tables, at)
    return at, tables.anchor_after(at)


def forge_that_nothing_is_missing(tables: Tables, rng: Random) -> tuple[int, int]:
    at = _some(tables, rng)
    del tables.events[at], tables.payloads[at]
    _shift(tables, at + 1, by=-1)
    _forge(tables, at)
    return at, tables.anchor_after(at)


def forge_that_nothing_was_put_in(tables: Tables, rng: Random) -> tuple[int, int]:
    at = _some(tables, rng)
    _shift(tables, at, by=1)
    _copy(tables, at + 1, at)
    _forge(tables, at)
    # The copy bears the number of what it is a copy of, and is the same: the one behind it is what was put in.
    return at, min((one for one in tables.anchors if one > at), default=at + 1)


def forge_another_order(tables: Tables, rng: Random) -> tuple[int, int]:
    first, _ = _exchange(tables, rng)
    _forge(tables, first)
    return first, tables.anchor_after(first)


def forge_another_end(tables: Tables, rng: Random) -> tuple[int, int]:
    whole = tables.last
    at, _ = _cut(tables, rng)
    _forge(tables, at)
    return at, whole


def forge_all_of_it_and_drop_the_anchors(tables: Tables, rng: Random) -> tuple[int, int]:
    at = _forge_something(tables, rng)
    reached = tables.anchor_after(at)
    for one in [one for one in tables.anchors if one >= at]:
        del tables.anchors[one]
    return at, reached


def forge_another_end_and_drop_the_anchors(tables: Tables, rng: Random) -> tuple[int, int]:
    whole = tables.last
    at, _ = _cut(tables, rng)
    _forge(tables, at)
    for one in [one for one in tables.anchors if one >= at]:
        del tables.anchors[one]
    return at, whole


def forge_with_the_key_of_the_house(tables: Tables, rng: Random) -> tuple[int, int]:
    at = _forge_something(tables, rng)
    return at, _sign_anew(tables, signing_key())


WAYS: Final[tuple[Callable[[Tables, Random], tuple[int, int]], ...]] = (
    alter_an_event,
    alter_an_event_and_its_link,
    alter_a_payload,
    take_a_payload_out,
    hide_a_body_in_its_salt,
    write_what_no_service_writes,
    call_an_event_one_of_the_first_format,
    put_a_payload_in,
    exchange_two_payloads,
    take_an_event_out,
    cut_the_end_off,
    put_an_event_in,
    put_an_event_before_the_first,
    put_an_event_at_the_end,
    give_the_end_other_numbers,
    exchange_two_events,
    alter_the_chain,
    take_the_chain_away,
    alter_an_anchor,
    take_an_anchor_out,
    sign_with_another_key,
    put_an_anchor_in,
    forge_an_event,
    forge_a_payload,
    forge_that_nothing_is_missing,
    forge_that_nothing_was_put_in,
    forge_another_order,
    forge_another_end,
    forge_all_of_it_and_drop_the_anchors,
    forge_another_end_and_drop_the_anchors,
    forge_with_the_key_of_the_house,
)


def _some(tables: Tables, rng: Random, *, but_the_last: bool = False) -> int:
    return rng.choice(sorted(tables.events)[: -1 if but_the_last else None])


def _alter(row: dict[str, Any], field: str, rng: Random) -> None:
    """Give a field another value that the column takes: one sign changed, put in or taken out, or a moment moved."""
    was = row[field]
    if not isinstance(was, str):
        row[field] = was + timedelta(**{"microseconds" if isinstance(was, datetime) else "days": rng.randint(99, 999)})
        return
    if field == "day":
        row[field] = rng.choice((f"2031{was[4:]}", "no day"))
        return
    at = rng.randrange(len(was)) if was else 0
    put = rng.choice([one for one in "0123456789abcdefXYZ" if was[at : at + 1] != one])
    ways = [f"{was[:at]}{put}{was[at + 1 :]}"]
    if field in ("actor", "verb", "target_kind", "target_key", "body") and was:
        ways += [f"{was[:at]}{was[at + 1 :]}", f"{was}{put}", ""]
    row[field] = rng.choice(ways)


def _copy(tables: Tables, of: int, to: int) -> None:
    tables.events[to] = {**tables.events[of], "sequence": to, "digest": f"{to:064d}"}
    tables.payloads[to] = {**tables.payloads[of], "event_id": to}


def _shift(tables: Tables, begin: int, *, by: int) -> None:
    for rows, key in ((tables.events, "sequence"), (tables.payloads, "event_id")):
        moved = {one + by: {**rows.pop(one), key: one + by} for one in sorted(rows) if one >= begin}
        rows.update(moved)


def _exchange(tables: Tables, rng: Random) -> tuple[int, int]:
    one, other = sorted(rng.sample(sorted(tables.events), 2))
    for rows, key in ((tables.events, "sequence"), (tables.payloads, "event_id")):
        rows[one], rows[other] = {**rows[other], key: one}, {**rows[one], key: other}
    return one, one


def _cut(tables: Tables, rng: Random) -> tuple[int, int]:
    at = rng.randint(1, tables.last)
    for one in range(at, tables.last + 1):
        del tables.events[one], tables.payloads[one]
    return at, at


def _forge_something(tables: Tables, rng: Random) -> int:
    at = _some(tables, rng)
    _alter(tables.events[at], rng.choice([field for field in FIELDS if field != "payload_digest"]), rng)
    _forge(tables, at)
    return at


def _forge(tables: Tables, begin: int) -> None:
    """Make every link from there on hold again, and have the chain remember the end."""
    head = tables.events[begin - 1]["digest"] if begin > 1 else GENESIS
    for at in range(begin, max(tables.events, default=0) + 1):
        row = tables.events[at]
        row["previous"] = head
        row["digest"] = head = digest_of(_link(row))
    tables.chain[1] |= {"length": max(tables.events, default=0), "head": head}


def _sign_anew(tables: Tables, key: Ed25519PrivateKey) -> int:
    """Sign every anchor that does not hold any more, and return the number of the first."""
    others = [at for at, row in tables.anchors.items() if row["head"] != tables.events[at]["digest"]]
    for at in others:
        row, head = tables.anchors[at], tables.events[at]["digest"]
        signed = sign(day=str(row["day"]), sequence=at, head=head, key=key)
        row |= {"head": head, "key": signed.key, "signature": signed.value}
    return min(others)


def _link(row: dict[str, Any]) -> Link:
    at = row["at"].isoformat() if isinstance(row["at"], datetime) else f"{row['at'].replace(' ', 'T', 1)}+00:00"
    return Link(
        sequence=row["sequence"],
        at=at,
        actor=row["actor"],
        verb=row["verb"],
        target_kind=row["target_kind"],
        target_key=row["target_key"],
        request=row["request_id"],
        payload=row["payload_digest"],
        previous=row["previous"],
        format=row["format"],
        rows=row["rows_digest"],
    )
