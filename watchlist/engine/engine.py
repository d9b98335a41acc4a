"""The engine: a law, and what is asked of it. It needs no database and no service."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from watchlist.engine.answer import Answer, Record
from watchlist.engine.answering import LineQuestion
from watchlist.engine.asof import AsOf
from watchlist.engine.decision import Context, Question, check_jurisdictions, records_of
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.host import seeds_folder
from watchlist.engine.law import CompiledLaw, law_of_seeds
from watchlist.engine.reading import DeclaredManifest
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.engine.texts import gettext_lazy as _

Lines = Sequence[Mapping[str, object]]
"""Lines as a JSON body has them: each a mapping of declared fields."""
EVERYTHING = Question()
"""Today's law, every list, any movement."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Screens against one law. Threads may share one; a forked process may use its parent's.

    `context`: what is known beside the law (documents on file, rulings, notices, earlier shipments); nothing, unless
    whoever makes the engine keeps such things.
    """

    law: CompiledLaw
    context: Context = field(default_factory=Context)

    @classmethod
    def from_seeds(cls, folder: Path | None = None) -> Self:
        """Return the engine of the law in a folder of seeds: that which comes with it, unless another is named.

        Raises `SeedsUnreadable` where a file of it cannot be read.
        """
        return cls(law_of_seeds(folder or seeds_folder()))

    def screen(
        self,
        lines: Lines | Mapping[str, object] | DeclaredManifest,
        question: Question = EVERYTHING,
        *,
        today: date | None = None,
    ) -> Answer:
        """Return the answer to some lines, to a shipment (`lines` beside `origin`, `date` …), or to a read manifest.

        `today` (in UTC, now unless given) is the day of a line that names none. Raises `CorrectTheQuestion` where the
        question cannot be answered as asked, `ManifestError` for lines that are none.
        """
        return Answer.from_records(self.stream(lines, question, today=today))

    def stream(
        self,
        lines: Lines | Mapping[str, object] | DeclaredManifest,
        question: Question = EVERYTHING,
        *,
        today: date | None = None,
    ) -> Iterator[Record]:
        """Yield the records of the answer as they are made: the coverage, each line in its order, the summary."""
        manifest = lines if isinstance(lines, DeclaredManifest) else manifest_from_payload(lines)
        started = time.perf_counter()
        yield from records_of(self.line_question(question, today=today).run(manifest), started)

    def line_question(self, question: Question = EVERYTHING, *, today: date | None = None) -> LineQuestion:
        """Return what is asked of every line of a file: for `Answerers`. Raises `CorrectTheQuestion`."""
        if question.known_at and question.known_at < self.law.known_at:
            raise CorrectTheQuestion(
                _("this law was read at %(read)s: what was known before is kept by a service, not by its text."),
                read=self.law.known_at.isoformat(),
            )
        check_jurisdictions(self.law, question)
        return LineQuestion(
            self.law, question, AsOf(today or datetime.now(UTC).date(), self.law.known_at), self.context
        )
