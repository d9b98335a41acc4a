"""The answers of test mode: fixed goods by their name (`fixed_goods.json`), and nothing that is compared or kept.

Whatever else is declared is `unresolved`: no answer of test mode says anything of real goods, so none can serve a
decision, and none tells anybody who tries names out what law holds.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from watchlist.engine.answer import Answer, Coverage, EngineVersions, FileAccount, Line, Summary
from watchlist.engine.answer_codec import decode_as
from watchlist.engine.reading import DeclaredLine, DeclaredManifest
from watchlist.engine.vocabulary import Verdict

OTHERWISE: Final = "TEST UNRESOLVED"
NO_ENGINE: Final = EngineVersions(
    service="test mode", rdkit="", rules_sha256="", dictionary=None, nomenclature=None, calibration_sha256=None
)


def fixed_answer(manifest: DeclaredManifest, at: datetime) -> Answer:
    """Return what test mode answers to a manifest at an instant: it rests on no list, and no engine."""
    lines = tuple(map(_fixed_line, manifest.lines))
    verdicts, day = Counter(line.verdict for line in lines), at.astimezone(UTC).date()
    return Answer(
        coverage=Coverage(
            as_of=day,
            as_of_range=(day, day),
            known_at=at.isoformat(),
            jurisdictions=(),
            not_held=(),
            branches_not_held=(),
            stages=(),
            lists=(),
            engine=NO_ENGINE,
            ignored_columns=manifest.ignored_columns,
            read=FileAccount("", "json", (), ()),
        ),
        lines=lines,
        summary=Summary(
            lines=len(lines),
            controlled=verdicts[Verdict.CONTROLLED],
            review=verdicts[Verdict.REVIEW],
            no_match=verdicts[Verdict.NO_MATCH],
            unresolved=verdicts[Verdict.UNRESOLVED],
            by_depth=Counter(line.depth for line in lines),
            by_action=Counter(line.action for line in lines),
            shipment_findings=(),
            parties=(),
            seconds=0.0,
        ),
    )


@cache
def fixed_goods() -> dict[str, Line]:
    """Return what is answered of each of the fixed goods, by name."""
    goods = json.loads(Path(__file__).with_name("fixed_goods.json").read_text("utf-8"))
    unnamed = {"record": "line", "line": 0, "key": "", "declared": {}, "fields": {}}
    return {name: decode_as(Line, {**unnamed, **record}) for name, record in goods.items()}


def _fixed_line(declared: DeclaredLine) -> Line:
    goods, name = fixed_goods(), " ".join(declared.fields.get("name", "").upper().split())
    answered = goods.get(name, goods[OTHERWISE])
    return replace(answered, line=declared.number, key=declared.key, declared=declared.declared, fields=declared.fields)
