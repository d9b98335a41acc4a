"""The documents on file that an answer is compared with, as they were known at one instant: an immutable value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from watchlist.engine.decision.document_amounts import amount_text
from watchlist.engine.decision.document_grounds import Document, Need, Used, lack_words, lacks
from watchlist.engine.reading.parties import party_key

MOST_TOLD: Final = 3
"""Documents that are told with what they lack; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Whether a document on file covers a need: `yes` or `unknown`, and what is on file, in words.

    Never `no`: that none is on file says nothing of what the party holds.
    """

    met: str
    told: str


@dataclass(frozen=True, slots=True)
class Register:
    """The documents known at one instant, by the key of their holder, and what was used of each."""

    by_holder: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    used: Mapping[UUID, Used] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_holder)

    def cover(self, need: Need) -> Cover:
        """Return what is on file for a need."""
        held = [(of, lacks(of, need, self.used.get(of.document, Used()))) for of in self._held(need)]
        covering = [of for of, missing in held if not missing]
        if covering:
            more = f", and {len(covering) - 1} more" if len(covering) > 1 else ""
            return Cover("yes", f"{self._said(covering[0])}{more}")
        # A document for other goods says nothing of these.
        near = sorted((kept for kept in held if "substance" not in kept[1]), key=lambda kept: len(kept[1]))
        if not near:
            return Cover("unknown", _none_on_file(need))
        told = [f"{of.title}: {lack_words(missing)}" for of, missing in near[:MOST_TOLD]]
        more = f"; and {len(near) - MOST_TOLD} more" if len(near) > MOST_TOLD else ""
        return Cover("unknown", f"on file, and not covering it: {'; '.join(told)}{more}")

    def _held(self, need: Need) -> Iterator[Document]:
        for key in dict.fromkeys(map(party_key, (need.consignor, need.consignee))):
            yield from (of for of in self.by_holder.get(key, ()) if of.jurisdiction == need.jurisdiction)

    def _said(self, of: Document) -> str:
        parts = [of.title]
        if of.most is not None:
            left = of.most - self.used.get(of.document, Used()).amount
            parts.append(f"{amount_text(left, of.measure)} of {amount_text(of.most, of.measure)} left")
        parts += ["for one consignment"] if of.single_use else []
        parts += [f"for the site {of.site}, which a line does not name"] if of.site else []
        return ", ".join(parts)


def _none_on_file(need: Need) -> str:
    names = [name.strip() for name in (need.consignor, need.consignee) if name.strip()]
    return f"none on file for {' or '.join(names)}" if names else "none looked for: the line names no party"
