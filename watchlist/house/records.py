"""What a house list says of a line and of an answer, as the contract words it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_noop

from watchlist.engine.decision import policy
from watchlist.engine.decision.findings import FORM_NAMES
from watchlist.house.matching import Matcher, Meeting

SEVERITY: Final = "medium"
KINDS: Final = {
    "watchlist": gettext_noop("House watchlist"),
    "confidential": gettext_noop("Confidential monitoring list"),
}
WORDS: Final = {
    "mixture_component": "a mixture with it",
    "isotopologue": "it with heavy isotopes",
    "stereoisomer": "a stereoisomer of it",
    "salt": "a salt of it",
    "hydrate": "a hydrate of it",
}
DEPTHS: Final = ("structure", "identifier", "name", "none")
FIELD_DEPTHS: Final = {"name": "name", "declaration_elements": "name"}


@dataclass(frozen=True, slots=True)
class HeldList:
    """One house list in the edition that was held at the instant asked."""

    key: str
    title: str
    kind: str
    edition: UUID
    sha256: str
    day: str
    matcher: Matcher = field(compare=False, repr=False)

    def as_record(self) -> dict[str, Any]:
        """Return what the coverage of an answer says of it."""
        return {
            "key": self.key,
            "title": self.title,
            "jurisdiction": None,
            "branch": "surveillance",
            "edition": self.day,
            "sha256": self.sha256,
            "entries": len(self.matcher.entries),
            "last_verified": self.day,
            "stale": False,
            "confirmed_share": 1.0,
            "complete": True,
            "house": True,
        }


def finding_record(of: HeldList, meeting: Meeting) -> dict[str, Any]:
    """Return the finding that a line stands on a house list: of no law, and so with no day, duty or condition of it."""
    entry = meeting.entry
    return {
        "tier": "monitored",
        "branch": "surveillance",
        "severity": SEVERITY,
        "certainty": meeting.certainty,
        "confidence": "confirmed",
        "bears": "yes",
        "jurisdiction": None,
        "list": of.key,
        "list_title": of.title,
        "category": KINDS[of.kind],
        "entry": f"{of.key}/{entry.key}",
        "substance": entry.name,
        "substance_inchikey": entry.inchikey,
        "form": form_of(meeting),
        "forms": list(meeting.forms),
        "as_of": None,
        "date_basis": None,
        "valid_from": entry.since.isoformat(),
        "date_precision": "day",
        "date_confidence": "confirmed",
        "valid_until": None,
        "wording": entry.name,
        "instrument": None,
        "rule": None,
        "evidence": None,
        "quantity": None,
        "conditions": [],
        "obligations": [],
        "explanation": _explanation(of, meeting),
        "read_from": meeting.read_from,
        "smiles": meeting.smiles,
        "atoms": list(meeting.atoms) or None,
    }


def form_of(meeting: Meeting) -> str | None:
    """Return the form that says most of how the goods stand to the entry; None for itself."""
    return next((name for form, name in FORM_NAMES.items() if form in meeting.forms), None)


def word_of(record: dict[str, Any], met: Sequence[tuple[HeldList, Meeting]]) -> dict[str, Any]:
    """Return the word on a line for a reader of the lists that it stands on.

    As for every finding of tier `monitored`: at least medium, and so for a person; what law says stays as it is.
    """
    is_controlled, is_new = record["verdict"] == "controlled", record["verdict"] in ("no_match", "unresolved")
    sentence = _new_sentence(met) if is_new else f"{record['explanation']} {_also(met)}"
    depths = [record["depth"], *(FIELD_DEPTHS.get(meeting.read_from, "identifier") for _, meeting in met)]
    return {
        "verdict": "controlled" if is_controlled else "review",
        "action": "unknown" if is_new else record["action"],
        "severity": policy.strongest(policy.SEVERITIES, [record["severity"], SEVERITY], SEVERITY),
        "depth": policy.strongest(DEPTHS, depths, "none") if record["depth"] == "none" else record["depth"],
        "explanation": sentence,
        **_parts(record, met),
    }


def _parts(record: dict[str, Any], met: Sequence[tuple[HeldList, Meeting]]) -> dict[str, Any]:
    """Return the parts of the sentence on a line that law controls, with what it says of the house lists."""
    parts = record.get("sentence_parts")
    if parts is None:
        return {}
    return {"sentence_parts": {**parts, "more": " ".join(filter(None, (parts["more"], _also(met))))}}


def _also(met: Sequence[tuple[HeldList, Meeting]]) -> str:
    titles = " and ".join(f"“{title}”" for title in dict.fromkeys(of.title for of, _ in met))
    return f"Also on the house list {titles}: voluntary; not controlled."


def _new_sentence(met: Sequence[tuple[HeldList, Meeting]]) -> str:
    of, first = met[0]
    goods = WORDS.get(form_of(first) or "")
    what = f"{first.entry.name} ({goods})" if goods else first.entry.name
    verb = "may be" if first.certainty == "guess" else "is"
    return f"A person must look: it {verb} {what}, on the house list “{of.title}”; voluntary, not controlled."


def _explanation(of: HeldList, meeting: Meeting) -> str:
    form = WORDS.get(form_of(meeting) or "")
    parts = [f"On the house list “{of.title}”: voluntary; not controlled."]
    parts += [f"The goods are {form}."] if form else []
    parts += [f"The list says: {meeting.entry.reason}"] if meeting.entry.reason else []
    return " ".join(parts)
