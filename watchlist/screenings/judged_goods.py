"""What people made of the substances of stored lines: which were dismissed in effect, and which were confirmed.

The judgements are rows of cases, which are above: they are read through their relation to the line. At an instant, a
word holds from when it was said, a dismissal that needs a second officer from their answer on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet

from watchlist.access import AGREED
from watchlist.engine.answer import Line
from watchlist.engine.vocabulary import Bears, Certainty
from watchlist.screenings.inserting import batches
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.stored_answers import is_sure, read_line, substance_key

CONFIRMED, DISMISSED = "confirmed", "dismissed"
WHOLE_LINE: Final = -1
NOT_THE_SUBSTANCE: Final = frozenset(
    {"wrong_identification", "wrong_by_name", "wrong_by_number", "wrong_by_structure", "other_substance"}
)
"""Reasons of a dismissal that say that the goods are something else. A lawful use, an exemption or an error in the data
leaves them what they are: limits of law over a period count them still."""

GoodsKey = tuple[UUID, int, str]
"""A screening, the id of the manifest's line, and the key of a substance."""


class PositionWord(NamedTuple):
    """The word in effect on one finding, and the reason of a dismissal."""

    word: str
    reason: str

    @property
    def denies(self) -> bool:
        """Say whether it says that the goods are not the substance."""
        return self.word == DISMISSED and self.reason in NOT_THE_SUBSTANCE


def substance_words(line: Line, words: Mapping[int, PositionWord]) -> dict[str, str]:
    """Return by the key of a substance what people made of it on a line: `confirmed`, or `dismissed` as another one.

    Dismissed is one of which every finding that was judged is, and no sure finding that bears is left: one person's
    word on a guess leaves out nothing that two must dismiss. A substance that neither holds of is not among them.
    """
    whole = words.get(WHOLE_LINE)
    of_line = [whole] if whole is not None and whole.denies else []
    found: dict[str, str] = {}
    for substance in dict.fromkeys(map(substance_key, line.findings)):
        findings = [(at, each) for at, each in enumerate(line.findings) if substance_key(each) == substance]
        judged = [words[at] for at, _ in findings if at in words] or of_line
        is_left = any(at not in words and is_sure(each) and each.bears != Bears.NO for at, each in findings)
        if any(position.word == CONFIRMED for position in judged):
            found[substance] = CONFIRMED
        elif judged and not is_left and all(position.denies for position in judged):
            found[substance] = DISMISSED
    return found


def certainty_by(word: str | None, certainty: str) -> str:
    """Return how sure it is what goods are: a guess that people confirmed is as sure as what was read."""
    return Certainty.PARSED.value if word == CONFIRMED and certainty == Certainty.GUESS else certainty


MOST_ASKED: Final = 5_000
"""Lines that one query names."""


def words_on_goods(
    lines: Collection[int], guessed: Collection[int] = (), known_at: datetime | None = None
) -> dict[GoodsKey, str]:
    """Return what people made of the substances of some lines of manifests (ids), as known at an instant (None: now).

    A confirmation changes only what was read by a guess: it is looked for on the lines `guessed`. Two to three queries
    for each few thousand lines.
    """
    found: dict[GoodsKey, str] = {}
    for batch in batches(sorted({*lines, *guessed}), MOST_ASKED):
        confirmed = Q(word=CONFIRMED, screened_line__line__in=set(guessed).intersection(batch))
        found |= _goods_of(batch, Q(word=DISMISSED, reason__in=NOT_THE_SUBSTANCE) | confirmed, known_at)
    return found


def _goods_of(lines: Collection[int], deciding: Q, known_at: datetime | None) -> dict[GoodsKey, str]:
    judgements = apps.get_model("watchlist", "Judgement").objects.order_by("number")
    on_lines = judgements.filter(deciding, screened_line__line__in=lines)
    decided = set(on_lines.values_list("screened_line", flat=True))
    if not decided:
        return {}
    words = _words_by_line(judgements.filter(screened_line__in=decided), known_at)
    stored = ScreenedLine.objects.filter(pk__in=decided).values_list("pk", "screening", "line", "record")
    return {
        (screening, line, substance): word
        for pk, screening, line, record in stored
        for substance, word in substance_words(read_line(record), words.get(pk, {})).items()
    }


def _words_by_line(judgements: QuerySet[Any], known_at: datetime | None) -> dict[int, dict[int, PositionWord]]:
    rows = judgements.filter(at__lte=known_at) if known_at else judgements
    found: dict[int, dict[int, PositionWord]] = {}
    for pk, position, word, reason, referral, answer, agreed_at in rows.values_list(*_COLUMNS):
        is_agreed = answer == AGREED and (known_at is None or agreed_at <= known_at)
        effective = word if referral is None or is_agreed else ""
        found.setdefault(pk, {})[position] = PositionWord(effective, reason)
    return found


_COLUMNS: Final = (
    *("screened_line", "position", "word", "reason"),
    *("referral", "referral__answer", "referral__answered_at"),
)
