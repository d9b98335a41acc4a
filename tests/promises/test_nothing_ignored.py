"""Never `no_match` where something unreadable was ignored.

Two ways to look: what is known to be unreadable leads to a problem and never to `no_match`; and of any line that is
`no_match` every field that says what the goods are was read, or was read and is known nowhere. An amount decides
neither what goods are nor a verdict: one that cannot be read is a problem, and no more.
"""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from tests.promises.asking import Record, answered, found
from tests.promises.counted import Tally
from tests.promises.lines import Line, lines, plain_lines, spoilt

BATCH = 25
GOODS = ("name", "cas", "smiles", "inchi", "inchikey", "declaration_elements")
KNOWN_NOWHERE = frozenset({"name_not_found", "name_words_unknown", "cas_not_found", "inchikey_not_found"})
OF_AMOUNT = ("quantity_", "unit_", "strength_")

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("law")]


def test_what_cannot_be_read_is_never_ignored() -> None:
    tally = Tally("nothing unreadable is ignored", BATCH)
    case = plain_lines().flatmap(lambda line: st.tuples(st.just(line), spoilt(line)))

    @tally.settings
    @given(st.lists(case, min_size=BATCH, max_size=BATCH))
    def holds(cases: list[tuple[Line, Line]]) -> None:
        before = answered([line for line, _ in cases])
        after = answered([line | rubbish for line, rubbish in cases])
        for (line, rubbish), then, now in zip(cases, before, after, strict=True):
            (field,) = rubbish
            assert any(problem["field"] == field for problem in now["problems"]), (line, rubbish, now["problems"])
            assert now["verdict"] != "no_match", (line, rubbish)
            told = now["verdict"] == "controlled" or field in line or found(now).keys() >= found(then).keys()
            assert told, (line, rubbish)
            tally.add(f"else {then['verdict']}")

    holds()
    assert tally.share("else no_match") > 0.3


def test_of_a_line_without_match_all_was_read() -> None:
    tally = Tally("all of a no_match was read", BATCH)

    @tally.settings
    @given(st.lists(lines() | plain_lines(), min_size=BATCH, max_size=BATCH))
    def holds(some: list[Line]) -> None:
        for line, record in zip(some, answered(some), strict=True):
            tally.add(record["verdict"])
            if record["verdict"] == "no_match":
                assert not _ignored(record), (line, _ignored(record), record["problems"])

    holds()
    assert tally.share("no_match") > 0.1


def _ignored(record: Record) -> list[str]:
    """Return the fields of the goods that were neither read nor found to be known nowhere, and what else was lost."""
    read = {one["from"] for one in record["resolution"]}
    nowhere = {one["field"] for one in record["problems"] if one["code"] in KNOWN_NOWHERE}
    fields = [field for field in GOODS if record["fields"].get(field, "").strip()]
    lost = [one["code"] for one in record["problems"] if one["code"] not in KNOWN_NOWHERE]
    return [
        *(field for field in fields if field not in read | nowhere),
        *(code for code in lost if not code.startswith(OF_AMOUNT)),
    ]
