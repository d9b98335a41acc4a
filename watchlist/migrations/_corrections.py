"""What no constraint can say of corrections, because it lies in other tables: what no person corrects alone.

What a controlled line is, and whatever lowers the verdict or the action of a line, is corrected by two. And of the
words on other lines: those that are the same to the byte after a correction keep them, and only the words that held.
"""

from __future__ import annotations

from string import Template
from typing import Final

from watchlist.migrations._refusals import Guard

IDENTITY: Final = "('name', 'cas', 'smiles', 'inchi', 'concentration')"


def _rank(column: str, words: tuple[str, ...]) -> str:
    """Return the place of a column's word in an order, the strongest first."""
    cases = " ".join(f"WHEN '{word}' THEN {place}" for place, word in enumerate(words))
    return f"(CASE {column} {cases} ELSE {len(words)} END)"


VERDICTS: Final = ("controlled", "review", "unresolved", "no_match")
ACTIONS: Final = ("hold", "authorise", "notify", "unknown", "record", "none_known")
LOWERS: Final = f"""
    {_rank("w.verdict", VERDICTS)} < {_rank("n.verdict", VERDICTS)}
    OR (w.verdict <> 'unresolved' AND {_rank("w.action", ACTIONS)} < {_rank("n.action", ACTIONS)})
"""
"""`w` is the line as it was, `n` as it is answered now. Of goods that nobody could identify no action was known."""
NOT_ITS_ANSWER: Final = """
    NEW.answered_line_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM watchlist_screenedline w
        JOIN watchlist_manifestline wl ON wl.id = w.line_id JOIN watchlist_manifest wm ON wm.id = wl.manifest_id
        JOIN watchlist_screenedline n ON n.id = NEW.answered_line_id AND n.id <> w.id
        JOIN watchlist_manifestline nl ON nl.id = n.line_id AND nl.number = wl.number
        JOIN watchlist_manifest nm ON nm.id = nl.manifest_id AND nm.sha256 = wm.sha256 AND nm.reference = wm.reference
        WHERE w.id = NEW.screened_line_id
    )
"""
ANSWERED: Final = Guard(
    "linecorrection",
    "is_answered_by_its_own_line",
    "a correction takes effect with the same line of the same file, answered anew",
    NOT_ITS_ANSWER,
)
CARRIED: Final = """
    SELECT 1 FROM watchlist_judgement o
    JOIN watchlist_screenedline ol ON ol.id = o.screened_line_id
    JOIN watchlist_screenedline nl ON nl.id = NEW.screened_line_id AND nl.record = ol.record
    LEFT JOIN watchlist_referral r ON r.id = o.referral_id
    WHERE o.id = NEW.carried_from_id AND o.case_id = NEW.case_id AND o.position = NEW.position AND o.word = NEW.word
      AND o.reason = NEW.reason AND o.note = NEW.note AND o.by_id = NEW.by_id AND o.at = NEW.at
      AND (o.referral_id IS NULL OR r.answer = 'agreed' OR (r.answer = '' AND NEW.referral_id IS NOT NULL))
      AND o.number = (
          SELECT MAX(m.number) FROM watchlist_judgement m
          WHERE m.screened_line_id = o.screened_line_id AND m.position = o.position
      )
"""

REFUSALS: Final = (
    Guard(
        "linecorrection",
        "is_asked_before_it_is_answered",
        "what a second officer is asked is written before the answer",
        "NEW.answer <> ''",
    ),
    Guard(
        "linecorrection",
        "of_identity_is_by_two",
        "what a controlled line is, is corrected by one officer and by a second",
        Template("""
        NOT NEW.needs_second AND NEW.field IN $identity AND EXISTS (
            SELECT 1 FROM watchlist_screenedline w WHERE w.id = NEW.screened_line_id AND w.verdict = 'controlled'
        )
        """).substitute(identity=IDENTITY),
    ),
    Guard(
        "linecorrection",
        "that_lowers_is_by_two",
        "what lowers the verdict or the action of a line is corrected by one officer and by a second",
        Template("""
        NOT NEW.needs_second AND EXISTS (
            SELECT 1 FROM watchlist_screenedline w JOIN watchlist_screenedline n ON n.id = NEW.answered_line_id
            WHERE w.id = NEW.screened_line_id AND ($lowers)
        )
        """).substitute(lowers=LOWERS),
    ),
    ANSWERED,
    ANSWERED._replace(verb="UPDATE"),
    Guard(
        "judgement",
        "of_law_is_dismissed_by_two",
        "a sure finding of law is dismissed by one officer and by a second",
        """
        NEW.word = 'dismissed' AND NEW.referral_id IS NULL AND NEW.carried_from_id IS NULL AND EXISTS (
            SELECT 1 FROM watchlist_hit h WHERE h.screened_line_id = NEW.screened_line_id AND h.is_legal
              AND (h.position = NEW.position OR NEW.position = -1)
        )
        """,
    ),
    Guard(
        "judgement",
        "is_carried_as_it_held",
        "a word is carried over as it held, to a line that is the same to the byte",
        Template("NEW.carried_from_id IS NOT NULL AND NOT EXISTS ($carried)").substitute(carried=CARRIED),
    ),
)
"""The guard of judgements takes the place of the one of its name: a word that is carried over was agreed to before."""
