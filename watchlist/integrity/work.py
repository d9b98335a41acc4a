"""The job that compares the database with the trail each night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from watchlist.integrity.verifying import differences, screenings_of_tonight, summary_of
from watchlist.jobs.leases import Lease, heartbeats

VERIFY_RECORDS: Final = "verify_records"
LONGEST: Final = timedelta(hours=4)
COMPARING: Final = "comparing the database with the trail"


def verify_tonight(lease: Lease) -> None:
    """Compare what is compared this night, and keep what was found."""
    lease.heartbeat(0, 1, COMPARING)
    with heartbeats(lambda: lease.heartbeat(0), LONGEST):
        found = summary_of(differences(screenings_of_tonight(datetime.now(UTC))))
    with lease.step(1, 1, COMPARING):
        found.save(force_insert=True)
