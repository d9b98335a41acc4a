"""A listed substance is found from its effective date and not on the day before, by structure, number or name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.acceptance.asking import ask_all
from watchlist.scheduling.compile import law_known_at
from watchlist.scheduling.compiled import CompiledLaw, CompiledScheduling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

LEGAL = {"listed", "listed_form"}
# A name or a number that stands for two substances is a guess, and says so.
AMBIGUOUS = {"7723-14-0"}


def starts(law: CompiledLaw) -> Iterator[CompiledScheduling]:
    """Yield each scheduling that starts an entry on a known day."""
    for rows in law.schedulings.values():
        for row in rows:
            ends_here = any(other.entry == row.entry and other.valid_until == row.valid_from for other in rows)
            if row.valid_from and row.date_precision == "day" and not ends_here:
                yield row


def declarations(law: CompiledLaw, substance: str) -> Iterator[dict[str, str]]:
    """Yield the ways in which a line can give a substance as the law lists it."""
    held = law.substances[substance]
    if held.smiles:
        yield {"smiles": held.smiles}
    for number, targets in law.numbers.items():
        for target in targets:
            if target.substance == substance and target.form_kind == "as_listed" and number not in AMBIGUOUS:
                yield {"cas": number}
    yield {"name": held.name}
    for targets in law.names.values():
        if len(targets) == 1 and (targets[0].substance, targets[0].kind) == (substance, "printed"):
            yield {"name": targets[0].text}


def found(law: CompiledLaw, row: CompiledScheduling, day: date) -> list[str]:
    """Return the declarations of a substance by which its entry is not found as law on a day."""
    lines = list(declarations(law, row.substance))
    answer = ask_all(lines, as_of=day)
    return [
        str(line)
        for line, record in zip(lines, answer.lines, strict=True)
        if any(f["entry"] == row.entry and f["tier"] in LEGAL for f in record["findings"])
    ]


def test_every_listing_is_found_from_its_effective_date_and_not_on_the_day_before() -> None:
    law = law_known_at()
    rows = list(starts(law))
    assert len(rows) > 90
    wrong = []
    for row in rows:
        assert row.valid_from is not None
        expected = [str(line) for line in declarations(law, row.substance)]
        if missing := set(expected) - set(found(law, row, row.valid_from)):
            wrong.append(f"{row.event}: not found on {row.valid_from} by {sorted(missing)}")
        if early := found(law, row, row.valid_from - timedelta(days=1)):
            wrong.append(f"{row.event}: found the day before {row.valid_from} by {early}")
    assert wrong == []
