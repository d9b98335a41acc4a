"""What no constraint can say of releases, because it lies in many tables: none goes past what stands in its way.

A release under authorisation names its documents; any other of goods that ask one or must be held rests on an override
that a second officer confirmed. Whether each line is covered, and notices are given, the verb asks (`release_gate`).
"""

from __future__ import annotations

from string import Template
from typing import Final

from watchlist.migrations._refusals import Guard

STANDING_HITS: Final = """
    SELECT 1 FROM watchlist_case gc
    JOIN watchlist_screenedline gl ON gl.screening_id = gc.screening_id
    JOIN watchlist_hit gh ON gh.screened_line_id = gl.id
    WHERE NOT EXISTS (
        SELECT 1 FROM watchlist_judgement gj LEFT JOIN watchlist_referral gr ON gr.id = gj.referral_id
        WHERE gj.screened_line_id = gl.id AND gj.position = gh.position AND gj.word = 'dismissed'
          AND (gj.referral_id IS NULL OR gr.answer = 'agreed')
          AND gj.number = (
              SELECT MAX(gm.number) FROM watchlist_judgement gm
              WHERE gm.screened_line_id = gl.id AND gm.position = gh.position
          )
    )
"""
"""The findings of a case's last screening that nobody has dismissed; conditions on gc, gl and gh follow."""
OF_LAW: Final = "gh.tier IN ('listed', 'listed_form', 'class_member')"
"""What lays a duty: not what is exempt, announced, or comes close."""
LATER_LOOK_BACK: Final = """
    SELECT 1 FROM watchlist_caselookback lb JOIN watchlist_case lc ON lc.id = lb.case_id
    JOIN watchlist_casescreening ls ON ls.screening_id = lc.screening_id
    WHERE lb.at >= ls.at AND lc.id = d.case_id
"""
"""What a look-back found with the last screening or after it is no hit: nothing lapses after it.

A case that a look-back opened has both at one instant.
"""
NAMES_A_DOCUMENT: Final = """
    NEW.word = 'released_under_authorisation' AND EXISTS (
        SELECT 1 FROM watchlist_authorisation a
        WHERE a.superseded_at IS NULL AND a.revoked_on IS NULL
          AND ' ' || NEW.authorisations || ' ' LIKE '% ' || CAST(a.id AS text) || ' %'
    )
"""
LAST_WORD: Final = """
    (SELECT s.kind FROM watchlist_dutystep s WHERE s.duty_id = d.id AND s.kind <> 'moved'
     ORDER BY s.number DESC LIMIT 1)
"""
OPEN_DUTY: Final = Template("""
    SELECT 1 FROM watchlist_duty d
    WHERE d.case_id = NEW.case_id AND d.action IN ('authorise', 'hold')
      AND NOT (d.action = 'authorise' AND $names_a_document)
      AND NOT (d.action <> 'authorise' AND COALESCE($last_word, '') = 'done')
      AND NOT (
          COALESCE($last_word, '') = 'lapsed'
          AND NOT EXISTS ($standing_hits AND gc.id = d.case_id AND gh.list_key = d.list_key AND $of_law)
          AND NOT EXISTS ($later_look_back)
      )
""").substitute(
    last_word=LAST_WORD,
    standing_hits=STANDING_HITS,
    names_a_document=NAMES_A_DOCUMENT,
    of_law=OF_LAW,
    later_look_back=LATER_LOOK_BACK,
)
DRUG: Final = STANDING_HITS + "AND gc.id = NEW.case_id AND gl.action = 'hold' AND gh.tier = 'drug_reference'"

REFUSALS: Final = (
    Guard(
        "disposition",
        "is_not_past_what_is_missing",
        "what asks a document first is released by an override that a second officer confirmed",
        Template("""
        NEW.word IN ('released', 'released_under_authorisation')
        AND NOT EXISTS (
            SELECT 1 FROM watchlist_releaseoverride o
            WHERE o.referral_id = NEW.referral_id AND o.case_id = NEW.case_id AND o.confirmed_by_id IS NOT NULL
        )
        AND (EXISTS ($open_duty) OR EXISTS ($drug))
        """).substitute(open_duty=OPEN_DUTY, drug=DRUG),
    ),
    Guard(
        "dutystep",
        "lapses_where_no_finding_stands",
        "a duty lapses when no finding of its list stands",
        Template("""
        NEW.kind = 'lapsed' AND EXISTS (
            SELECT 1 FROM watchlist_duty d
            WHERE d.id = NEW.duty_id AND (
                EXISTS ($later_look_back)
                OR EXISTS ($standing_hits AND gc.id = d.case_id AND gh.list_key = d.list_key AND $of_law)
            )
        )
        """).substitute(standing_hits=STANDING_HITS, of_law=OF_LAW, later_look_back=LATER_LOOK_BACK),
    ),
    Guard(
        "releaseoverride",
        "is_of_what_was_asked",
        "an override is asked with a release of its case, by its author, and confirmed by nobody yet",
        """
        NEW.confirmed_by_id IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM watchlist_referral r
            WHERE r.id = NEW.referral_id AND r.kind = 'release' AND r.case_id = NEW.case_id
              AND r.asked_by_id = NEW.by_id AND r.answer = ''
        )
        """,
    ),
    Guard(
        "releaseoverride",
        "is_confirmed_by_who_agreed",
        "an override is confirmed by the second officer who agreed to its release",
        """
        NEW.confirmed_by_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM watchlist_referral r
            WHERE r.id = NEW.referral_id AND r.answer = 'agreed' AND r.answered_by_id = NEW.confirmed_by_id
        )
        """,
        "UPDATE",
    ),
)
