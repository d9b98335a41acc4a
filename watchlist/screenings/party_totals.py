"""Store what later totals are made of: the parties of a shipment, and how much of each substance its lines contain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import encode_text
from watchlist.engine.decision import DeclaredMovement, Tally
from watchlist.engine.reading import DeclaredLine, DeclaredManifest, distinct_fields, party_key
from watchlist.manifests import Manifest, ManifestParty, Party
from watchlist.screenings.inserting import batches
from watchlist.screenings.models import Consignment, Screening
from watchlist.screenings.stored_answers import substance_key
from watchlist.screenings.stored_shipments import movement_text

BATCH = 500
MOST_PARTIES = 20_000
ROLES = ("consignor", "consignee")


@dataclass(slots=True)
class Parties:
    """The parties that a manifest names: each name as first written, by key, and their roles."""

    written: dict[str, str]
    roles: dict[tuple[str, str], None]
    rows: dict[str, int] = field(default_factory=dict)

    @classmethod
    def from_manifest(cls, manifest: DeclaredManifest) -> Parties:
        """Return the parties of a manifest, in the order of its lines."""
        written: dict[str, str] = {}
        roles: dict[tuple[str, str], None] = {}
        for fields in distinct_fields(manifest, ROLES):
            for role in ROLES:
                if key := party_key(fields.get(role, "")):
                    written.setdefault(key, fields[role])
                    roles[key, role] = None
        return cls(written, roles)

    @classmethod
    def from_tally(cls, tally: Tally) -> Parties:
        """Return the parties that the lines of a tally name."""
        written = {key: name for key, (name, _) in tally.parties.items()}
        return cls(written, {(key, role): None for key, (_, roles) in tally.parties.items() for role in sorted(roles)})

    def learn_rows(self, lines: Iterable[Mapping[str, str]]) -> None:
        """Look up the stored rows of the parties of some lines; they were stored when the screening was opened.

        Rows of more than `MOST_PARTIES` are forgotten: memory stays bounded.
        """
        keys = {party_key(fields.get(role, "")) for fields in lines for role in ROLES} - {""}
        if len(self.rows) > MOST_PARTIES:
            self.rows = {}
        new = keys - self.rows.keys()
        self.rows |= {key: party.pk for key, party in Party.objects.in_bulk(new, field_name="key").items()}

    def store_keys(self) -> None:
        """Store rows for the keys, so that consignments can refer to them: a new party is not known by that yet."""
        new = [Party(key=key) for key in sorted(self.written)]
        Party.objects.bulk_create(new, ignore_conflicts=True, batch_size=BATCH)
        self.rows = {key: party.pk for key, party in Party.objects.in_bulk(self.written, field_name="key").items()}

    def keep(self, stored: Manifest, at: datetime) -> None:
        """Store that this manifest names them; new ones are known from `at` on, by the name written here."""
        unknown = Party.objects.filter(first_seen__isnull=True)
        # Locked in the order of their keys, so that two screenings with the same parties never deadlock.
        locked = unknown.select_for_update().order_by("key")
        new = [
            Party(pk=pk, name=self.written[key][:300], first_seen=at)
            for batch in batches(sorted(self.written))
            for pk, key in locked.filter(key__in=batch).values_list("pk", "key")
        ]
        unknown.bulk_update(new, ["name", "first_seen"], batch_size=100)
        ManifestParty.objects.bulk_create(
            [ManifestParty(manifest=stored, party_id=self.rows[key], role=role) for key, role in self.roles],
            batch_size=BATCH,
        )


@dataclass(slots=True)
class ConsignmentRows:
    """Makes the rows of how much the lines of a screening contain of listed substances."""

    screening: Screening
    manifest: DeclaredManifest
    parties: Parties
    today: date

    def rows(self, keys: Sequence[int], answered_lines: Sequence[tuple[DeclaredLine, Line]]) -> list[Consignment]:
        """Return a row for each line (by its id) and listed substance, not yet stored."""
        return [
            row
            for key, (declared, line) in zip(keys, answered_lines, strict=True)
            for row in self._rows_of_line(key, declared, line)
        ]

    def _rows_of_line(self, key: int, declared: DeclaredLine, line: Line) -> Iterator[Consignment]:
        quantities = {
            substance_key(finding): (finding.certainty, encode_text(finding.quantity))
            for finding in reversed(line.findings)
            if finding.quantity
        }
        if not quantities or not line.movement:
            return
        fields = self.manifest.fields_of(declared)
        sides = {f"{role}_id": self.parties.rows.get(party_key(fields.get(role, ""))) for role in ROLES}
        movement = DeclaredMovement.of_record(line.movement)
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
