"""A screening as it is asked and answered, for the OpenAPI document: one line, answered in full by this service."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from drf_spectacular.types import OpenApiTypes

from watchlist.api.base import answer_example, example_bodies, sent
from watchlist.api.reading import LINES_TYPES, WrittenNumbers

EXAMPLES: Final = example_bodies(__file__)
ANSWER: Final[dict[str, Any]] = {
    **json.loads(Path(__file__).with_name("screening_example.json").read_text("utf-8")),
    "case": EXAMPLES.case,
    "disposition": EXAMPLES.disposition,
}
SHIPMENT: Final[dict[str, Any]] = {
    "reference": "SHIPMENT-1",
    "origin": "US",
    "destination": "CO",
    "operation": "export",
    "as_of": ANSWER["coverage"]["as_of"],
    "jurisdictions": ["UN"],
}
LINES: Final = [line["declared"] for line in ANSWER["lines"]]
REQUEST_EXAMPLE: Final = sent(
    "A shipment of one line", {**SHIPMENT, "lines": LINES}, media_type=WrittenNumbers.media_type
)
RECORDS: Final = "".join(f"{json.dumps(record)}\n" for record in ({"record": "shipment", **SHIPMENT}, *LINES))
RECORDS_EXAMPLES: Final = [sent("A record a line", RECORDS, media_type=kind) for kind in LINES_TYPES]
RECORDS_BODIES: Final = dict.fromkeys(LINES_TYPES, OpenApiTypes.STR)
"""JSON Lines, as the document describes a body of them: it has no words for the records of one."""
RESPONSE_EXAMPLE: Final = answer_example("Controlled", ANSWER, 200, 201)
VERDICTS_EXAMPLE: Final = answer_example(
    "In short",
    {
        "id": ANSWER["id"],
        "known_at": ANSWER["coverage"]["known_at"],
        "lines": [
            {
                **{name: line[name] for name in ("line", "key", "verdict", "action", "severity")},
                "ground": None,
                "substances": list(dict.fromkeys(finding["substance"] for finding in line["findings"])),
                "lists": list(dict.fromkeys(finding["list"] for finding in line["findings"])),
                "problems": [problem["code"] for problem in line["problems"]],
            }
            for line in ANSWER["lines"]
        ],
        "limits": [],
        "case": EXAMPLES.case,
        "disposition": EXAMPLES.disposition,
        **{name: ANSWER["summary"][name] for name in ("controlled", "review", "no_match", "unresolved")},
    },
    200,
    201,
)
_REPLAY: Final = {
    "id": ANSWER["id"],
    "same": True,
    "lines": len(ANSWER["lines"]),
    "known_at": ANSWER["coverage"]["known_at"],
    "differences": [],
    "coverage_differs": [],
    "summary_differs": [],
    "engine_differs": [],
    "engine_then": ANSWER["coverage"]["engine"],
    "engine_now": ANSWER["coverage"]["engine"],
    "causes": [],
}
REPLAY_EXAMPLE: Final = answer_example("As it was", _REPLAY)
REPLAY_RUN_QUEUED: Final = answer_example("Queued", EXAMPLES.replay_run, 202)
REPLAY_RUN_DONE: Final = answer_example(
    "As it was", {**EXAMPLES.replay_run, "state": "done", "outcome": {**_REPLAY, "differing": 0}}, 200
)
