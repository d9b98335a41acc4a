"""What no constraint can say of a change set, because it lies in two tables: who may say what, and when.

A revision comes in turn, and none after a decision; where the gates spoke, the first person says why they go on. A
decision is on the last revision of a set that no later one overtook, and names its true proposer, so that the
constraint beside it keeps the two apart; nor is it by who wrote that change, if another revised the set since. Only
what was accepted is applied.
"""

from __future__ import annotations

from typing import Final

from watchlist.migrations._refusals import Guard

REFUSALS: Final = (
    Guard(
        "revision",
        "in_turn",
        "a revision follows the one before, and none follows a decision",
        """
        NEW.number <> COALESCE(
            (SELECT MAX(number) + 1 FROM watchlist_revision WHERE change_set_id = NEW.change_set_id),
            (SELECT CASE WHEN source_id IS NULL THEN 1 ELSE 0 END FROM watchlist_changeset WHERE id = NEW.change_set_id)
        )
        OR EXISTS (
            SELECT 1 FROM watchlist_decision d JOIN watchlist_change c ON c.id = d.change_id
            JOIN watchlist_revision r ON r.id = c.revision_id WHERE r.change_set_id = NEW.change_set_id
        )
        """,
    ),
    Guard(
        "revision",
        "minds_the_gates",
        "the gates spoke: whoever takes the change set up says why",
        """
        NEW.number = 1 AND NEW.note = ''
        AND EXISTS (SELECT 1 FROM watchlist_changeset WHERE id = NEW.change_set_id AND gates <> '')
        """,
    ),
    Guard(
        "decision",
        "names_the_proposer",
        "a decision names who proposed the last revision, which a person took up",
        """
        NOT EXISTS (
            SELECT 1 FROM watchlist_change c JOIN watchlist_revision r ON r.id = c.revision_id
            WHERE c.id = NEW.change_id AND r.proposed_by_id = NEW.proposed_by_id
              AND r.number = (SELECT MAX(number) FROM watchlist_revision WHERE change_set_id = r.change_set_id)
        )
        """,
    ),
    Guard(
        "decision",
        "is_not_overtaken",
        "a later edition was read: decide on its change set",
        """
        EXISTS (
            SELECT 1 FROM watchlist_change c JOIN watchlist_revision r ON r.id = c.revision_id
            JOIN watchlist_changeset s ON s.id = r.change_set_id
            JOIN watchlist_changeset later ON later.source_id = s.source_id AND later.opened_at > s.opened_at
            WHERE c.id = NEW.change_id
        )
        """,
    ),
    Guard(
        "decision",
        "is_by_another_author",
        "nobody decides on words that he brought in, though another made a later revision",
        """
        EXISTS (
            SELECT 1 FROM watchlist_change c JOIN watchlist_revision r ON r.id = c.revision_id
            JOIN watchlist_revision own
              ON own.change_set_id = r.change_set_id AND own.proposed_by_id = NEW.decided_by_id
            JOIN watchlist_change said
              ON said.revision_id = own.id AND said.position = c.position AND said."after" = c."after"
            LEFT JOIN watchlist_revision prior
              ON prior.change_set_id = r.change_set_id AND prior.number = own.number - 1
            LEFT JOIN watchlist_change was ON was.revision_id = prior.id AND was.position = c.position
            WHERE c.id = NEW.change_id AND (was.id IS NULL OR was."after" <> said."after")
        )
        """,
    ),
    Guard(
        "application",
        "was_accepted",
        "only what a second person accepted is applied",
        "NOT EXISTS (SELECT 1 FROM watchlist_decision WHERE id = NEW.decision_id AND accepted)",
    ),
)
