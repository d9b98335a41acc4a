"""What a person reads off a document, the rules that it must keep, and the register of all as answers compare it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Sum
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from watchlist.authorisations.models import Authorisation, AuthorisationUse
from watchlist.engine.decision import ITSELF, OPERATIONS, PARTS, Document, DocumentUse, Register
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law import CompiledLaw
from watchlist.engine.reading import party_key, read_amount
from watchlist.engine.texts import Sentence, filled

FORMS: Final = (
    ITSELF,
    *("salt", "hydrate", "stereoisomer", "isotopologue", "mixture_component", "contained"),
    *("ester", "ether", "amide", "carbamate", "halide", "acetal", "adduct"),
)
"""What a document may name beside the substance itself: forms as answers name them."""
VOCABULARY_FIELDS: Final[dict[str, tuple[Sentence, Sentence]]] = {
    "form": (_("Say of which form it speaks."), _("“%(word)s” is no form that is known.")),
    "operation": (_("Say of which operation it speaks."), _("“%(word)s” is no operation that is known.")),
    "kind": (_("Say of which kind it speaks."), _("“%(word)s” is no kind that is known.")),
    "role": (_("Say of which role it speaks."), _("“%(word)s” is no role that is known.")),
}
"""The sentences for a field with a fixed vocabulary: where it is empty, and where its word is unknown."""


WRITTEN: Final = ("number", "authority", "citation", "holder", "site", "quantity", "note")
PLAIN: Final = ("kind", "jurisdiction", "role", "valid_from", "valid_until", "single_use")
KEYS: Final = ("substances", "lists", "forms", "operations")
"""Fields as the document writes them, as they are, and as keys with a blank between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorisationFacts:
    """Facts of a document. `substances`: keys of substances or of entries; `lists`: of lists that it covers whole."""

    kind: str
    number: str
    authority: str
    jurisdiction: str
    holder: str
    role: str
    valid_from: date
    valid_until: date | None = None
    substances: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    forms: tuple[str, ...] = (ITSELF,)
    operations: tuple[str, ...] = ()
    counterparties: tuple[str, ...] = ()
    citation: str = ""
    site: str = ""
    quantity: str = ""
    single_use: bool = False
    note: str = ""

    def as_record(self) -> dict[str, Any]:
        """Return it as plain values, for the audit."""
        return asdict(self)

    def columns(self) -> dict[str, Any]:
        """Return the columns of its row. Raises `CorrectTheData` where the quantity cannot be read."""
        most, measure = read_limit(self.quantity)
        return {
            **{name: getattr(self, name).strip() for name in WRITTEN},
            **{name: getattr(self, name) for name in PLAIN},
            **{name: " ".join(getattr(self, name)) for name in KEYS},
            "holder_key": party_key(self.holder),
            "counterparties": "\n".join(filter(None, map(str.strip, self.counterparties))),
            "most": most,
            "measure": measure,
        }


def facts_of(row: Authorisation) -> AuthorisationFacts:
    """Return the facts of a stored row."""
    fields: dict[str, Any] = {name: getattr(row, name) for name in (*WRITTEN, *PLAIN)}
    fields |= {name: tuple(getattr(row, name).split()) for name in KEYS}
    return AuthorisationFacts(**fields, counterparties=tuple(row.counterparties.splitlines()))


def read_limit(text: str) -> tuple[int | None, str]:
    """Return how much a document is for, in whole parts, and of which measure; None and "" where it has no limit.

    Raises `CorrectTheData` for what is no weight and no volume.
    """
    if not text.strip():
        return None, ""
    amount = read_amount({"quantity": text})
    figures = (("mass", amount.kilograms), ("volume", amount.litres))
    read = [(int(figure * PARTS), measure) for measure, figure in figures if figure is not None]
    if amount.problems or len(read) != 1 or read[0][0] <= 0:
        raise CorrectTheData(
            _("“%(text)s” is no weight or volume that can be read: write it as 500 kg."), text=text[:60]
        )
    return read[0]


