"""What of a line is of concern beside what the law asks of it, in words that queues sort by: never a score.

The class of the list that holds the goods is the law's own (`engine/law/data/list_classes.csv`); the rest is what is
stored of the parties, and counts (`counted_goods`): one that no other shipment names, a destination to which its
consignor never sent the substance, a quantity far from what its consignee was sent; and a declaration that contradicts
itself. It is worked out when the line is stored, by what was known then, and stays: neither a later shipment nor other
law changes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from watchlist.engine.answer import Line
from watchlist.engine.decision import ACTIONS
from watchlist.engine.law import ListClass, ranked_lists
from watchlist.engine.vocabulary import LEGAL, Severity, Tier, Verdict
from watchlist.manifests import Manifest, ManifestParty, Party, PartyPast
from watchlist.screenings.inserting import batches
from watchlist.screenings.models import Consignment, Screening
from watchlist.screenings.parcel_history import LATEST, at_most, earlier_parcels_of, has_counting, is_far
from watchlist.screenings.stored_answers import party_keys, substance_key
from watchlist.screenings.totals import complete_parties, last_amounts, went_to

FIELDS_DIFFER: Final = "fields_differ"
OF_THE_LAW: Final = (*sorted(LEGAL), Tier.ANNOUNCED, Tier.DRUG_REFERENCE, Tier.MONITORED)
MOST_CACHED: Final = 20_000
PAIRS_AT_ONCE: Final = 40
"""Parties and substances whose earlier parcels are read in one query: of each about the last 50."""


class Concern(StrEnum):
    """A kind of concern, the gravest first: how near the goods are to a drug, then what is unusual about them."""

    FIRST_CLASS = "first_class"
    SECOND_CLASS = "second_class"
    CONTRADICTION = "contradiction"
    FAR_QUANTITY = "far_quantity"
    NEW_PARTY = "new_party"
    NEW_DESTINATION = "new_destination"


CONCERNS: Final = tuple(Concern)
OF_A_CLASS: Final = {ListClass.FIRST: Concern.FIRST_CLASS, ListClass.SECOND: Concern.SECOND_CLASS}
UNUSUAL: Final = tuple(concern for concern in CONCERNS if concern not in OF_A_CLASS.values())


class ConcernFact(NamedTuple):
    """One concern, and what it is about: a list, the fields that contradict, a substance, a side, a destination."""

    concern: Concern
    about: str = ""


def concerns_text(facts: Iterable[ConcernFact]) -> str:
    """Return concerns as they are stored: one a line, the gravest first, each once."""
    return "\n".join(f"{fact.concern} {fact.about}".rstrip() for fact in sorted(set(facts), key=_order))


def read_concerns(text: str | None) -> tuple[ConcernFact, ...]:
    """Return stored concerns; none of what was stored before they were worked out."""
    rows = (line.partition(" ") for line in (text or "").splitlines())
    return tuple(ConcernFact(Concern(word), about) for word, _, about in rows)


def concern_place(facts: Iterable[ConcernFact]) -> int:
    """Return the place in an order of work: by the class of the goods, then by the gravest of what is unusual.

    It only orders, and is shown nowhere.
    """
    kinds = {fact.concern for fact in facts}
    by_class = [Concern.FIRST_CLASS in kinds, Concern.SECOND_CLASS in kinds, True].index(True)
    unusual = [concern in kinds for concern in UNUSUAL]
    return by_class * (len(UNUSUAL) + 1) + [*unusual, True].index(True)


PLACES: Final = 3 * (len(UNUSUAL) + 1)


def line_place(line: Line, facts: Iterable[ConcernFact]) -> int:
    """Return the place of a line among those of its verdict: by what the law asks, then by its concerns."""
    return [*ACTIONS].index(line.action) * PLACES + concern_place(facts)


@dataclass(slots=True)
class PartyHistory:
    """What is stored of parties beside one shipment, read for some lines at a time, and cached between them."""

    shipment: Manifest
    known: dict[str, bool] = field(default_factory=dict)
    went: dict[tuple[int, str, str], bool] = field(default_factory=dict)
    sent: dict[tuple[int, str], Sequence[Decimal]] = field(default_factory=dict)
    complete: dict[int, bool] = field(default_factory=dict)
    _is_new: bool | None = None

    def concerns_of(self, lines: Sequence[Line], rows: dict[str, int]) -> list[tuple[ConcernFact, ...]]:
        """Return the concerns of each line; `rows`: the stored parties by their key."""
        needing = [line for line in lines if line.verdict != Verdict.NO_MATCH]
        self._learn(needing, rows)
        return [self._of_line(line, rows) if line.verdict != Verdict.NO_MATCH else () for line in lines]

    def _learn(self, lines: Sequence[Line], rows: dict[str, int]) -> None:
        for cache in (self.known, self.went, self.sent, self.complete):
            if len(cache) > MOST_CACHED:
                cache.clear()
        keys = {key for line in lines for key in party_keys(line).values()} - {""} - self.known.keys()
        parties_known = {key for batch in batches(sorted(keys)) for key in self._known_among(batch)}
        self.known |= {key: key in parties_known for key in keys}
        pairs = {
            (rows[key], substance)
            for line in lines
            if self.known.get(key := party_keys(line)["consignee"]) and key in rows
            for substance, _ in _quantities(line)
        }
        new = pairs - self.sent.keys()
        in_totals = self._in_totals({party for party, _ in new}) if new else set[int]()
        for batch in batches(sorted(new), PAIRS_AT_ONCE):
            summed = [pair for pair in batch if pair[0] in in_totals]
            self.sent |= last_amounts(summed, LATEST)
            if of_lines := [pair for pair in batch if pair[0] not in in_totals]:
                found = earlier_parcels_of(of_lines, self._of_others())
                self.sent |= {pair: [parcel.kg for parcel in found.get(pair, ()) if parcel.kg] for pair in of_lines}

    def _in_totals(self, parties: Collection[int]) -> set[int]:
        """Return those of some parties (ids) whose totals say what was stored of them beside this shipment.

        None of a shipment that was screened before, which is in them.
        """
        if self._is_new is None:
            self._is_new = not Screening.objects.filter(self._own("manifest__"), made_at__isnull=False).exists()
        if not self._is_new:
            return set()
        if missing := set(parties) - self.complete.keys():
            found = complete_parties(missing)
            self.complete |= {party: party in found for party in missing}
        return {party for party in parties if self.complete[party]}

    def _known_among(self, keys: Sequence[str]) -> Iterable[str]:
        """Return those of some parties that another shipment names, or did before it was let go."""
        named = ManifestParty.objects.filter(party=OuterRef("pk"), manifest__screenings__made_at__isnull=False)
        others = named.exclude(self._own("manifest__"))
        past = PartyPast.objects.filter(party=OuterRef("pk"))
        return Party.objects.filter(Exists(others) | Exists(past), key__in=keys).values_list("key", flat=True)

    def _of_others(self) -> QuerySet[Consignment]:
        done = Consignment.objects.filter(screening__made_at__isnull=False, screening__let_go_at__isnull=True)
        return done.exclude(self._own("screening__manifest__"))

    def _own(self, manifest: str) -> Q:
        """Return the condition that a row is of this very shipment, screened before."""
        if self.shipment.reference:
            return Q(**{f"{manifest}reference": self.shipment.reference})
        return Q(**{f"{manifest}reference": "", f"{manifest}sha256": self.shipment.sha256})

    def _of_line(self, line: Line, rows: dict[str, int]) -> tuple[ConcernFact, ...]:
        keys = party_keys(line)
        unknown = [
            ConcernFact(Concern.NEW_PARTY, side) for side, key in keys.items() if key and not self.known.get(key, True)
        ]
        return (*_class_of(line), *_contradictions(line), *self._far(line, rows), *unknown, *self._new_way(line, rows))

    def _far(self, line: Line, rows: dict[str, int]) -> Iterator[ConcernFact]:
        consignee = rows.get(party_keys(line)["consignee"])
        for substance, quantity in _quantities(line):
            sent = self.sent.get((consignee, substance), ())[-LATEST:] if consignee else ()
            if sent and is_far(quantity, sent):
                yield ConcernFact(Concern.FAR_QUANTITY, substance)

    def _new_way(self, line: Line, rows: dict[str, int]) -> Iterator[ConcernFact]:
        """Yield that the consignor, known before, never sent a substance of the line to where it goes now."""
        key = party_keys(line)["consignor"]
        destination = line.movement.destination if line.movement else None
        if not destination or key not in rows or not self.known.get(key):
            return
        for substance, _ in _quantities(line):
            way = rows[key], substance, destination
            if way not in self.went:
                self.went[way] = self._went(*way)
            if not self.went[way]:
                yield ConcernFact(Concern.NEW_DESTINATION, destination)

    def _went(self, consignor: int, substance: str, destination: str) -> bool:
        if self._in_totals([consignor]):
            return went_to(consignor, substance, destination)
        earlier = self._of_others().filter(consignor=consignor, substance_key=substance)
        return has_counting(earlier.filter(movement__contains=f'"destination":"{destination}"'))


def _class_of(line: Line) -> Iterator[ConcernFact]:
    """Yield the class of the goods: that of the gravest list that holds them, those that bear on persons first.

    What is listed elsewhere counts where it is of the first class: the goods are what they are.
    """
    for list_class, concern in OF_A_CLASS.items():
        candidates = [
            finding
            for finding in line.findings
            if (finding.tier in OF_THE_LAW or (finding.tier, list_class) == (Tier.LISTED_ELSEWHERE, ListClass.FIRST))
            and (ranked := ranked_lists().get(finding.list)) is not None
            and ranked.list_class == list_class
        ]
        if candidates:
            first = min(candidates, key=lambda finding: (finding.tier == Tier.LISTED_ELSEWHERE, finding.bears != "yes"))
            yield ConcernFact(concern, first.list)
            return


def _contradictions(line: Line) -> Iterator[ConcernFact]:
    for conflict in line.conflicts:
        if conflict.severity == Severity.MEDIUM:
            yield ConcernFact(Concern.CONTRADICTION, " ".join(conflict.fields))
    for problem in line.problems:
        if problem.code == FIELDS_DIFFER:
            yield ConcernFact(Concern.CONTRADICTION, problem.field or "")


def _quantities(line: Line) -> Iterator[tuple[str, Decimal]]:
    """Yield each listed substance of a line with the most that is shipped of it, where that is known."""
    shipped = {
        substance_key(finding): at_most(finding.quantity.shipped_kg)
        for finding in reversed(line.findings)
        if finding.quantity
    }
    yield from ((substance, kg) for substance, kg in sorted(shipped.items()) if kg is not None)


def _order(fact: ConcernFact) -> tuple[int, str]:
    return CONCERNS.index(fact.concern), fact.about
