"""Lines asked of the real engine under the real law, always on the same day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.plain_answers import screen
from tests.promises.lines import Line
from watchlist.engine.decision.policy import SEVERITIES
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload

TODAY = date(2026, 6, 1)
AS_OF = date(2025, 12, 1)
EVERYWHERE = ("UN", "US", "EU", "CN", "GB", "CA", "AU", "MX", "IN", "JP", "SG")
LEGAL = ("listed", "listed_form", "class_member")
REMOTE = frozenset({"ester", "ether", "amide", "carbamate", "halide", "acetal", "optical_isomer", "geometric_isomer"})

Record = dict[str, Any]
Found = tuple[str, str, str | None]
"""What a finding is of: a list, its entry, and the period of it."""


def answered(lines: Sequence[Line], **asked: Any) -> list[Record]:
    """Return the records of some lines."""
    return screen(manifest_from_payload({"lines": list(lines)}), Question(**asked), TODAY).lines


def of(finding: Record) -> Found:
    """Return what a finding is of."""
    return finding["list"], finding["entry"], finding["valid_from"]


def found(record: Record) -> dict[Found, Record]:
    """Return the findings of law on a line, by what they are of; resemblance is a signal, and apart."""
    return {of(one): one for one in record["findings"] if one["tier"] != "analogue"}


def is_taken_back(lost: Record, others: list[Record]) -> bool:
    """Say whether law itself takes a finding back, for what other law, asked as well now, finds the goods to be.

    What another entry of its jurisdiction names is in no class, no clause of derivatives or isomers, and at no boundary
    of either; what is controlled is not told which classes it misses; what may be a controlled drug is near nothing;
    that another country lists the goods is told where no law that was asked does; what a country controls it need not
    also watch.
    """
    sure = [one for one in others if one["certainty"] != "guess" and one["tier"] in LEGAL]
    drugs = [one for one in others if one["tier"] in ("drug_reference", *LEGAL) and one["branch"] == "drug"]
    of_a_class, is_near = lost["rule"] is not None, lost["tier"] == "near_boundary"
    is_remote = of_a_class or is_near or bool(REMOTE.intersection(lost["forms"]))
    is_open = of_a_class and lost["certainty"] == "guess"
    return (
        (is_remote and any(one["jurisdiction"] == lost["jurisdiction"] for one in sure))
        or (is_near and of_a_class and bool(sure))
        or ((is_near or is_open) and bool(drugs))
        or (lost["tier"] == "monitored" and any(one["jurisdiction"] == lost["jurisdiction"] for one in sure))
        or (lost["tier"] == "listed_elsewhere" and any(one["tier"] != "near_boundary" for one in others))
    )


def signal(record: Record) -> Record | None:
    """Return what a line resembles: one finding at most."""
    return next((one for one in record["findings"] if one["tier"] == "analogue"), None)


def is_weaker(now: Record, then: Record) -> bool:
    """Say whether one finding is of less severity than another."""
    return SEVERITIES.index(now["severity"]) > SEVERITIES.index(then["severity"])


def apart(record: Record) -> Record:
    """Return a record without what the shipment as a whole lends it: the number of the line, and pointers at sums."""
    told = {name: [_apart(finding) for finding in record[name]] for name in ("findings", "suppressed")}
    return {**record, **told, "line": None, "key": None, "declared": None}


def _apart(finding: Record) -> Record:
    conditions = [{**one, "shipment_finding": None} for one in finding.get("conditions", ())]
    return {**finding, "conditions": conditions}
