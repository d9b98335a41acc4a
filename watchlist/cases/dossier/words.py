"""The words of the pages of a dossier: in English, as the records are; what pages of the admin say too is marked."""

from __future__ import annotations

from typing import Final

STATES: Final = {
    "pending": "Nobody has taken it",
    "investigating": "Under investigation",
    "on_hold": "On hold",
    "awaiting_authority": "Waits for an authority",
    "closed": "Closed",
}
ANSWERS: Final = {"agreed": "agreed", "refused": "refused", "": "not answered yet"}
EVENTS: Final = {
    "open": "Case opened",
    "screened_again": "Screened again",
    "law_changed": "Law changed",
    "assign": "Assigned",
    "hold": "Put on hold",
    "why_held": "Why it is on hold",
    "why_resumed": "Why it goes on",
    "await_authority": "Waits for an authority",
    "report": "Reported to an authority",
    "resume": "Taken off hold",
    "snooze": "Let rest",
    "note": "Note",
    "attach": "File added",
    "do_duty": "Duty ticked as done",
    "look_at_duty": "Looked whether a report is due",
    "undo_duty": "Duty not done after all",
    "move_duty": "Deadline moved",
    "judge": "Judged",
    "judge_alike": "Judged equal lines",
    "ask_release": "Release asked for",
    "agreed": "Second officer agreed",
    "refused": "Second officer refused",
    "agreed_alike": "Second officer agreed on equal lines",
    "refused_alike": "Second officer refused on equal lines",
    "dispose": "Disposition",
    "reopen": "Reopened",
    "make_dossier": "Dossier made",
    "make_pack": "Filing pack made",
}
STEPS: Final = {"done": "done", "undone": "not done after all", "moved": "moved"}
