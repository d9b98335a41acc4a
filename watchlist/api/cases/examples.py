"""One case, as the document shows it: from its lines to the second officer's answer."""

from __future__ import annotations

from typing import Final

HERE: Final = "/api/v1/cases/C-0412/"
ITEM: Final = {
    "number": "C-0412",
    "reference": "SHA-HAM-0728",
    "title": "SHA-HAM-0728",
    "route": "US → DE",
    "state": "investigating",
    "assignee": "officer",
    "verdict": "controlled",
    "action": "authorise",
    "severity": "high",
    "lines_for_people": 2,
    "lines_judged": 1,
    "lines_waiting": 1,
    "opened_at": "2026-03-02T09:14:00.120000Z",
    "due_on": "2026-03-17",
    "snoozed_until": None,
    "decision": None,
    "links": {
        "self": HERE,
        "screening": "/api/v1/screenings/5f0f7a3e-6f0b-4a55-9a53-0c8a4d7f1c11/",
        "lines": f"{HERE}lines/",
        "judgements": f"{HERE}judgements/",
        "authorisations": f"{HERE}authorisations/",
        "decisions": f"{HERE}decisions/",
        "events": f"{HERE}events/",
    },
}
WHOLE: Final = {
    **ITEM,
    "duties": [
        {
            "jurisdiction": "US",
            "list": "us-list-1",
            "action": "notify",
            "text": "Declare the import 15 days before it.",
            "citation": "21 CFR 1313.12",
            "due_on": "2026-03-17",
            "is_done": False,
            "moved": False,
        }
    ],
    "parties": ["Northgate Reagents Inc", "Beauval SARL"],
    "screenings": [{"id": "5f0f7a3e-6f0b-4a55-9a53-0c8a4d7f1c11", "at": "2026-03-02T09:14:00.120000Z"}],
}
JUDGEMENT: Final = {
    "line": 1,
    "finding": 0,
    "number": 1,
    "word": "dismissed",
    "holds": "waiting",
    "reason": "wrong_identification",
    "note": "The analysis of 2 March shows another substance.",
    "by": "officer",
    "at": "2026-03-02T10:02:00Z",
    "tier": "listed_form",
    "entry": "un-table-1/4-piperidone",
    "referral": 31,
}
LINE: Final = {
    "number": 1,
    "verdict": "controlled",
    "action": "authorise",
    "severity": "high",
    "standing": "waiting",
    "to_judge": [
        {
            "finding": 0,
            "tier": "listed_form",
            "list": "un-table-1",
            "entry": "un-table-1/4-piperidone",
            "severity": "high",
            "holds": "waiting",
            "seen": 1,
        }
    ],
}
DECISION: Final = {
    "number": 1,
    "word": "released",
    "note": "The permit of the BfArM was seen.",
    "by": "officer",
    "second": "second-officer",
    "at": "2026-03-03T08:30:00Z",
    "authorisations": [],
}
GATE: Final = {
    "obstacles": [
        {
            "kind": "duty",
            "text": "Declare the import 15 days before it.",
            "list": "us-list-1",
            "citation": "21 CFR 1313.12",
            "lines": [1],
            "due_on": "2026-03-17",
        }
    ]
}
REFERRAL: Final = {
    "id": 32,
    "case": "C-0412",
    "kind": "release",
    "word": "released",
    "line": None,
    "finding": None,
    "note": "The permit of the BfArM was seen.",
    "asked_by": "officer",
    "asked_at": "2026-03-02T15:40:00Z",
    "authorisations": [],
    "override": None,
    "answer": "",
    "answered_by": None,
    "answered_at": None,
    "answer_note": "",
}
ANSWERED_REFERRAL: Final = {
    **REFERRAL,
    "answer": "agreed",
    "answered_by": "second-officer",
    "answered_at": "2026-03-03T08:30:00Z",
    "answer_note": "Seen too.",
}
EVENT: Final = {
    "number": 2,
    "at": "2026-03-02T10:02:00Z",
    "by": "officer",
    "verb": "judge",
    "text": "The analysis of 2 March shows another substance.",
    "facts": {"line": 1, "finding": 0, "word": "dismissed", "reason": "wrong_identification"},
}
