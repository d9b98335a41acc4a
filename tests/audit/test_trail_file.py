"""The trail as a file for inspectors: checked without the service, by a module that stands alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.audit.tampering import drop_guards
from watchlist.audit import verify_trail_file
from watchlist.audit.anchors import anchor
from watchlist.audit.chain import EXPORT, append
from watchlist.audit.keys import house_key
from watchlist.audit.links import GENESIS, KEEP_RESTRICTED, Link, canonical, digest_of, payload_digest
from watchlist.audit.models import AuditEvent, AuditPayload
from watchlist.audit.verify_trail_file import faults

pytestmark = pytest.mark.django_db
HOLDS = "All that was checked holds."
BEYOND = [
    "Not checked: what was said at 1 events, which the file does not tell: restricted, or erased.",
    "Not checked: what came before the first event of the file and after its last: compare with kept anchors.",
    "Not checked: the rows of the database that the events wrote: the service does, by manage.py verify_records.",
]
NOW = datetime(2026, 1, 1, 23, 30, tzinfo=UTC)


@pytest.fixture
def trail() -> None:
    """Write a trail of three days, with an anchor each and one restricted event."""
    for day in range(3):
        at = NOW + timedelta(days=day)
        append(actor="curator", verb="record", target_kind="entry", target_key="é", payload={"day": day}, at=at)
        anchor(actor="schedule", at=at)
    secret = {"event": 1, "sha256": "0" * 64}
    append(actor="lead", verb=KEEP_RESTRICTED, target_kind="case", target_key="", payload=secret, at=at)


@pytest.fixture
def export(trail: None, tmp_path: Path) -> Callable[..., list[bytes]]:
    """Return who writes a file of some days, and gives its lines."""

    def make(*asked: str) -> list[bytes]:
        to = tmp_path / f"{len(list(tmp_path.iterdir()))}.jsonl"
        call_command("export_audit", str(to), *asked)
        return to.read_bytes().splitlines(keepends=True)

    return make


def sequences(lines: list[bytes]) -> list[int]:
    return [one["sequence"] for one in map(json.loads, lines) if one.get("record") == "event"]


def test_a_file_of_the_whole_trail_holds_it_and_that_it_was_taken_out(export: Callable[..., list[bytes]]) -> None:
    lines = export()
    assert sequences(lines) == list(range(1, 9))
    assert AuditEvent.objects.get(sequence=8).verb == EXPORT
    assert sum(b"precursor-watchlist-anchor/1" in line for line in lines) == 3
    assert list(faults(lines, house_key())) == []


def test_a_file_of_some_days_holds_what_was_done_on_them(export: Callable[..., list[bytes]]) -> None:
    lines = export("--from", "2026-01-02", "--until", "2026-01-02")
    assert sequences(lines) == [3, 4]
    assert list(faults(lines, house_key())) == []
    assert sequences(export("--until", "2025-12-31")) == []


def test_of_a_restricted_event_the_link_alone_is_told(export: Callable[..., list[bytes]]) -> None:
    (told,) = [one for one in map(json.loads, export()) if one.get("verb") == KEEP_RESTRICTED]
    assert not {"salt", "body"} & set(told)


def test_a_payload_that_is_not_held_is_not_told(export: Callable[..., list[bytes]]) -> None:
    drop_guards()
    AuditPayload.objects.filter(event=1)._raw_delete("default")
    lines = export()
    assert "body" not in json.loads(lines[1])
    assert list(faults(lines, house_key())) == []


FIELDS = ("sequence", "at", "actor", "verb", "target", "payload", "previous", "digest", "salt", "body", "rows")


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_altered_in_an_event_is_found(export: Callable[..., list[bytes]], field: str) -> None:
    lines = export()
    event = json.loads(lines[3])
    event[field] = {"sequence": 7, "target": ["entry", "x"]}.get(field, f"{event[field]}x")
    lines[3] = f"{json.dumps(event)}\n".encode()
    found = list(faults(lines, house_key()))
    assert "the file is not as it was signed" in found
    assert len(found) > 1


def _cut(lines: list[bytes]) -> None:
    del lines[-1]


def _take_one_out(lines: list[bytes]) -> None:
    del lines[4]


def _exchange(lines: list[bytes]) -> None:
    lines[3], lines[4] = lines[4], lines[3]


def _go_on(lines: list[bytes]) -> None:
    lines.append(lines[1])


def _spoil(lines: list[bytes]) -> None:
    lines[2] = b"x\n"


@pytest.mark.parametrize("way", [_cut, _take_one_out, _exchange, _go_on, _spoil])
def test_what_is_done_to_the_lines_is_found(
    export: Callable[..., list[bytes]], way: Callable[[list[bytes]], Any]
) -> None:
    lines = export()
    way(lines)
    assert list(faults(lines, house_key()))


def test_a_file_that_is_signed_by_another_key_does_not_hold(export: Callable[..., list[bytes]]) -> None:
    found = list(faults(export(), "A" * 43 + "="))
    assert "the file is not as it was signed" in found
    assert "the anchor of 2026-01-01 is not signed by the key" in found


@pytest.mark.servers
def test_the_check_stands_alone(export: Callable[..., list[bytes]], tmp_path: Path) -> None:
    lines = export()
    file, module = tmp_path / "trail.jsonl", tmp_path / "verify_trail_file.py"
    file.write_bytes(b"".join(lines))
    shutil.copy(verify_trail_file.__file__, module)
    command = [sys.executable, "-I", str(module), str(file), "--key", house_key()]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout.splitlines()) == (0, [HOLDS, *BEYOND]), done.stderr
    file.write_bytes(b"".join(lines[:-1]))
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout.splitlines()[-4:-3]) == (1, ["It does not hold."])
    without = subprocess.run(command[:-2], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert "Not checked: whether the house signed it: no key was given" in without.stdout


def test_no_file_is_written_over(trail: None, tmp_path: Path) -> None:
    there = tmp_path / "there.jsonl"
    there.write_text("x")
    with pytest.raises(CommandError, match="exists"):
        call_command("export_audit", str(there))
    assert there.read_text() == "x"


def test_a_line_that_nests_too_deep_is_named() -> None:
    named, cut = faults([b'{"deep": ' + b"[" * 100_000])
    assert named.startswith("line 1 is not as such files are written (RecursionError")
    assert cut == "the file has no end: it was cut off"


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe\n",
        b"[]\n",
        b"7\n",
        b"[" * 100_000 + b"\n",
        b'{"record":"event"}\n',
        b'{"record":"note"}\n',
        b'{"record":["event"]}\n',
        b'{"record":"event","sequence":"1","digest":1,"format":[]}\n',
        b'{"record":"end","record":"trail"}\n',
        b'{"record":"event","sequence":1e999,"digest":"","format":2}\n',
        b'{"format":"precursor-watchlist-anchor/1","day":1,"sequence":{},"head":null,"signature":{"key":1}}\n',
    ],
)
def test_whatever_stands_in_a_line_is_named_and_stops_nothing(export: Callable[..., list[bytes]], line: bytes) -> None:
    lines = export()
    assert len(list(faults([*lines[:2], line, *lines[2:]], house_key()))) > 1


@pytest.mark.parametrize("form", [1, 2])
def test_no_body_hides_in_the_salt_of_a_file(export: Callable[..., list[bytes]], form: int) -> None:
    lines = export()
    event = json.loads(lines[3])
    salt, body = event["salt"], event["body"]
    if form == 1:
        event |= {"format": 1, "payload": payload_digest(salt, body, 1)}
    event |= {"salt": salt + body[:-2], "body": body[-2:]}
    assert "what was said at event 3 was altered" in list(faults([canonical(event).encode()]))


def test_a_file_of_the_first_format_is_checked_by_its_own_rules() -> None:
    previous, lines = GENESIS, []
    for number in (1, 2):
        salt, body = f"{number:032x}", canonical({"n": number})
        link = Link(number, NOW.isoformat(), "ann", "judge", "case", "C-0001", "", "", previous, format=1)
        link = link._replace(payload=payload_digest(salt, body, 1))
        event = {"record": "event", "sequence": number, "at": link.at, "actor": "ann", "verb": "judge"}
        event |= {
            "target": ["case", "C-0001"],
            "payload": link.payload,
            "previous": previous,
            "salt": salt,
            "body": body,
        }
        previous = event["digest"] = digest_of(link)
        lines.append(canonical(event).encode() + b"\n")
    assert list(faults(lines)) == ["the file has no end: it was cut off"]
