"""What the declarant would have to state, where a line does not say which chemical the goods are.

A text for a person to send or not: nothing sends it. It names no list and nothing that the goods may be: whoever asks
what a word means must not learn from the answer what is watched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from watchlist.engine.errors import LineProblem
from watchlist.engine.identification.codes import codes_in, generic_codes
from watchlist.engine.identification.resolver import ItemResolution
from watchlist.engine.identification.wordings import visible
from watchlist.engine.reading.items import CODES

LONGEST: Final = 60
REQUESTS: Final = {
    "identity": "Please state the chemical name (IUPAC or common), the CAS number and, for a mixture, the components "
    "with their share.",
    "name": "The line says only “{name}”.",
    "nothing": "The line does not say what the goods are.",
    "collective_entry": "UN {number} is a collective entry ({words}): please add the technical name that belongs to "
    "it.",
    "cas": "The CAS number as given cannot be read or is not known here; please check each digit.",
    "smiles": "The structure as given cannot be read.",
    "inchi": "The structure as given cannot be read.",
    "inchikey": "The InChIKey as given cannot be read or is not known here.",
    "hs_code": "The HS code as given cannot be read.",
    "cn_code": "The CN code as given cannot be read.",
    "un_number": "The UN number as given cannot be read.",
}
"""Every sentence that such a text can be made of."""
UNREAD: Final = frozenset({"cas", "smiles", "inchi", "inchikey", "hs_code", "cn_code", "un_number"})
"""Fields of which one of these speaks where they cannot be read."""


def request_for(fields: Mapping[str, str], item: ItemResolution) -> str:
    """Return what to ask of whoever declared the line; empty where a field that is no code says what the goods are."""
    if any(found.field not in CODES for found in item.resolutions):
        return ""
    return " ".join((REQUESTS["identity"], *_declared_sentences(fields), *_unread(item.problems)))


def _declared_sentences(fields: Mapping[str, str]) -> Iterator[str]:
    name = visible(fields.get("name", ""))
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    yield REQUESTS["name"].format(name=short) if short else REQUESTS["nothing"]
    for number in codes_in("un_number", fields.get("un_number", "")):
        if words := generic_codes().get(number):
            yield REQUESTS["collective_entry"].format(number=number, words=words)


def _unread(problems: Sequence[LineProblem]) -> tuple[str, ...]:
    found = (REQUESTS[problem.field] for problem in problems if problem.field in UNREAD)
    return tuple(dict.fromkeys(found))
