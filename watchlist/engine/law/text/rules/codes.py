"""Rules about codes: written as their scheme does, under a heading that can hold the structure, and no series that a
spreadsheet filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chemistry import StructureError, cannot_hold, parse_structure
from watchlist.engine.law.text.breaches import Breach, breach
from watchlist.engine.law.text.rows import CodeRow, FormRow, SeedRow, SubstanceRow
from watchlist.engine.law.text.rules.named_members import named_members
from watchlist.engine.law.text.text import SeedText

LAST_GROUP = re.compile(r"(.*?)([0-9]+)([^0-9]*)")
SHORTEST_RUN = 3
# How a code is written under each scheme: HS 2914.31, CN 2914 31 00, China's ten digits, and the UN's four.
WRITTEN = {
    "hs": re.compile(r"[0-9]{4}\.[0-9]{2}"),
    "cn": re.compile(r"[0-9]{4} [0-9]{2} [0-9]{2}"),
    "prc": re.compile(r"[0-9]{10}"),
    "un": re.compile(r"[0-9]{4}"),
}
# The items of a law run on by themselves; the numbers that an authority gives to substances have four digits and more.
LEAST_DIGITS_OF_A_LAW_CODE = 4


@dataclass(frozen=True, slots=True)
class _PlacedCode:
    """A code where it stands; `confirmed`: it was read there, so that a series is the law's own."""

    row: SeedRow
    owner: str
    code: str
    confirmed: bool


def a_code_is_written_as_its_scheme_writes_it(text: SeedText) -> Iterator[Breach]:
    """A code has the digits of its scheme, with the points or spaces that the scheme prints."""
    for row in text.rows(CodeRow):
        written = WRITTEN.get(row.scheme)
        if written and not written.fullmatch(row.value):
            yield breach(row, f"value {row.value!r} is no code of the scheme {row.scheme}")


def a_heading_can_hold_the_structure(text: SeedText) -> Iterator[Breach]:
    """The customs heading of a substance, or of a member of a class, is one that can hold its structure."""
    drawn = {row.key: row.smiles for row in text.rows(SubstanceRow)}
    for row in text.rows(CodeRow):
        is_customs = row.scheme != "un"
        if is_customs and (why := _refusal(row.value, drawn.get(row.substance, ""))):
            yield breach(row, f"{row.scheme} {row.value} of {row.substance}: {why}")
    for member in named_members(text):
        if why := _refusal(member.hs, member.smiles):
            yield breach(member, f"hs {member.hs} of {member.owner}: {why}")


def codes_do_not_run_on(text: SeedText) -> Iterator[Breach]:
    """The codes of three substances in a row do not run on by one, unless each was read in its source."""
    for name, series in _series(text):
        run: list[_PlacedCode] = []
        for row in (*series, None):
            if row is not None and run and _runs_on(run[-1], row):
                run.append(row)
                continue
            if len(run) >= SHORTEST_RUN and not all(coded.confirmed for coded in run):
                first, last = run[0], run[-1]
                yield breach(first.row, f"{name} {first.code} to {last.code} run on by one to line {last.row.line}")
            run = [row] if row is not None else []


def _series(text: SeedText) -> Iterator[tuple[str, Sequence[_PlacedCode]]]:
    """Yield the codes of each kind, file by file and in the order of their rows."""
    yield "cas", [_PlacedCode(row, row.substance, row.cas, row.confidence == "confirmed") for row in text.rows(FormRow)]
    members = list(named_members(text))
    yield "cas", [_PlacedCode(row, row.owner, row.cas, row.confidence == "confirmed") for row in members]
    yield "hs", [_PlacedCode(row, row.owner, row.hs, row.confidence == "confirmed") for row in members]
    for scheme in dict.fromkeys(row.scheme for row in text.rows(CodeRow)):
        rows = [row for row in text.rows(CodeRow) if row.scheme == scheme]
        yield scheme, [_PlacedCode(row, row.substance, row.value, row.confidence == "confirmed") for row in rows]
    for list_text in text.lists:
        events = [row for row in list_text.events.rows if _digits(row.law_code) >= LEAST_DIGITS_OF_A_LAW_CODE]
        yield (
            "law_code",
            [_PlacedCode(row, row.entry, row.law_code, row.code_confidence == "confirmed") for row in events],
        )


def _runs_on(earlier: _PlacedCode, later: _PlacedCode) -> bool:
    first, second = LAST_GROUP.fullmatch(earlier.code), LAST_GROUP.fullmatch(later.code)
    if first is None or second is None or earlier.owner == later.owner or earlier.row.file != later.row.file:
        return False
    return (first[1], first[3]) == (second[1], second[3]) and int(first[2]) + 1 == int(second[2])


def _digits(code: str) -> int:
    last = LAST_GROUP.fullmatch(code)
    return len(last[2]) if last else 0


@lru_cache(maxsize=2048)
def _refusal(code: str, smiles: str) -> str | None:
    try:
        return cannot_hold(code, parse_structure(smiles, "smiles")) if code and smiles else None
    except StructureError:  # told by `drawings_have_their_key`, or by the tests of the class rule
        return None
