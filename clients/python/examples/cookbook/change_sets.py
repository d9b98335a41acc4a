"""A list changed in pairs: one person proposes, another decides."""

from __future__ import annotations

from precursor_watchlist_client import expect
from precursor_watchlist_client.generated.api.change_sets import decide_on_changes, open_change_set
from precursor_watchlist_client.generated.models import ChangeSetRecord, Deciding, HandMadeChange, HandMadeChangeSet

from cookbook.twins import Book, twin

GLYCEROL = {
    "key": "glycerol",
    "name": "Glycerol",
    "kind": "substance",
    "smiles": "OCC(O)CO",
    "cas": ["56-81-5"],
    "confidence": "unverified",
    "source": "an exercise",
}
AFTER = {
    "substance": "glycerol",
    "event_kind": "added",
    "valid_from": "2099-01-01",
    "date_precision": "day",
    "date_confidence": "unverified",
    "instrument": "ca-cdsa",
    "printed_name": "Glycerol",
    "confidence": "unverified",
    "describe": GLYCEROL,
}


@twin("cat > change.json <<")
def propose(book: Book) -> object:
    proposer = book.client_of("curator", "propose_changes")
    change = HandMadeChange(kind="add", list_="ca-schedule-6", name="Glycerol", code="99", after=AFTER)
    body = HandMadeChangeSet(title="An exercise", note="Nothing of this is law.", changes=[change])
    call = open_change_set.sync(client=proposer.api, body=body, idempotency_key="exercise-1")
    book.change_set = expect(ChangeSetRecord, call).to_dict()
    return {name: book.change_set[name] for name in ("state", "proposed_by", "open")}


@twin("> decision.json")
def decide(book: Book) -> object:
    decider = book.client_of("second-curator", "approve_changes")
    changes = [change["id"] for change in book.change_set["revisions"][-1]["changes"]]
    body = Deciding(accept=False, changes=changes, reason="An exercise.")
    call = decide_on_changes.sync(book.change_set["id"], client=decider.api, body=body)
    decided = expect(ChangeSetRecord, call).to_dict()
    why = decided["revisions"][-1]["changes"][0]["decision"]["reason"]
    return {"state": decided["state"], "accepted": decided["accepted"], "rejected": decided["rejected"], "why": why}
