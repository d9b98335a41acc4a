"""What is asked of every line of a file, and what is known beside it: all but the lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from watchlist.engine.asof import AsOf
from watchlist.engine.decision import Context, Question, ScreeningRun
from watchlist.engine.law import CompiledLaw
from watchlist.engine.reading import DeclaredManifest


@dataclass(frozen=True, slots=True)
class LineQuestion:
    """The law, the question, the point of view, and what is known beside the law; of earlier shipments nothing."""

    law: CompiledLaw
    question: Question
    as_of: AsOf
    context: Context = field(default_factory=Context)

    def run(self, manifest: DeclaredManifest) -> ScreeningRun:
        """Return the screening of a manifest, before any line is answered."""
        return ScreeningRun(self.law, self.question, manifest, self.as_of, self.context)
