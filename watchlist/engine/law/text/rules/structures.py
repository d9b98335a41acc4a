"""Rules about chemistry: numbers have their check digit, drawings their key, and names, numbers and drawings agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Final

from chemicals.identifiers import pubchem_db

from chemistry import CasError, StructureError, identify, normalise_cas, parse_structure
from watchlist.engine.law.text.breaches import Breach, breach
from watchlist.engine.law.text.rows import FormRow, NameRow, RuleRow, SeedRow, SubstanceRow
from watchlist.engine.law.text.rules.named_members import named_members
from watchlist.engine.law.text.text import SeedText

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
