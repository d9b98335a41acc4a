"""`manage.py replay RUN`: ask a stored screening again as it was known then, and say whether the answer is the same."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from watchlist.engine.answer_codec import as_mapping
from watchlist.engine.errors import Refusal
from watchlist.engine.reports import counted
from watchlist.screenings import (
    Cause,
    LineDifference,
    Replay,
    Screening,
    causes_of,
    changes,
    refuse_unless_stored,
    replay,
    reread_manifest,
    why_not_stored,
)

MOST_SHOWN: Final = 20
"""Lines whose differences the text shows; all are counted, and JSON Lines hold all."""
WIDEST: Final = 120
"""Characters of a value that the text shows."""


class Command(BaseCommand):
    """Replay a run, and leave with 0 where the answer is the same, 1 where it is not, 2 where it cannot be asked."""

    help = (
        "Ask a stored screening again. Exit status: 0 the answer is the same, 1 it is not, 2 it cannot be asked again."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=_key, metavar="RUN", help="the id of the screening")
        parser.add_argument("--format", choices=["text", "jsonl"], default="text", help="text, or a record a line")

    def handle(self, *args: Any, **options: Any) -> None:
        report = _TextReport(self) if options["format"] == "text" else _RecordReport(self)
        try:
            screening = Screening.objects.select_related("manifest").filter(pk=options["run"]).first()
            if screening is None:
                raise why_not_stored(str(options["run"]))
            refuse_unless_stored(screening)
            found = replay(screening, reread_manifest(screening), report.difference)
        except Refusal as error:
            raise CommandError(f"{options['run']}: {error}", returncode=2) from error
        report.end(screening, found, causes_of(screening, found))
        if not found.is_same:
            sys.exit(1)


class _TextReport:
    """A replay as text for a person."""

    def __init__(self, command: BaseCommand) -> None:
        self._say, self._differing = command.stdout.write, 0

    def difference(self, line_difference: LineDifference) -> None:
        self._differing += 1
        if self._differing > MOST_SHOWN:
            return
        self._say(f"line {line_difference.either.line} ({line_difference.either.key}) differs")
        if line_difference.then is None or line_difference.now is None:
            self._say("  it is not stored" if line_difference.then is None else "  it is not read again")
            return
        self._changes(as_mapping(line_difference.then), as_mapping(line_difference.now), of_order=True)

    def end(self, screening: Screening, result: Replay, causes: list[Cause]) -> None:
        if self._differing > MOST_SHOWN:
            self._say(f"… and {counted(self._differing - MOST_SHOWN, 'line')} more (--format jsonl shows all)")
        then, now = as_mapping(result.summary_then), as_mapping(result.summary_now)
        for name in result.summary:
            self._changes({name: then.get(name)}, {name: now.get(name)})
        question = f"{counted(result.lines, 'line')} as known at {screening.known_at.isoformat()}"
        if result.is_same:
            self._say(f"The same: {question}, sha256 {result.sha256_now}.")
            if result.engine:
                self._say(f"Another engine answers the same; it differs in {', '.join(result.engine)}.")
            return
        self._say(f"Not the same: {counted(self._differing, 'line')} of {question}.")
        self._say(f"  sha256 then {result.sha256_then}")
        self._say(f"  sha256 now  {result.sha256_now}")
        for cause in causes:
            self._say(f"Cause: {cause.sentence}")

    def _changes(self, then: Mapping[str, Any], now: Mapping[str, Any], *, of_order: bool = False) -> None:
        found = list(changes(then, now))
        for change in found:
            self._say(f"  {change.at}: {_abbreviated(change.then)} then, {_abbreviated(change.now)} now")
        if of_order and not found:
            self._say("  its fields stand in another order")


class _RecordReport:
    """A replay as JSON Lines for a program: a record for each line that differs, and one of the whole at the end."""

    def __init__(self, command: BaseCommand) -> None:
        self._stdout, self._differing = command.stdout, 0

    def difference(self, line_difference: LineDifference) -> None:
        self._differing += 1
        then, now = (as_mapping(line) if line else None for line in (line_difference.then, line_difference.now))
        places = [change._asdict() for change in changes(then, now)]
        self._record(
            record="difference", line=line_difference.either.line, key=line_difference.either.key, changes=places
        )

    def end(self, screening: Screening, result: Replay, causes: list[Cause]) -> None:
        self._record(
            record="replay",
            id=str(screening.pk),
            same=result.is_same,
            known_at=screening.known_at.isoformat(),
            lines=result.lines,
            differing=self._differing,
            sha256_then=result.sha256_then,
            sha256_now=result.sha256_now,
            summary_differs=list(result.summary),
            coverage_differs=list(result.coverage),
            engine_then=as_mapping(result.coverage_then.engine),
            engine_now=as_mapping(result.coverage_now.engine),
            causes=[cause._asdict() for cause in causes],
        )

    def _record(self, **fields: Any) -> None:
        self._stdout.write(json.dumps(fields, ensure_ascii=False))


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no id of a screening") from error


def _abbreviated(value: Any) -> str:
    if value is None:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"
