"""Rules about what an entry or a duty bears on: measures that fit, forms that can be, operations of the list.

What a material contains is a share of a whole, and nothing is within itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from watchlist.engine.law.text.rows import ConditionRow, ConstituentRow, EventRow, ObligationRow, SubstanceRow
from watchlist.engine.law.text.rules import words
from watchlist.engine.law.text.text import Breach, SeedText, breach

WHOLE = Decimal(100)

QUANTITIES = ("quantity", "cumulative_quantity")


def a_measure_fits_its_kind(text: SeedText) -> Iterator[Breach]:
    """A quantity is in weight or volume, a concentration in per cent; a total, and it alone, has its period."""
    for row in text.rows(ConditionRow):
        units = words.UNITS.get(row.kind)
        if units is None:  # told by `words_are_known`
            continue
        if row.unit and row.unit not in units:
            yield breach(row, f"unit {row.unit!r} of a {row.kind} is none of {', '.join(units) or 'any'}")
        if row.unit and not row.limit:
            yield breach(row, f"unit {row.unit!r} stands without a limit")
        if row.period and row.kind != "cumulative_quantity":
            yield breach(row, f"a {row.kind} has no period")
        if row.kind == "cumulative_quantity" and row.limit and not row.period:
            yield breach(row, "a cumulative_quantity has a period")


def a_limit_fits_its_effect(text: SeedText) -> Iterator[Breach]:
    """A quantity with a limit triggers a duty; a strength that exempts is above 0, none above 100."""
    for row in text.rows(ConditionRow):
        limit = decimal_of(row.limit)
        if limit is None:
            continue
        if limit < 0 or (row.kind == "concentration" and limit > 100):
            yield breach(row, f"limit {row.limit} is no {row.kind}")
        if row.effect == "exempts" and row.kind in QUANTITIES:
            yield breach(
                row, f"a {row.kind} with a limit is met from there on: it triggers a duty, and does not exempt"
            )
        if row.effect == "exempts" and row.kind == "concentration" and limit == 0:
            yield breach(row, "a concentration of 0 exempts nothing")


def a_form_that_is_reached_can_be(text: SeedText) -> Iterator[Breach]:
    """An element has no forms and an inorganic few, unless the wording or the note speaks of them."""
    kinds = {row.key: row.kind for row in text.rows(SubstanceRow)}
    for event in text.rows(EventRow):
        possible = words.FORMS_OF_KIND.get(kinds.get(event.entry, ""))
        if possible is None:
            continue
        phrasing = f"{event.wording} {event.note}".lower()
        for word in event.reach.split():
            if word not in possible and words.STEMS.get(word, word) not in phrasing:
                yield breach(
                    event, f"reach {word!r}: {event.entry} is an {kinds[event.entry]}, and no word speaks of it"
                )


def operations_are_those_of_the_list(text: SeedText) -> Iterator[Breach]:
    """A duty or a condition bears on operations on which its list bears."""
    for list_text in text.lists:
        for head in list_text.head.rows:
            list_operations = set(head.operations.split())
            rows: list[ObligationRow | ConditionRow] = [*list_text.obligations.rows, *list_text.conditions.rows]
            for row in rows:
                if list_operations and (others := sorted(set(row.operations.split()) - list_operations)):
                    yield breach(row, f"{', '.join(others)}: the list does not bear on it")


def every_operation_has_its_duty(text: SeedText) -> Iterator[Breach]:
    """For each operation on which a list bears there is a duty, `unknown` where nothing was read."""
    for list_text in text.lists:
        for head in list_text.head.rows:
            # A duty that names no operation is due for each.
            named = {
                name for duty in list_text.obligations.rows for name in (duty.operations or head.operations).split()
            }
            if bare := sorted(set(head.operations.split()) - named):
                yield breach(head, f"no obligation for {', '.join(bare)}: say `unknown` where nothing was read")


def decimal_of(written: str) -> Decimal | None:
    """Return the number that a cell states; None where it states none, or no finite one."""
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def a_share_is_a_part_of_a_whole(text: SeedText) -> Iterator[Breach]:
    """A share is a number from 0 to 100 per cent, and begins where it does not end yet."""
    for row in text.rows(ConstituentRow):
        shares = {column: _share(getattr(row, column)) for column in ("share_from", "share_to")}
        for column, share in shares.items():
            if getattr(row, column) and share is None:
                yield breach(row, f"{column} {getattr(row, column)!r} is no share from 0 to 100")
        low, high = shares.values()
        if low is not None and high is not None and low > high:
            yield breach(row, f"the share of {row.contains} goes from {low} down to {high}")


def nothing_contains_itself(text: SeedText) -> Iterator[Breach]:
    """No material is found within what it contains."""
    within: defaultdict[str, set[str]] = defaultdict(set)
    for row in text.rows(ConstituentRow):
        within[row.material].add(row.contains)
    for row in text.rows(ConstituentRow):
        if row.material in _all_within(row.contains, within):
            yield breach(row, f"{row.material} contains itself, by {row.contains}")


def _all_within(key: str, within: dict[str, set[str]]) -> set[str]:
    """Return a key and all that is found within it."""
    found, todo = {key}, [key]
    while todo:
        new = within.get(todo.pop(), set()) - found
        found |= new
        todo += new
    return found


def _share(written: str) -> Decimal | None:
    share = decimal_of(written)
    return share if share is not None and 0 <= share <= WHOLE else None
