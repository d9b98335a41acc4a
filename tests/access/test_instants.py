"""Whatever the API answers, its instants are written one way, in UTC, and that of its making has one name."""

from __future__ import annotations

import re

from tests.access.matrix.callers import EVERY_SCOPE
from tests.access.matrix.house import House
from tests.access.matrix.rows import rows

INSTANT = re.compile(rb'"\d{4}-\d\d-\d\d[T ]\d\d:\d\d[^"\\]{0,20}\\?"')
IN_UTC = re.compile(rb'"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z\\?"')
NAMED_ALIKE = re.compile(rb'"(?:created|created_at)":')


def test_every_instant_that_is_answered_ends_in_z(house: House) -> None:
    caller = house.programs[EVERY_SCOPE]
    read, wrong, old_names = 0, dict[str, set[bytes]](), list[str]()
    for row in rows("api"):
        if row.method != "GET" or row.route.endswith(("/metrics/", "/schema/", "/results/")):
            continue
        answer = caller.ask("GET", house.filled(row.route, row.route, caller))
        written = INSTANT.findall(getattr(answer, "content", b""))
        read += len(written)
        old_names += [row.route] * len(NAMED_ALIKE.findall(getattr(answer, "content", b"")))
        if found := {text for text in written if not IN_UTC.fullmatch(text)}:
            wrong[row.route] = found
    assert wrong == {}
    assert old_names == []
    assert read > 100
