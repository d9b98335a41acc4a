"""A house that has worked for a quarter: many stored lines and cases, made from the records of a few real screenings.

For measuring alone. `fill()` writes rows in bulk, past the verbs: what they hold is what screenings of these shapes
hold, but for the names of parties, the quantities and the days.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import models, transaction

from tests.cases.shipments import MIXED, screened
from watchlist.cases.judgement_models import Disposition, Judgement, LineStanding, Referral
from watchlist.cases.models import Case, CaseEvent, CaseScreening, Duty
from watchlist.engine.decision.policy import ACTIONS, SEVERITIES, VERDICTS
from watchlist.engine.reading.parties import party_key
from watchlist.manifests.models import Manifest, ManifestLine, ManifestParty, Party
from watchlist.screenings.goods.store import index_structures as take_up_goods
from watchlist.screenings.models import Consignment, Hit, ScreenedLine, Screening
from watchlist.screenings.saving import text_of

INSIDE: Final = {
    "origin": "DE",
    "destination": "DE",
    "consignor": "Northgate Reagents Inc",
    "consignee": "Beauval SARL",
}
EVERYDAY: Final = (
    {"name": "Acetone", "cas": "67-64-1"},
    {"name": "Hydrochloric acid", "cas": "7647-01-0"},
    {"name": "Toluene", "cas": "108-88-3"},
    {"name": "Sulfuric acid", "cas": "7664-93-9"},
    {"name": "Methyl ethyl ketone", "cas": "78-93-3"},
)
OTHERS: Final = (
    {"name": "Sodium chloride", "cas": "7647-14-5"},
    {"name": "Glycerol", "cas": "56-81-5"},
    {"name": "Kaolin, powder", "cas": "1332-58-7"},
    {"name": "Urea", "cas": "57-13-6"},
)
KG: Final = ("shipped_kg", "contained_kg", "base_kg")
LITRES: Final = ("litres", "contained_litres")
SHARES: Final = (("other", 72), ("everyday", 20), ("grave", 8))
WEEKS: Final = 12
BATCH: Final = 2_000
CHUNK: Final = 100
MOST_DUE: Final = 25
Rows = list[Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """A line as a real screening stored it, with its hits and consignments."""

    line: ScreenedLine
    record: dict[str, Any]
    hits: tuple[Hit, ...]
    consignments: tuple[Consignment, ...]


def fill(lines: int = 100_000, cases: int = 2_000, parties: int = 150, seed: int = 3) -> None:
    """Fill a database that holds the law with about so many stored lines, in so many cases."""
    chance = random.Random(seed)
    people = [_person(name) for name in ("officer-a", "officer-b", "officer-c")]
    customers = [_party(f"Customer {at:03d} GmbH") for at in range(parties)]
    sender, per_case = _party("Northgate Reagents Inc"), max(1, lines // cases)
    # After the parties: whom a screening names first is new to the house.
    shapes = {"everyday": _shapes(EVERYDAY), "other": _shapes(OTHERS), "grave": _shapes_of(screened(*MIXED))}
    for begun in range(0, cases, CHUNK):
        with transaction.atomic():
            House(chance, shapes, people, customers, sender).add(min(CHUNK, cases - begun), per_case)
    take_up_goods()


@dataclass(slots=True)
class House:
    """What shipments are drawn from."""

    chance: random.Random
    shapes: dict[str, list[Shape]]
    people: list[User]
    customers: list[Party]
    sender: Party

    def add(self, cases: int, per_case: int) -> None:
        """Store some shipments, each with its case, the older of them worked on."""
        rows = [self._shipment(per_case) for _ in range(cases)]
        _store([row for one in rows for row in (one.manifest, one.screening)])
        _store([row for one in rows for row in one.parties])
        _store([row for one in rows for row in one.lines])
        _store([row for one in rows for row in one.screened])
        _store([row for one in rows for row in one.kept])
        _store([one.case for one in rows])
        _store([row for one in rows for row in one.beside()])
        for one in rows:
            one.close(self.chance)

    def _shipment(self, count: int) -> Shipment:
        days = self.chance.randrange(WEEKS * 7)
        at = datetime.now(UTC) - timedelta(days=days, hours=self.chance.randrange(1, 8))
        customer = self.chance.choice(self.customers)
        kinds = [kind for kind, share in SHARES for _ in range(share)]
        if self.chance.random() < 0.35:
            kinds = [kind for kind in kinds if kind != "grave"]
        picked = [self.chance.choice(self.shapes[self.chance.choice(kinds)]) for _ in range(count)]
        picked[0] = self.chance.choice(self.shapes["everyday"])
        return Shipment(at, customer, self.sender, picked, self.chance, self.chance.choice(self.people))


class Shipment:
    """One shipment of shapes: the rows of it, in the order in which they can be stored."""

    def __init__(
        self,
        at: datetime,
        customer: Party,
        sender: Party,
        shapes: Sequence[Shape],
        chance: random.Random,
        officer: User,
    ) -> None:
        first = shapes[0].line.screening
        self.at, self.officer, self.shapes, self.chance = at, officer, shapes, chance
        reference = f"BIG-{chance.randrange(10**9):09d}"
        self.manifest = Manifest(
            reference=reference,
            source="lines.json",
            sha256=hashlib.sha256(reference.encode()).hexdigest(),
            original=b"{}",
            shipment="{}",
            received_at=at,
            received_by="officer",
        )
        self.screening = Screening(
            pk=uuid4(),
            manifest=self.manifest,
            known_at=first.known_at,
            question=first.question,
            coverage=first.coverage,
            made_at=at,
            made_by="officer",
            conventions=first.conventions,
        )
        self.lines: Rows = []
        self.screened: Rows = []
        self.kept: Rows = []
        self.parties = [
            ManifestParty(manifest=self.manifest, party=party, role=role)
            for party, role in ((customer, "consignee"), (sender, "consignor"))
        ]
        for number, shape in enumerate(shapes, start=1):
            self._add(number, shape, customer, sender)
        self._sum_up()

    def _add(self, number: int, shape: Shape, customer: Party, sender: Party) -> None:
        amount = Decimal(self.chance.choice((5, 10, 20, 20, 20, 25, 40)))
        record = dict(shape.record, line=number, key=f"L{number}")
        record["fields"] = dict(record["fields"], consignee=customer.name, quantity=str(amount))
        line = ManifestLine(
            manifest=self.manifest,
            number=number,
            key=f"L{number}",
            declared=shape.line.line.declared,
            item_id=shape.line.line.item_id,
        )
        like = hashlib.sha256(f"{shape.line.likeness}{customer.key}".encode()).hexdigest()[:32]
        held = ScreenedLine(
            screening=self.screening,
            line=line,
            verdict=shape.line.verdict,
            action=shape.line.action,
            severity=shape.line.severity,
            depth=shape.line.depth,
            everyday=shape.line.everyday,
            likeness=like if shape.line.likeness else "",
            record=json.dumps(record, ensure_ascii=False),
        )
        self.lines.append(line)
        self.screened.append(held)
        self.kept += [_copy(hit, screened_line=held) for hit in shape.hits]
        of_kg, litres = (dict.fromkeys(names, [text] * 2) for names, text in ((KG, str(amount)), (LITRES, None)))
        quantity = json.dumps({**of_kg, **litres, "why": ""})
        moved: dict[str, Any] = {"first_day": self.at.date(), "last_day": self.at.date(), "quantity": quantity}
        sides = {"consignee": customer, "consignor": sender}
        self.kept += [_copy(one, screening=self.screening, line=line, **sides, **moved) for one in shape.consignments]

    def _sum_up(self) -> None:
        verdicts: dict[str, int] = {word: sum(one.verdict == word for one in self.screened) for word in VERDICTS}
        actions = {word: sum(one.action == word for one in self.screened) for word in ACTIONS}
        summary = {"record": "summary", "lines": len(self.screened), **verdicts, "by_action": actions}
        nothing = {"by_depth": {}, "shipment_findings": [], "parties": [], "seconds": 0}
        self.screening.summary = text_of({**summary, **nothing})
        self.screening.for_people = len(self.screened) - verdicts["no_match"]
        due = self.at.date() + timedelta(days=self.chance.randrange(MOST_DUE))
        severities = {one.severity for one in self.screened}
        self.case = Case(
            shipment=self.manifest.reference,
            title=self.manifest.reference,
            route="US → DE",
            parties="\n".join(party.party.name for party in self.parties),
            screening=self.screening,
            state=self.chance.choice(("pending", "investigating", "investigating", "on_hold")),
            assignee=self.chance.choice((None, self.officer)),
            verdict=next(word for word in VERDICTS if verdicts[word]),
            action=next(word for word in ACTIONS if actions[word]),
            severity=next(word for word in SEVERITIES if word in severities),
            everyday=all(one.everyday for one in self.screened if one.verdict != "no_match"),
            lines_for_people=self.screening.for_people,
            opened_at=self.at,
            changed_at=self.at,
            due_on=due if self.chance.random() < 0.4 else None,
        )

    def beside(self) -> Iterator[models.Model]:
        """Yield what is kept beside the case."""
        yield CaseScreening(case=self.case, screening=self.screening, at=self.at)
        yield CaseEvent(case=self.case, at=self.at, by="system", verb="open", facts='{"verdict":"controlled"}')
        for at in range(self.chance.randrange(3)):
            yield CaseEvent(case=self.case, at=self.at, by=self.officer.username, verb="note", text=f"Note {at}")
        yield Duty(
            case=self.case,
            key=uuid4().hex,
            jurisdiction="US",
            list_key="us-list-2",
            action="notify",
            text="The exporter files an export declaration.",
            citation="21 CFR 1313.22",
            confidence="confirmed",
            clock="15 calendar days before the export" if self.case.due_on else "",
            starts_at=self.at,
            due_on=self.case.due_on,
        )
        if self.chance.random() < 0.02:
            note, kind = "Permit seen.", Referral.Kind.RELEASE
            yield Referral(
                case=self.case, kind=kind, word="released", asked_by=self.officer, asked_at=self.at, note=note
            )

    def close(self, chance: random.Random) -> None:
        """Judge and close some of the shipments that are older than a month."""
        if (datetime.now(UTC) - self.at).days < 30 or chance.random() < 0.5 or self.case.referrals.exists():
            return
        for_people = [one for one in self.screened if one.verdict != "no_match"]
        _store(
            [
                LineStanding(screened_line=one, case=self.case, standing="judged", words="confirmed")
                for one in for_people
            ]
        )
        said = {"case": self.case, "position": 0, "number": 1, "word": "confirmed", "by": self.officer, "at": self.at}
        _store([Judgement(screened_line=one, **said) for one in for_people])
        end = Disposition.objects.create(
            case=self.case, number=1, word="refused", note="The buyer withdrew.", by=self.officer, at=self.at
        )
        Case.objects.filter(pk=self.case.pk).update(
            state="closed", disposition=end, lines_judged=len(for_people), lines_waiting=0
        )


def _shapes(goods: Sequence[dict[str, str]]) -> list[Shape]:
    lines = [{**one, "quantity": "20", "unit": "kg", **INSIDE} for one in goods]
    asked = {"origin": "DE", "destination": "DE", "operation": "domestic", "jurisdictions": ("EU",)}
    return _shapes_of(screened(*lines, reference=f"SHAPE-{goods[0]['name']}", **asked))


def _shapes_of(screening: Screening) -> list[Shape]:
    held = ScreenedLine.objects.filter(screening=screening).select_related("line", "screening").order_by("pk")
    return [
        Shape(
            line,
            json.loads(line.record),
            tuple(Hit.objects.filter(screened_line=line)),
            tuple(Consignment.objects.filter(screening=screening, line=line.line)),
        )
        for line in held
    ]


def _copy(row: Any, **to: Any) -> Any:
    """Return a new row with the columns of another, but for some."""
    kept = {f.name: getattr(row, f.name) for f in row._meta.concrete_fields if not f.primary_key and f.name not in to}
    return type(row)(**kept, **to)


def _store(rows: Rows) -> None:
    """Store rows in bulk, each table of them in its order."""
    tables: dict[type[models.Model], Rows] = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
    for table, of in tables.items():
        table._default_manager.bulk_create(of, batch_size=BATCH)


def _person(name: str) -> User:
    return User.objects.get_or_create(username=name, defaults={"is_staff": True})[0]


def _party(name: str) -> Party:
    since = datetime.now(UTC) - timedelta(days=400)
    return Party.objects.get_or_create(key=party_key(name), defaults={"name": name, "first_seen": since})[0]
