"""What customs codes say against each other, and against the structure of the goods."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from chemistry.headings import has_heading
from chemistry.identity import Identity
from watchlist.engine.identification.codes import CODES, codes_in, written
from watchlist.engine.identification.conflicts import CUSTOMS, KINDS, Identification, conflict_code, involves_law
from watchlist.engine.identification.records import ConflictSeverity, FieldConflict
from watchlist.engine.law.compiled import CompiledLaw

HEADING: Final = 4
SUBHEADING: Final = 6
GOODS: Final = tuple(sorted(KINDS.keys() - set(CODES), key=lambda field: (KINDS[field] != "structure", field)))
"""The fields that say what the goods are, structures first."""
SCHEMES: Final = {"hs_code": "HS", "cn_code": "CN"}

Refusal = Callable[[str, Identity], str | None]
"""A heading and a structure: why the one cannot hold the other, in words; None where it may."""


def headings_in(item: Mapping[str, str]) -> tuple[str, ...]:
    """Return the headings that an item declares, of those of which it is known what they cannot hold."""
    codes = (code for field in CODES if field in CUSTOMS for code in codes_in(field, item.get(field, "")))
    return tuple(dict.fromkeys(code[:HEADING] for code in codes if has_heading(code)))


def find_code_conflicts(
    item: Mapping[str, str],
    identified: Sequence[Identification],
    found: Sequence[FieldConflict],
    law: CompiledLaw,
    why: Refusal,
) -> Iterator[FieldConflict]:
    """Yield the conflict of the two customs codes, and one for each that cannot hold any structure of the goods.

    `found` are the conflicts of what the codes name: a code that is in one of them is not reported twice.
    """
    codes = {field: codes_in(field, item.get(field, "")) for field in CODES if field in CUSTOMS}
    goods = [each for each in identified if each.resolution.field not in CODES]
    severity: ConflictSeverity = "medium" if any(map(involves_law, identified)) else "low"
    if codes["cn_code"] and codes["hs_code"] and not _agree(codes["cn_code"], codes["hs_code"], law):
        cn, hs = written("cn_code", codes["cn_code"][0]), written("hs_code", codes["hs_code"][0])
        yield FieldConflict(
            conflict_code("cn", "hs"), ("cn_code", "hs_code"), severity, f"{cn} is no subdivision of {hs}."
        )
    for field, of_field in codes.items():
        is_reported = any(field in conflict.fields for conflict in found)
        if of_field and not is_reported and (refused := _refused(field, of_field, goods, law, why)):
            against, reason = refused
            yield FieldConflict(conflict_code(KINDS[field], "structure"), (field, against), severity, reason)


def _agree(cn: Sequence[str], hs: Sequence[str], law: CompiledLaw) -> bool:
    """Say whether two codes lie under one another, or are those of one substance in two versions of the System."""
    return any(
        _same_digits(*pair) or not _bearers(pair[0], law).isdisjoint(_bearers(pair[1], law)) for pair in product(cn, hs)
    )


def _same_digits(code: str, other: str) -> bool:
    length = min(len(code), len(other), SUBHEADING)
    return code[:length] == other[:length]


def _bearers(code: str, law: CompiledLaw) -> frozenset[str]:
    """Return the substances of the watchlist that bear a subheading, or bore it in an earlier version."""
    return frozenset(law.codes.get(("hs", code[:SUBHEADING]), ()))


def _refused(
    field: str, codes: Sequence[str], goods: Sequence[Identification], law: CompiledLaw, why: Refusal
) -> tuple[str, str] | None:
    """Return the field whose structures no code of `field` can hold, with the reason; only what is sure counts."""
    for against in GOODS:
        of_field = [each for each in goods if each.resolution.field == against and each.resolution.certainty != "guess"]
        reasons = [_reason(code, each, law, why) for code, each in product(codes, of_field)]
        if reasons and all(reasons):
            return against, f"{SCHEMES[field]} {reasons[0]}."
    return None


def _reason(code: str, goods: Identification, law: CompiledLaw, why: Refusal) -> str | None:
    is_its_own = goods.resolution.substance in _bearers(code, law)
    return (
        None if goods.identity is None or is_its_own or not has_heading(code) else why(code[:HEADING], goods.identity)
    )
