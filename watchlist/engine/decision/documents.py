"""The documents on file that an answer is compared with, as they were known at one instant: an immutable value.

What a document covers of a movement is one question a ground, each answered yes, no or unknown. It covers where every
answer is yes. What is not known is no cover, and no lack either: a person looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Final, NamedTuple
from uuid import UUID

from watchlist.engine.reading import party_key
from watchlist.engine.texts import gettext_noop as _

ITSELF: Final = "itself"
"""The form of goods that are the listed substance, and no form of it."""

PARTS: Final = Decimal(10**6)
"""Milligrams in a kilogram, microlitres in a litre."""
UNITS: Final = {"mass": "kg", "volume": "l"}

MOST_LISTED: Final = 3
"""Documents that are listed with what they lack; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Need:
    """What one finding asks a document for. Texts are "" and figures None where the line does not say.

    `forms`: as answers name them, or `ITSELF`; `first`, `last`: the days on which its law is asked; `kilograms`,
    `litres`: the most that the line may hold of the substance.
    """

    jurisdiction: str
    list: str
    entry: str
    forms: frozenset[str]
    operation: str
    consignor: str
    consignee: str
    first: date
    last: date
    kilograms: Decimal | None = None
    litres: Decimal | None = None

    @property
    def substance(self) -> str:
        """Return the key of the listed substance."""
        return self.entry.rsplit("/", 1)[-1]

    def amount(self, measure: str) -> int | None:
        """Return the most that it may take of a document, in whole parts, rounded up."""
        return parts_of(self.kilograms if measure == "mass" else self.litres)


