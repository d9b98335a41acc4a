"""Which structures of a token's answers were near a boundary or resembled something listed, and what they name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Final
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from msgspec import UNSET

from chemistry import composition
from watchlist.access.uses import DAY, start
from watchlist.engine.answer import Finding, Line, Resolution
from watchlist.engine.vocabulary import Tier

SIGNALS: Final = frozenset({Tier.NEAR_BOUNDARY, Tier.ANALOGUE})
KEPT: Final = timedelta(days=60)
BATCH: Final = 400


class TokenSignal(models.Model):
    """One structure of which a lineage's answers named one relative: written when first met, `last_on` then follows."""

    lineage = models.UUIDField()
    relative = models.CharField(max_length=200, help_text="the listed substance, as answers name it")
    structure = models.CharField(max_length=27, help_text="InChIKey of the goods")
    atoms = models.CharField(max_length=600, help_text="their heavy atoms: C9 O2")
    first_at = models.DateTimeField()
    last_on = models.DateField(help_text="the last day (UTC) on which an answer named it")

    class Meta:
        verbose_name = _("signal met by a token")
        verbose_name_plural = _("signals met by tokens")
        ordering = ["-first_at"]
        constraints = [
            models.UniqueConstraint(fields=["lineage", "structure", "relative"], name="tokensignal_is_unique")
        ]
        indexes = [
            models.Index(fields=["lineage", "first_at"], name="tokensignal_by_first"),
            models.Index(fields=["last_on"], name="tokensignal_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.structure} beside {self.relative}"


@dataclass(frozen=True, slots=True)
class Signal:
    """A structure, and the listed substance that its finding names."""

    structure: str
    relative: str
    atoms: str


@dataclass(frozen=True, slots=True)
class FoundSignals:
    """How many findings of some answers are signals, and the distinct signals."""

    findings: int
    signals: frozenset[Signal]


def signals_in(lines: Iterable[Line]) -> FoundSignals:
    """Return the signals in lines. One that was read from no structure is counted, but has no signal of its own."""
    findings, signals = 0, set[Signal]()
    for line in lines:
        for finding in line.findings:
            if finding.tier in SIGNALS:
                findings += 1
                signals.update(_signals(finding, line.resolution))
    return FoundSignals(findings, frozenset(signals))


def keep_signals(*, lineage: UUID, at: datetime, signals: Collection[Signal]) -> int:
    """Store the signals, and return how many structures among them this day had not met before.

    The caller holds the row of the day, so that of two calls with one structure only one finds it new.
    """
    in_order = sorted(set(signals), key=attrgetter("structure", "relative"))
    by_structure = [list(group) for _, group in groupby(in_order, key=attrgetter("structure"))]
    batches = (by_structure[begin : begin + BATCH] for begin in range(0, len(by_structure), BATCH))
    return sum(_keep(lineage, at, [signal for group in batch for signal in group]) for batch in batches)


def drop_old_signals(now: datetime) -> None:
    """Drop the structures that no answer has named for 60 days."""
    TokenSignal.objects.filter(last_on__lt=(now - KEPT).date()).delete()


def _keep(lineage: UUID, at: datetime, signals: Sequence[Signal]) -> int:
    today, structures = start(DAY, at).date(), {signal.structure for signal in signals}
    rows = TokenSignal.objects.filter(lineage=lineage, structure__in=structures)
    last_days = {(row.structure, row.relative): row.last_on for row in rows}
    of_today = {structure for (structure, _), last_on in last_days.items() if last_on >= today}
    TokenSignal.objects.bulk_create(
        [
            TokenSignal(lineage=lineage, **asdict(signal), first_at=at, last_on=today)
            for signal in signals
            if (signal.structure, signal.relative) not in last_days
        ],
        batch_size=BATCH,
    )
    rows.filter(last_on__lt=today).update(last_on=today)
    return len(structures - of_today)


def _signals(finding: Finding, resolutions: Iterable[Resolution]) -> Iterator[Signal]:
    for read in resolutions:
        smiles = read.smiles if finding.smiles is UNSET else finding.smiles  # an older answer does not say it
        if read.from_ == finding.read_from and read.inchikey and read.smiles == smiles != "":
            yield Signal(read.inchikey, finding.substance[:200], composition(read.smiles))
