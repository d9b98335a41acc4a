"""What two people set aside stays visible in every format, a finding and a conflict alike, with who and until when."""

from __future__ import annotations

import io

import pytest

from tests.exports.binary_texts import text_of
from tests.exports.records import REVIEW, answer, line
from watchlist.exports.registry import EXPORTERS

CONFLICT = {
    "code": "cas_name_mismatch",
    "fields": ["cas", "name"],
    "severity": "medium",
    "detail": "CAS 7732-18-5 is water; the name says Sodium chloride.",
    "by": "officer",
    "second": "second-officer",
    "until": "2026-01-31",
    "why": "A brine.",
    "suppression": 8,
}


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_tells_what_is_set_aside_by_whom_and_until_when(name: str) -> None:
    text = written(name)
    told = f"officer second-officer pethidine {CONFLICT['detail']}"
    assert not [word for word in told.split() if word.rstrip(".;") not in text]
    assert "2026-01-31" in text or "31 Jan 2026" in text


def written(name: str) -> str:
    """Return all that a format writes of two lines, one with a finding and one with a conflict set aside, as text."""
    exporter = EXPORTERS[name]
    records = answer(REVIEW, line(suppressed=[CONFLICT]))
    if not exporter.binary:
        out = io.StringIO()
        exporter.write(records, out)
        return " ".join(out.getvalue().split())
    packed = io.BytesIO()
    exporter.write(records, packed)
    return text_of(name, packed)
