"""Change sets of an invented list, made by the verbs: what is added, amended, removed and corrected of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import User

from tests.law_store.law import ACT, LIST, WHO, open_a_list
from watchlist.engine.law.facts import SchedulingFacts
from watchlist.law_store.history import record
from watchlist.law_store.models import ControlList, ListEntry
from watchlist.law_store.registry import entry_of
from watchlist.list_updates.approval import approve, open_by_hand
from watchlist.list_updates.change_models import Change, ChangeSet
from watchlist.list_updates.change_schema import payload_of
from watchlist.list_updates.drafting import ChangeDraft
from watchlist.list_updates.entry_facts import redraft
from watchlist.substances.models import Substance
from watchlist.substances.registry import (
    DescriptionFacts,
    IdentifierFacts,
    NameFacts,
    StructureFacts,
    SubstanceFacts,
    describe,
)

P2P = ("CC(=O)Cc1ccccc1", "QCCDLTOVEPVEJK-UHFFFAOYSA-N", "103-79-7")
TOLUENE = ("Cc1ccccc1", "YXFVVABEGXRONW-UHFFFAOYSA-N", "108-88-3")
SOURCE = "read"


def hold(key: str, name: str, drawn: tuple[str, str, str]) -> Substance:
    """Hold a substance by its name, its drawing and its number."""
    smiles, inchikey, cas = drawn
    facts = SubstanceFacts(
        DescriptionFacts(name, "substance", "confirmed", SOURCE),
        StructureFacts(smiles, inchikey),
        [NameFacts(name, "en", "preferred", SOURCE)],
        [IdentifierFacts("cas", cas, "as listed", "as_listed", smiles, "confirmed", SOURCE)],
    )
    return describe(key=key, facts=facts, **WHO)


def small_law() -> ControlList:
    """Hold an invented list on which P2P stands since 2000 as number 11; toluene is held, and not listed."""
    of = open_a_list()
    hold("p2p", "P2P", P2P)
    hold("toluene", "Toluene", TOLUENE)
    record(entry=entry_of(control_list=of, substance="p2p"), facts=listing("p2p", date(2000, 1, 1)), **WHO)
    return of


def listing(substance: str, day: date, name: str = "P2P", **others: Any) -> SchedulingFacts:
    """Return a confirmed listing that begins on a day."""
    defaults: dict[str, Any] = {
        "event": f"{LIST.key}/{substance}/{day}/added",
        "event_kind": "added",
        "valid_from": day,
        "date_precision": "day",
        "date_confidence": "confirmed",
        "instrument": ACT.key,
        "citation": "Act 1, item 11",
        "law_code": "11",
        "code_confidence": "confirmed",
        "printed_name": name,
        "wording": name,
        "confidence": "confirmed",
        "source": SOURCE,
    }
    return SchedulingFacts(**defaults | others)


def said(substance: str, day: date, kind: str = "added", **others: Any) -> dict[str, Any]:
    """Return what a listing says as JSON has it, without the ids of its events."""
    facts: dict[str, Any] = {
        "event_kind": kind,
        "valid_from": day.isoformat(),
        "date_precision": "day",
        "date_confidence": "confirmed",
        "instrument": ACT.key,
        "citation": "Act 2, item 12",
        "law_code": "12",
        "code_confidence": "confirmed",
        "printed_name": substance.capitalize(),
        "wording": substance.capitalize(),
        "confidence": "confirmed",
        "source": SOURCE,
    }
    return facts | others


def addition(day: date = date(2026, 1, 1), **others: Any) -> ChangeDraft:
    """Return that toluene is listed from a day on."""
    draft = ChangeDraft(kind="add", name="Toluene", list_key=LIST.key, code="12")
    return redraft(draft, {**said("toluene", day), "substance": "toluene", **others})


def amendment(day: date = date(2026, 1, 1), **others: Any) -> ChangeDraft:
    """Return that P2P is listed with its salts from a day on."""
    draft = ChangeDraft(kind="amend", name="P2P", list_key=LIST.key, entries=(f"{LIST.key}/p2p",), code="11")
    told = {"printed_name": "P2P", "wording": "P2P and its salts", "reach": "salts", "law_code": "11"}
    return redraft(draft, {**said("p2p", day, "amended"), **told, **others})


def removal(day: date = date(2026, 1, 1), **others: Any) -> ChangeDraft:
    """Return that P2P is no longer listed from a day on."""
    draft = ChangeDraft(kind="remove", name="P2P", list_key=LIST.key, entries=(f"{LIST.key}/p2p",), code="11")
    ending = {"valid_until": day.isoformat(), "event_kind": "removed", "instrument": ACT.key}
    return redraft(draft, {**ending, **others})


def correction(**others: Any) -> ChangeDraft:
    """Return that P2P was listed under another number all along."""
    facts = listing("p2p", date(2000, 1, 1), **{"law_code": "21", "wording": "P2P, by any name", **others})
    draft = ChangeDraft(kind="correct", name="P2P", list_key=LIST.key, entries=(f"{LIST.key}/p2p",), code="21")
    return redraft(draft, {"replacements": {f"{LIST.key}/p2p": {facts.event: payload_of(facts)}}})


def by_hand(actor: User, *drafts: ChangeDraft) -> ChangeSet:
    """Open a change set that a person wrote."""
    return open_by_hand(title="A change", changes=drafts, actor=actor)


def changes_of(change_set: ChangeSet) -> list[Change]:
    """Return the changes of the last revision."""
    return list(change_set.revisions.latest("number").changes.order_by("position"))


def accepted(actor: User, second: User, *drafts: ChangeDraft) -> ChangeSet:
    """Return a change set by hand, of which another person accepted everything."""
    change_set = by_hand(actor, *drafts)
    approve(changes=changes_of(change_set), actor=second)
    return change_set


def held_entry(substance: str) -> ListEntry:
    """Return an entry of the list."""
    return ListEntry.objects.get(key=f"{LIST.key}/{substance}")
