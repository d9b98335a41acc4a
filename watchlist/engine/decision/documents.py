"""The documents on file that an answer is compared with, as they were known at one instant: an immutable value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from watchlist.engine.decision.document_amounts import amount_text
from watchlist.engine.decision.document_grounds import Document, DocumentUse, Need, lack_words, lacks
from watchlist.engine.reading.parties import party_key

MOST_LISTED: Final = 3
"""Documents that are listed with what they lack; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Whether a document on file covers a need: `yes` or `unknown`, and what is on file, in words.

    Never `no`: that none is on file says nothing of what the party holds.
    """

    met: str
    words: str


@dataclass(frozen=True, slots=True)
class Register:
    """The documents known at one instant, by the key of their holder, and what was used of each."""

    by_holder: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    used: Mapping[UUID, DocumentUse] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_holder)

    def cover(self, need: Need) -> Cover:
        """Return whether a document on file covers a need, and in words what is on file."""
        compared = [
            (document, lacks(document, need, self.used.get(document.document, DocumentUse())))
            for document in self._documents_for(need)
        ]
        covering = [document for document, missing in compared if not missing]
        if covering:
            more = f", and {len(covering) - 1} more" if len(covering) > 1 else ""
            return Cover("yes", f"{self._document_words(covering[0])}{more}")
        # A document for other goods says nothing of these.
        near = sorted((kept for kept in compared if "substance" not in kept[1]), key=lambda kept: len(kept[1]))
        if not near:
            return Cover("unknown", _none_on_file(need))
        lacking = [f"{document.title}: {lack_words(missing)}" for document, missing in near[:MOST_LISTED]]
        more = f"; and {len(near) - MOST_LISTED} more" if len(near) > MOST_LISTED else ""
        return Cover("unknown", f"on file, and not covering it: {'; '.join(lacking)}{more}")

    def _documents_for(self, need: Need) -> Iterator[Document]:
        for key in dict.fromkeys(map(party_key, (need.consignor, need.consignee))):
            yield from (
                document for document in self.by_holder.get(key, ()) if document.jurisdiction == need.jurisdiction
            )

    def _document_words(self, document: Document) -> str:
        parts = [document.title]
        if document.most is not None:
            left = document.most - self.used.get(document.document, DocumentUse()).amount
            parts.append(
                f"{amount_text(left, document.measure)} of {amount_text(document.most, document.measure)} left"
            )
        parts += ["for one consignment"] if document.single_use else []
        parts += [f"for the site {document.site}, which a line does not name"] if document.site else []
        return ", ".join(parts)


def _none_on_file(need: Need) -> str:
    names = [name.strip() for name in (need.consignor, need.consignee) if name.strip()]
    return f"none on file for {' or '.join(names)}" if names else "none looked for: the line names no party"
