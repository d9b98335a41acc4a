"""Keep what later totals are made of: who is party to a stored shipment, and how much of what its lines hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import encode_text
from watchlist.engine.decision.movement import Movement
from watchlist.engine.decision.thresholds import Tally
from watchlist.engine.reading.lines import DeclaredLine, DeclaredManifest
from watchlist.engine.reading.parties import party_key
from watchlist.engine.reading.spooling import distinct_fields
from watchlist.manifests.models import Manifest, ManifestParty, Party
from watchlist.screenings.models import Consignment, Screening
from watchlist.screenings.stored import movement_text
from watchlist.screenings.stored_answers import substance_key

BATCH = 500
MOST_PARTIES = 20_000
ROLES = ("consignor", "consignee")


@dataclass(slots=True)
class Parties:
    """The parties that a manifest names: each key as first written, and in which roles."""

    written: dict[str, str]
    roles: dict[tuple[str, str], None]
    rows: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, manifest: DeclaredManifest) -> Parties:
        """Return those of a manifest, in the order of its lines."""
        written: dict[str, str] = {}
        roles: dict[tuple[str, str], None] = {}
        for fields in distinct_fields(manifest, ROLES):
            for role in ROLES:
                if key := party_key(fields.get(role, "")):
                    written.setdefault(key, fields[role])
                    roles[key, role] = None
        return cls(written, roles)

    @classmethod
    def met(cls, tally: Tally) -> Parties:
        """Return those that the lines of a tally name."""
        written = {key: name for key, (name, _) in tally.parties.items()}
        return cls(written, {(key, role): None for key, (_, roles) in tally.parties.items() for role in sorted(roles)})

    def find(self, lines: Iterable[Mapping[str, str]]) -> None:
        """Learn the rows of the parties that some lines name by their fields: whoever began the screening stored them.

        No more are remembered than a part of a long file names.
        """
        keys = {party_key(fields.get(role, "")) for fields in lines for role in ROLES} - {""}
        if len(self.rows) > MOST_PARTIES:
            self.rows = {}
        new = keys - self.rows.keys()
        self.rows |= {key: party.pk for key, party in Party.objects.in_bulk(new, field_name="key").items()}

    def name(self) -> None:
        """Store their keys, so that consignments can point at them: a party new here is not known by it yet."""
        new = [Party(key=key) for key in sorted(self.written)]
        Party.objects.bulk_create(new, ignore_conflicts=True, batch_size=BATCH)
        self.rows = {key: party.pk for key, party in Party.objects.in_bulk(self.written, field_name="key").items()}

    def keep(self, stored: Manifest, at: datetime) -> None:
        """Store that this manifest names them; those that nobody knew are known from now on, as written here."""
        unknown = Party.objects.filter(first_seen__isnull=True)
        # Held in the order of their keys: of two that name the same parties, neither waits for what the other holds.
        held = unknown.select_for_update().order_by("key")
        new = [
            Party(pk=pk, name=self.written[key][:300], first_seen=at)
            for some in _batches(sorted(self.written))
            for pk, key in held.filter(key__in=some).values_list("pk", "key")
        ]
        unknown.bulk_update(new, ["name", "first_seen"], batch_size=100)
        ManifestParty.objects.bulk_create(
            [ManifestParty(manifest=stored, party_id=self.rows[key], role=role) for key, role in self.roles],
            batch_size=BATCH,
        )


@dataclass(slots=True)
class Consigned:
    """What the lines of a screening hold of listed substances."""

    screening: Screening
    manifest: DeclaredManifest
    parties: Parties
    today: date

    def rows(self, keys: Sequence[int], answered: Sequence[tuple[DeclaredLine, Line]]) -> list[Consignment]:
        """Return a row a line (by its id) and listed substance, not yet stored."""
        return [
            row for key, (declared, line) in zip(keys, answered, strict=True) for row in self._of(key, declared, line)
        ]

    def _of(self, key: int, declared: DeclaredLine, line: Line) -> Iterator[Consignment]:
        quantities = {
            substance_key(finding): (finding.certainty, encode_text(finding.quantity))
            for finding in reversed(line.findings)
            if finding.quantity
        }
        if not quantities or not line.movement:
            return
        fields = self.manifest.fields_of(declared)
        sides = {f"{role}_id": self.parties.rows.get(party_key(fields.get(role, ""))) for role in ROLES}
        movement = Movement.of_record(line.movement)
        first, last = movement.span(self.today)
        for substance, (certainty, quantity) in sorted(quantities.items()):
            yield Consignment(
                screening=self.screening,
                line_id=key,
                **sides,
                substance_key=substance,
                first_day=first,
                last_day=last,
                certainty=certainty,
                movement=movement_text(movement, self.today),
                quantity=quantity,
            )


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[at : at + BATCH] for at in range(0, len(keys), BATCH))
