"""What a document covers of a movement: one question a ground, each answered yes, no or unknown.

A document covers where every answer is yes. What is not known is no cover, and no lack either: a person looks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from watchlist.engine.decision.document_amounts import parts_of
from watchlist.engine.reading.parties import party_key
from watchlist.engine.texts import gettext_noop as _

ITSELF: Final = "itself"
"""The form of goods that are the listed substance, and no form of it."""


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


@dataclass(frozen=True, slots=True)
class Used:
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


def _is_held(of: Document, need: Need, used: Used) -> str:
    """Its holder takes part in the movement, in the role in which it holds it."""
    asked = {"consignor": (need.consignor,), "consignee": (need.consignee,)}
    names = asked.get(of.role, (need.consignor, need.consignee))
    return _among(names, frozenset({of.holder_key}))


def _is_of_the_law(of: Document, need: Need, used: Used) -> str:
    return "yes" if of.jurisdiction == need.jurisdiction else "no"


def _names_the_substance(of: Document, need: Need, used: Used) -> str:
    return "yes" if need.list in of.lists or {need.entry, need.substance} & of.substances else "no"


def _names_the_form(of: Document, need: Need, used: Used) -> str:
    return "yes" if need.forms <= of.forms else "no"


def _is_for_the_operation(of: Document, need: Need, used: Used) -> str:
    if not need.operation:
        return "unknown"
    return "yes" if need.operation in of.operations else "no"


def _names_the_other_party(of: Document, need: Need, used: Used) -> str:
    if not of.counterparties:
        return "yes"
    others = {"consignor": (need.consignee,), "consignee": (need.consignor,)}
    if of.role in others:
        return _among(others[of.role], of.counterparties)
    sides = (need.consignor, need.consignee)
    return _among([name for name in sides if party_key(name) != of.holder_key], of.counterparties)


def _is_valid(of: Document, need: Need, used: Used) -> str:
    begun = of.valid_from <= need.first
    return "yes" if begun and (of.valid_until is None or need.last < of.valid_until) else "no"


def _is_not_revoked(of: Document, need: Need, used: Used) -> str:
    return "yes" if of.revoked_on is None or need.last < of.revoked_on else "no"


def _is_not_consumed(of: Document, need: Need, used: Used) -> str:
    return "no" if of.single_use and used.times else "yes"


def _enough_is_left(of: Document, need: Need, used: Used) -> str:
    if of.most is None:
        return "yes"
    left, asked = of.most - used.amount, need.amount(of.measure)
    if left <= 0:
        return "no"
    if asked is None:
        return "unknown"
    return "yes" if asked <= left else "no"


def _among(names: Sequence[str], keys: frozenset[str]) -> str:
    """Say whether one of some declared names is one of the keys; unknown where not all of them are declared."""
    declared = [key for name in names if (key := party_key(name))]
    if any(key in keys for key in declared):
        return "yes"
    return "no" if declared and len(declared) == len(names) else "unknown"


Ground = Callable[[Document, Need, Used], str]
GROUNDS: Final[Mapping[str, Ground]] = {
    "law": _is_of_the_law,
    "holder": _is_held,
    "substance": _names_the_substance,
    "form": _names_the_form,
    "operation": _is_for_the_operation,
    "counterparty": _names_the_other_party,
    "day": _is_valid,
    "revoked": _is_not_revoked,
    "consumed": _is_not_consumed,
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


def lacks(of: Document, need: Need, used: Used) -> dict[str, str]:
    """Return the grounds on which a document does not cover, each with its answer; empty where it covers."""
    answers = {name: ground(of, need, used) for name, ground in GROUNDS.items()}
    return {name: answer for name, answer in answers.items() if answer != "yes"}


def lack_words(missing: Mapping[str, str]) -> str:
    """Return what a document lacks, in the words of records."""
    return ", ".join(lacked(missing))


def lacked(missing: Mapping[str, str]) -> list[str]:
    """Return what a document lacks, a phrase for each ground."""
    return [LACKS[name][answer == "unknown"] for name, answer in missing.items()]
