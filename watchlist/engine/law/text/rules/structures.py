"""Rules about chemistry: numbers have their check digit, drawings their key, and names, numbers and drawings agree.

Codes are written as their scheme does, under a heading that can hold the structure, and are no series that a
spreadsheet filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from chemicals.identifiers import pubchem_db
from stdnum.eu import ecnumber

from chemistry import CasError, StructureError, cannot_hold, identify, normalise_cas, parse_structure
from watchlist.engine.law.text.rows import CodeRow, FormRow, NameRow, RuleRow, SeedRow, SubstanceRow
from watchlist.engine.law.text.rules.classes import named_members
from watchlist.engine.law.text.text import Breach, SeedText, breach

LAST_GROUP = re.compile(r"(.*?)([0-9]+)([^0-9]*)")
SHORTEST_RUN = 3
# How a code is written under each scheme: HS 2914.31, CN 2914 31 00, China's ten digits, the UN's four, and the number
# of the European inventory.
WRITTEN = {
    "hs": re.compile(r"[0-9]{4}\.[0-9]{2}"),
    "cn": re.compile(r"[0-9]{4} [0-9]{2} [0-9]{2}"),
    "prc": re.compile(r"[0-9]{10}"),
    "un": re.compile(r"[0-9]{4}"),
    "ec": re.compile(r"[2-9][0-9]{2}-[0-9]{3}-[0-9]"),
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


WRITTEN_AS_CAS: Final = re.compile(r"(?<![\w.-])[0-9]{2,7}-[0-9]{2}-[0-9](?![\w-])")
CHECKED_BY_ITSELF: Final = {(FormRow, "cas"), (RuleRow, "members")}
"""The numbers of the substances, and the tables of members, of which each row is looked at."""


def numbers_have_their_check_digit(text: SeedText) -> Iterator[Breach]:
    """A CAS number is written with its dashes, and its last digit is the one that the others give."""
    for form in text.rows(FormRow):
        try:
            if form.cas and normalise_cas(form.cas) != form.cas:
                yield breach(form, f"cas {form.cas!r} is written {normalise_cas(form.cas)}")
        except CasError as error:
            yield breach(form, f"cas {form.cas!r}: {error.detail}")


def every_number_has_its_check_digit(text: SeedText) -> Iterator[Breach]:
    """What is written as a CAS number has its check digit, in whatever cell it stands: tables of members, notes."""
    rows = (row for table in text.tables() for row in table.rows)
    for row in chain(rows, named_members(text)):
        for column, value in row.cells().items():
            if (type(row), column) not in CHECKED_BY_ITSELF:
                yield from (breach(row, f"{column}: {fault}") for fault in _wrong_numbers(value))


def _wrong_numbers(value: str) -> Iterator[str]:
    for number in WRITTEN_AS_CAS.findall(value):
        try:
            normalise_cas(number)
        except CasError as error:
            yield f"cas {number!r}: {error.detail}"


def drawings_have_their_key(text: SeedText) -> Iterator[Breach]:
    """A SMILES can be read, and its InChIKey stands beside it."""
    drawn: list[SubstanceRow | FormRow] = [*text.rows(SubstanceRow), *text.rows(FormRow)]
    for row in drawn:
        if not row.smiles and not row.inchikey:
            continue
        try:
            if (key := _inchikey(row.smiles)) != row.inchikey:
                yield breach(row, f"inchikey {row.inchikey!r} is not that of the smiles, {key}")
        except StructureError as error:
            yield breach(row, f"smiles {row.smiles!r}: {error.detail}")


def numbers_agree_with_the_dictionary(text: SeedText) -> Iterator[Breach]:
    """Where the dictionary holds a CAS number, it draws the same skeleton, or the note names the key of its drawing."""
    for form in text.rows(FormRow):
        expected = _skeleton_of_number(form.cas)
        if form.inchikey and expected and expected != skeleton(form.inchikey) and expected not in form.note:
            yield breach(form, f"cas {form.cas} is {expected} in the dictionary, here {skeleton(form.inchikey)}")


def names_agree_with_the_dictionary(text: SeedText) -> Iterator[Breach]:
    """Where the dictionary holds a systematic name, it draws the skeleton of the substance, or a drawing noted."""
    noted = {form.substance: form.note for form in text.rows(FormRow) if form.form_kind == "as_listed"}
    substances = {row.key: row for row in text.rows(SubstanceRow)}
    written: list[tuple[SeedRow, str, SubstanceRow]] = [(row, row.systematic_name, row) for row in substances.values()]
    written += [
        (row, row.text, substances[row.substance])
        for row in text.rows(NameRow)
        if row.kind == "systematic" and row.language == "en" and row.substance in substances
    ]
    for row, name, substance in written:
        expected = _skeleton_of_name(name)
        drawings = f"{substance.inchikey} {substance.note} {noted.get(substance.key, '')}"
        if substance.inchikey and expected and expected not in drawings:
            yield breach(row, f"{name!r} is {expected} in the dictionary, here {skeleton(substance.inchikey)}")


@lru_cache(maxsize=1024)
def _inchikey(smiles: str) -> str:
    return identify(parse_structure(smiles, "smiles")).inchikey


def inchikey_or_nothing(smiles: str) -> str:
    """Return the InChIKey of a drawing, or nothing where it cannot be read."""
    try:
        return _inchikey(smiles)
    except StructureError:
        return ""


def skeleton(inchikey: str) -> str:
    """Return the first block: the atoms and their connections, without stereochemistry, isotopes and charge."""
    return inchikey.split("-", maxsplit=1)[0]


def _skeleton_of_number(cas: str) -> str:
    digits = cas.replace("-", "")
    found = pubchem_db.search_CAS(int(digits)) if digits.isdecimal() else None
    return skeleton(found.InChI_key) if found else ""


def _skeleton_of_name(name: str) -> str:
    found = pubchem_db.search_name(name.lower()) if name else None
    return skeleton(found.InChI_key) if found else ""


def a_code_is_written_as_its_scheme_writes_it(text: SeedText) -> Iterator[Breach]:
    """A code has the digits of its scheme, with the points or spaces that the scheme prints."""
    for row in text.rows(CodeRow):
        written = WRITTEN.get(row.scheme)
        is_slip = row.scheme == "ec" and not ecnumber.is_valid(row.value)
        if written and (is_slip or not written.fullmatch(row.value)):
            yield breach(row, f"value {row.value!r} is no code of the scheme {row.scheme}")


def a_heading_can_hold_the_structure(text: SeedText) -> Iterator[Breach]:
    """The customs heading of a substance, or of a member of a class, is one that can hold its structure."""
    drawn = {row.key: row.smiles for row in text.rows(SubstanceRow)}
    for row in text.rows(CodeRow):
        is_customs = row.scheme not in ("un", "ec")
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
        coded = [(row, LAST_GROUP.fullmatch(row.law_code)) for row in list_text.events.rows]
        events = [row for row, last in coded if last and len(last[2]) >= LEAST_DIGITS_OF_A_LAW_CODE]
        yield (
            "law_code",
            [_PlacedCode(row, row.entry, row.law_code, row.code_confidence == "confirmed") for row in events],
        )


def _runs_on(earlier: _PlacedCode, later: _PlacedCode) -> bool:
    first, second = LAST_GROUP.fullmatch(earlier.code), LAST_GROUP.fullmatch(later.code)
    if first is None or second is None or earlier.owner == later.owner or earlier.row.file != later.row.file:
        return False
    return (first[1], first[3]) == (second[1], second[3]) and int(first[2]) + 1 == int(second[2])


@lru_cache(maxsize=2048)
def _refusal(code: str, smiles: str) -> str | None:
    try:
        return cannot_hold(code, parse_structure(smiles, "smiles")) if code and smiles else None
    except StructureError:  # told by `drawings_have_their_key`, or by the tests of the class rule
        return None
