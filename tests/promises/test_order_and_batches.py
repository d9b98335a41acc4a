"""Line order and batch size never change a line's own findings; what the shipment as a whole adds stands apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from tests.plain_answers import screen
from tests.promises.asking import TODAY, Record, apart
from tests.promises.counted import Tally
from tests.promises.lines import Line, lines
from watchlist.engine.decision import run
from watchlist.engine.decision.conventions import number_convention
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.reading.readers import manifest_from_payload

pytestmark = pytest.mark.long

LINES = 40
# Of more than one reading: which it is, the whole file shows.
AMBIGUOUS = (
    {},
    {},
    {"export_date": "03/04/2024"},
    {"export_date": "25/04/2024"},
    {"quantity": "1,000"},
    {"date": "5.6.24"},
)

batches = st.lists(st.tuples(lines(), st.sampled_from(AMBIGUOUS)), min_size=LINES, max_size=LINES)


@pytest.mark.usefixtures("law")
def test_order_and_batches_change_nothing_of_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    tally = Tally("order and batches", LINES)

    @tally.settings
    @given(batches, st.permutations(range(LINES)), st.integers(1, LINES), st.integers(1, LINES))
    def holds(some: list[tuple[Line, Line]], order: list[int], batch: int, share: int) -> None:
        said = [{**line, **more, "key": f"K{number}"} for number, (line, more) in enumerate(some)]
        whole = manifest_from_payload({"lines": said})
        before = _told(whole)
        monkeypatch.setattr(run, "BATCH", batch)
        mixed = _told(manifest_from_payload({"lines": [said[number] for number in order]}))
        shares = [record for part in _shares(whole, share) for record in _told(part).items()]
        monkeypatch.undo()
        for key, record in before.items():
            assert mixed[key] == record, key
            assert dict(shares)[key] == record, key
            tally.add(record["verdict"], *(["with findings"] if record["findings"] else []))

    holds()
    assert tally.share("with findings") > 0.4


def _told(manifest: DeclaredManifest) -> dict[str, Record]:
    return {record["key"]: apart(record) for record in screen(manifest, Question(), TODAY).lines}


def _shares(whole: DeclaredManifest, size: int) -> list[DeclaredManifest]:
    """Return the file in parts, each of which reads days and decimals as the whole shows them."""
    kept = list(whole.lines)
    numbers = number_convention(whole)
    parts = [kept[at : at + size] for at in range(0, len(kept), size)]
    return [replace(whole, lines=tuple(part), number_convention=numbers) for part in parts]
