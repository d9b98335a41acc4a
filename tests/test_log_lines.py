"""A line of the log is one line: what a stranger wrote ends none, begins none, and gives a terminal no order."""

from __future__ import annotations

import json
import logging
import logging.config
from collections.abc import Iterator

import pytest
import structlog

from watchlist.middleware.logs import logging_of

HOSTILE = 'ethanol\r\n{"event": "forged"}\x1b[2J\x1b]0;owned\x07\u2028\u202e\x00'


@pytest.fixture(params=[True, False], ids=["for a person", "for a machine"])
def formatter(request: pytest.FixtureRequest) -> Iterator[logging.Formatter]:
    before = structlog.get_config()
    told = logging_of(readable=request.param)["formatters"]["structured"]
    yield told.pop("()")(**told)
    structlog.configure(**before)


def test_what_a_stranger_wrote_is_quoted(formatter: logging.Formatter, request: pytest.FixtureRequest) -> None:
    record = logging.LogRecord("watchlist", logging.WARNING, "", 0, "read %s", (HOSTILE,), None)
    line = formatter.format(record)
    assert len(line.splitlines()) == 1
    assert "\x1b[2J" not in line
    assert "\x1b]0" not in line
    if request.node.callspec.id == "for a machine":
        assert json.loads(line)["event"] == f"read {HOSTILE}"
