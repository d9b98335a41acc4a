"""The job that carries an erasure out: shipments that nothing keeps first, then the name itself.

What may go is decided as every night: what a period of law, a case, a hold or a ruling rests on stays. The
name goes once nothing names it any more; until then it stays, and what was found says why and until when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from watchlist.audit import chain
from watchlist.audit.links import canonical
from watchlist.audit.models import AuditPayload
from watchlist.audit.payloads import erase_payloads
from watchlist.authorisations.models import Authorisation
from watchlist.cases.judgement_models import Judgement
from watchlist.engine.errors import WatchlistError
from watchlist.jobs.errors import TryAgain
from watchlist.jobs.leases import Lease
from watchlist.manifests.models import ManifestParty, Party, PartyPast
from watchlist.retention.forgetting import forget_user
from watchlist.retention.models import Erasure, LegalHold
from watchlist.retention.purge import BATCH, LOOKS_BACK, NAMES, PurgeScan, purge_blocker
from watchlist.retention.reasons import KeepReason
from watchlist.retention.work import PurgeRun
from watchlist.screenings.models import Screening
from watchlist.screenings.rescreen.models import CaseDue
from watchlist.screenings.suppressions.models import Determination, Suppression

ERASING: Final = "erasing"
MOST_NAMED: Final = 20
"""Screenings that stay and are named in what was found; the rest are counted."""


def erase(lease: Lease) -> None:
    """Carry out the erasure that the job is about, from where it was left."""
    row = Erasure.objects.select_related("asked_by", "user").get(pk=int(lease.subject))
    if row.done_at is None:
        _erase_user(lease, row) if row.user_id else _erase_party(lease, row)


@dataclass(slots=True)
class RemainingScreenings:
    """The screenings that stay: how many for which reason, until when at the latest, and the first of them."""

    counts: dict[str, int] = field(default_factory=dict)
    until: date | None = None
    first: list[str] = field(default_factory=list)

    def add(self, stays: Iterable[tuple[UUID, KeepReason]]) -> None:
        """Count screenings that stay, by their reasons."""
        for pk, keep_reason in stays:
            self.counts[keep_reason.reason] = self.counts.get(keep_reason.reason, 0) + 1
            if keep_reason.retention:
                self.until = max(keep_reason.retention.until, self.until or keep_reason.retention.until)
            if len(self.first) < MOST_NAMED:
                self.first.append(str(pk))

    def as_record(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"stay": self.counts, "kept_until": self.until.isoformat() if self.until else None, "which": self.first}


def _erase_user(lease: Lease, row: Erasure) -> None:
    with lease.step(1, 1, ERASING):
        assert row.user is not None
        _finish(row, forget_user(user=row.user, because=str(row), actor=requester_of(row)))


def _erase_party(lease: Lease, row: Erasure) -> None:
    if why := purge_blocker():
        raise (TryAgain if why == LOOKS_BACK else WatchlistError)(why)
    assert row.party is not None
    work = PurgeRun(lease, requester_of(row), lease.done)
    work.finish_marked()
    kept = _purge_screenings(work, row.party)
    with lease.step(work.done, None, ERASING):
        _finish(row, {"shipments": work.done, **kept.as_record(), **_forget_party(row.party, row)})


def _purge_screenings(work: PurgeRun, party: int) -> RemainingScreenings:
    """Purge the screenings that name a party and that nothing keeps; return what stays."""
    scan, kept = PurgeScan.of_today(), RemainingScreenings()
    for rows in scan.naming(party):
        stays = scan.keep_reasons(rows)
        kept.add(stays.items())
        going = [row for row in rows if row.pk not in stays]
        for at in range(0, len(going), BATCH):
            work.purge(going[at : at + BATCH])
    return kept


def _forget_party(pk: int, row: Erasure) -> dict[str, Any]:
    """Erase the name of a party, in payloads of the trail too, once nothing names it; return the outcome."""
    party = Party.objects.select_for_update().filter(pk=pk).first()
    if party is None:
        return {"name": "gone before", "named_by": {}, "payloads": 0}
    naming = named_by(party)
    if naming:
        return {"name": "stays", "named_by": naming, "payloads": 0}
    acts = _acts_naming(party)
    erase_payloads(events=acts, because=str(row), actor=requester_of(row))
    PartyPast.objects.filter(party=party).delete()
    Party.objects.filter(pk=pk).delete()
    return {"name": "erased", "named_by": {}, "payloads": len(acts)}


def named_by(party: Party) -> dict[str, int]:
    """Return how many rows of which kind name a party, those that name it alone."""
    either = Q(consignor=party) | Q(consignee=party)
    by_key = Q(consignor=party.key) | Q(consignee=party.key)
    counts = {
        "shipments": ManifestParty.objects.filter(party=party).order_by().values("manifest").distinct().count(),
        "judgements": Judgement.objects.filter(either).count(),
        "holds": LegalHold.objects.filter(party=party).count(),
        "look-backs": CaseDue.objects.filter(by_key).count(),
        "suppressions": Suppression.objects.filter(by_key).count(),
        "determinations": Determination.objects.filter(supplier=party.key).count(),
        "authorisations": Authorisation.objects.filter(holder_key=party.key).count(),
    }
    return {kind: number for kind, number in counts.items() if number}


def _acts_naming(party: Party) -> list[int]:
    """Return the acts whose payload holds a summary that names a party, of screenings that are gone."""
    acts = AuditPayload.objects.filter(event__verb="screen", body__contains=NAMES)
    acts = acts.filter(body__contains=canonical({"key": party.key})[1:-1]).order_by("pk")
    found = dict(acts.values_list("pk", "event__target_key"))
    stored = {str(pk) for pk in Screening.objects.filter(pk__in=found.values()).values_list("pk", flat=True)}
    return [pk for pk, key in found.items() if key not in stored]


def _finish(row: Erasure, result: dict[str, Any]) -> None:
    at = datetime.now(UTC)
    Erasure.objects.filter(pk=row.pk).update(done_at=at, result=canonical(result))
    chain.append(
        actor=requester_of(row),
        verb="erase",
        target_kind="erasure",
        target_key=str(row),
        payload=result,
        at=at,
        rows=[row, *([row.user] if row.user else [])],
    )


def requester_of(row: Erasure) -> str:
    """Return the name of who requested the erasure, in whose name it is carried out."""
    return str(row.asked_by.get_username())
