"""The work of the kind: in chunks, each with its progress, and from where the attempt before stopped."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.jobs.counting import CHUNK
from watchlist.audit.chain import append
from watchlist.jobs.leases import Lease


def count(lease: Lease) -> None:
    """Write the numbers that are not yet written."""
    total = int(lease.subject)
    for start in range(lease.done, total, CHUNK):
        end = min(start + CHUNK, total)
        with lease.step(end, total, "counting"):
            for number in range(start, end):
                key = f"{lease.job_id} {number}"
                append(
                    actor="count", verb="count", target_kind="number", target_key=key, payload={}, at=datetime.now(UTC)
                )