def check(facts: AuthorisationFacts, law: CompiledLaw) -> None:
    """Raise `CorrectTheData` with all that is wrong with the facts of a document."""
    if wrong := list(_wrong(facts, law)):
        raise CorrectTheData(format_lazy(" ".join(["{}"] * len(wrong)), *wrong))


def _wrong(facts: AuthorisationFacts, law: CompiledLaw) -> Iterator[Sentence]:
    if not facts.number.strip():
        yield _("Write the number of the document.")
    if not facts.authority.strip():
        yield _("Write which authority issued it.")
    if not party_key(facts.holder):
        yield _("Write who holds it.")
    if facts.jurisdiction not in law.members:
        yield filled(_("No law of %(place)s is held."), {"place": facts.jurisdiction or _("that place")})
    if facts.valid_until and facts.valid_until <= facts.valid_from:
        yield _("It ends before it begins: the end is the first day without it.")
    yield from _not_among("form", facts.forms, FORMS)
    yield from _not_among("operation", facts.operations, OPERATIONS)
    yield from _not_among("kind", [facts.kind], Authorisation.Kind.values)
    yield from _not_among("role", [facts.role], Authorisation.Role.values)
    yield from _wrong_goods(facts, law)


def _wrong_goods(facts: AuthorisationFacts, law: CompiledLaw) -> Iterator[Sentence]:
    if not facts.substances and not facts.lists:
        yield _("Name the substances that it covers, or a list that it covers whole.")
    entries = {row.entry for rows in law.schedulings.values() for row in rows}
    for key in facts.substances:
        if key not in law.substances and key not in entries:
            yield filled(_("No substance or entry %(key)s is held."), {"key": key})
    for key in facts.lists:
        if key not in law.lists:
            yield filled(_("No list %(key)s is held."), {"key": key})
        elif law.lists[key].jurisdiction != facts.jurisdiction:
            title = law.lists[key].title
            values = {"title": title, "place": facts.jurisdiction}
            yield filled(_("%(title)s is of another law than that of %(place)s."), values)


def _not_among(field: str, chosen: Iterable[str], allowed: Iterable[str]) -> Iterator[Sentence]:
    words, (missing, unknown) = list(chosen), VOCABULARY_FIELDS[field]
    if not words:
        yield missing
    yield from (filled(unknown, {"word": word}) for word in words if word not in allowed)


AS_THEY_ARE: Final = (
    *("pk", "document", "jurisdiction", "holder_key", "role", "site", "most", "measure"),
    *("valid_from", "valid_until", "revoked_on", "single_use"),
)


def register_known_at(tick: datetime) -> Register:
    """Return the register as known at a tick, with what was used until then: one query where something is on file."""
    documents = _documents(tick)
    return Register(documents, used_until(tick)) if documents else Register()


def used_until(known_at: datetime | None = None, documents: Iterable[UUID] | None = None) -> dict[UUID, DocumentUse]:
    """Return what was used of each document until an instant (None: until now): of some, or of all."""
    uses = AuthorisationUse.objects.order_by()
    uses = uses.filter(at__lte=known_at) if known_at else uses
    uses = uses if documents is None else uses.filter(document__in=documents)
    summed = uses.values_list("document").annotate(Sum("amount"), Count("pk"))
    return {document: DocumentUse(amount, times) for document, amount, times in summed}


def document_of(row: Authorisation) -> Document:
    """Return a row as answers compare it."""
    columns: dict[str, Any] = {name: getattr(row, name) for name in AS_THEY_ARE}
    columns |= {name: frozenset(getattr(row, name).split()) for name in KEYS}
    return Document(
        **columns,
        title=f"{row.kind.replace('_', ' ')} {row.number}",
        counterparties=frozenset(filter(None, map(party_key, row.counterparties.splitlines()))),
    )


@lru_cache(maxsize=8)
def _documents(tick: datetime) -> Mapping[str, tuple[Document, ...]]:
    """Return what was on file at a tick: one query, cached, for it never changes."""
    by_holder: dict[str, list[Document]] = {}
    for row in Authorisation.objects.known_at(tick).order_by("number", "document"):
        by_holder.setdefault(row.holder_key, []).append(document_of(row))
    return {key: tuple(documents) for key, documents in by_holder.items()}