class DocumentUse(NamedTuple):
    """What was used of a document, and how often."""

    amount: int = 0
    times: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One row of the register as answers compare it."""

    pk: int
    document: UUID
    title: str
    jurisdiction: str
    holder_key: str
    role: str
    substances: frozenset[str]
    lists: frozenset[str]
    forms: frozenset[str]
    operations: frozenset[str]
    counterparties: frozenset[str]
    site: str
    most: int | None
    measure: str
    valid_from: date
    valid_until: date | None
    revoked_on: date | None
    single_use: bool


Ground = Callable[[Document, Need, DocumentUse], str]
"""A question about what a document covers of a need: yes, no, or unknown."""


def _yes_or_no(holds: bool) -> str:
    return "yes" if holds else "no"


def _holder_takes_part(document: Document, need: Need, used: DocumentUse) -> str:
    """Its holder takes part in the movement, in the role in which it holds it."""
    by_role = {"consignor": (need.consignor,), "consignee": (need.consignee,)}
    names = by_role.get(document.role, (need.consignor, need.consignee))
    return _among(names, frozenset({document.holder_key}))


def _names_the_other_party(document: Document, need: Need, used: DocumentUse) -> str:
    if not document.counterparties:
        return "yes"
    others = {"consignor": (need.consignee,), "consignee": (need.consignor,)}
    if document.role in others:
        return _among(others[document.role], document.counterparties)
    sides = (need.consignor, need.consignee)
    return _among([name for name in sides if party_key(name) != document.holder_key], document.counterparties)


def _enough_is_left(document: Document, need: Need, used: DocumentUse) -> str:
    if document.most is None:
        return "yes"
    left, needed = document.most - used.amount, need.amount(document.measure)
    if left <= 0:
        return "no"
    if needed is None:
        return "unknown"
    return _yes_or_no(needed <= left)


def _among(names: Sequence[str], keys: frozenset[str]) -> str:
    """Say whether one of some declared names is one of the keys; unknown where not all of them are declared."""
    declared = [key for name in names if (key := party_key(name))]
    if any(key in keys for key in declared):
        return "yes"
    return "no" if declared and len(declared) == len(names) else "unknown"


GROUNDS: Final[Mapping[str, Ground]] = {
    "law": lambda document, need, used: _yes_or_no(document.jurisdiction == need.jurisdiction),
    "holder": _holder_takes_part,
    "substance": lambda document, need, used: _yes_or_no(
        need.list in document.lists or not document.substances.isdisjoint({need.entry, need.substance})
    ),
    "form": lambda document, need, used: _yes_or_no(need.forms <= document.forms),
    "operation": lambda document, need, used: (
        _yes_or_no(need.operation in document.operations) if need.operation else "unknown"
    ),
    "counterparty": _names_the_other_party,
    "day": lambda document, need, used: _yes_or_no(
        document.valid_from <= need.first and (document.valid_until is None or need.last < document.valid_until)
    ),
    "revoked": lambda document, need, used: _yes_or_no(document.revoked_on is None or need.last < document.revoked_on),
    "consumed": lambda document, need, used: _yes_or_no(not (document.single_use and used.times)),
    "quantity": _enough_is_left,
}
LACKS: Final[Mapping[str, tuple[str, str]]] = {
    "law": (_("it is of another law"), ""),
    "holder": (_("it has another holder"), _("its holder is not named on the line")),
    "substance": (_("it names other substances"), ""),
    "form": (_("it does not name this form"), ""),
    "operation": (_("it is for another operation"), _("the operation is not known")),
    "counterparty": (
        _("it names other parties on the other side"),
        _("the party on the other side is not named on the line"),
    ),
    "day": (_("it is not valid on the day"), ""),
    "revoked": (_("it is revoked"), ""),
    "consumed": (_("it was used for another consignment"), ""),
    "quantity": (_("too little of it is left"), _("how much the line holds is not known")),
}
"""What a document lacks by each ground, where the answer is no and where it is unknown: English, as records are."""


def lacks(document: Document, need: Need, used: DocumentUse) -> dict[str, str]:
    """Return the grounds on which a document does not cover, each with its answer; empty where it covers."""
    answers = {name: ground(document, need, used) for name, ground in GROUNDS.items()}
    return {name: answer for name, answer in answers.items() if answer != "yes"}


def lack_words(missing: Mapping[str, str]) -> str:
    """Return what a document lacks, in the words of records."""
    return ", ".join(lack_phrases(missing))


def lack_phrases(missing: Mapping[str, str]) -> list[str]:
    """Return what a document lacks, a phrase for each ground."""
    return [LACKS[name][answer == "unknown"] for name, answer in missing.items()]


def parts_of(figure: Decimal | None) -> int | None:
    """Return kilograms or litres in whole parts, rounded up; None where they are not known."""
    return None if figure is None else int((figure * PARTS).to_integral_value(ROUND_CEILING))


def amount_text(amount: int, measure: str) -> str:
    """Return an amount in the unit of its measure: "475.5 kg"."""
    return f"{(Decimal(amount) / PARTS).normalize():,f} {UNITS[measure]}"


class Cover(NamedTuple):
    """Whether a document on file covers a need: `yes` or `unknown`, and what is on file, in words.

    Never `no`: that none is on file says nothing of what the party holds.
    """

    met: str
    words: str


@dataclass(frozen=True, slots=True)
class Register:
    """The documents known at one instant, by the key of their holder, and what was used of each."""

    by_holder: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    used: Mapping[UUID, DocumentUse] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_holder)

    def cover(self, need: Need) -> Cover:
        """Return whether a document on file covers a need, and in words what is on file."""
        compared = [
            (document, lacks(document, need, self.used.get(document.document, DocumentUse())))
            for document in self._documents_for(need)
        ]
        covering = [document for document, missing in compared if not missing]
        if covering:
            more = f", and {len(covering) - 1} more" if len(covering) > 1 else ""
            return Cover("yes", f"{self._document_words(covering[0])}{more}")
        # A document for other goods says nothing of these.
        near = sorted((kept for kept in compared if "substance" not in kept[1]), key=lambda kept: len(kept[1]))
        if not near:
            names = [name.strip() for name in (need.consignor, need.consignee) if name.strip()]
            none = f"none on file for {' or '.join(names)}" if names else "none looked for: the line names no party"
            return Cover("unknown", none)
        lacking = [f"{document.title}: {lack_words(missing)}" for document, missing in near[:MOST_LISTED]]
        more = f"; and {len(near) - MOST_LISTED} more" if len(near) > MOST_LISTED else ""
        return Cover("unknown", f"on file, and not covering it: {'; '.join(lacking)}{more}")

    def _documents_for(self, need: Need) -> Iterator[Document]:
        for key in dict.fromkeys(map(party_key, (need.consignor, need.consignee))):
            documents = self.by_holder.get(key, ())
            yield from (document for document in documents if document.jurisdiction == need.jurisdiction)

    def _document_words(self, document: Document) -> str:
        parts = [document.title]
        if document.most is not None:
            left = document.most - self.used.get(document.document, DocumentUse()).amount
            parts.append(
                f"{amount_text(left, document.measure)} of {amount_text(document.most, document.measure)} left"
            )
        parts += ["for one consignment"] if document.single_use else []
        parts += [f"for the site {document.site}, which a line does not name"] if document.site else []
        return ", ".join(parts)
