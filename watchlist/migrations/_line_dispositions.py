"""What no constraint can say of words on lines, because it lies in many tables: a released line is as a released case.

It has its second officer where it is controlled, its document, its notices, or an override; and the word of a case
follows from the words on its lines. Whether a document covers a line, and whether a notice of before 2026-12 is due in
advance, the verbs ask alone (`release_gate`): the first compares declared parties, forms, days and amounts, which stand
in records; the second was kept nowhere, and follows from compiled law.
"""

from __future__ import annotations

from string import Template
from typing import Final

from watchlist.migrations._refusals import Guard
from watchlist.migrations._release_gate import DRUG, LAST_WORD, LATER_LOOK_BACK, NAMES_A_DOCUMENT, OF_LAW, STANDING_HITS

RELEASES: Final = "('released', 'released_under_authorisation')"
STAYING: Final = "('refused', 'withdrawn', 'seized')"
WORD_OF_LINE: Final = Template("""
    (SELECT lw.word FROM watchlist_linedisposition lw WHERE lw.screened_line_id = $line
     ORDER BY lw.number DESC LIMIT 1)
""")
MOVING_HITS: Final = STANDING_HITS + Template("AND COALESCE($word, '') NOT IN $staying\n").substitute(
    word=WORD_OF_LINE.substitute(line="gl.id"), staying=STAYING
)
"""The standing findings of a case without those of lines whose goods do not move."""
BY_LINES: Final = """
    SELECT 1 FROM watchlist_linedisposition bd JOIN watchlist_case bc ON bc.id = bd.case_id
    JOIN watchlist_screenedline bl ON bl.id = bd.screened_line_id AND bl.screening_id = bc.screening_id
    WHERE bd.case_id = NEW.case_id
"""
"""Somebody said a word on a line of the last screening."""
LINES: Final = Template("""
    SELECT 1 FROM watchlist_screenedline cl JOIN watchlist_case cc ON cc.screening_id = cl.screening_id
    WHERE cc.id = NEW.case_id AND $word
""").substitute(word=WORD_OF_LINE.substitute(line="cl.id"))
"""The lines of the case's last screening whose word in effect is what follows."""
NEEDS_PEOPLE: Final = """
    (cl.verdict <> 'no_match' OR EXISTS (
        SELECT 1 FROM watchlist_casedue nd JOIN watchlist_caselookback nb ON nb.rescreen_id = nd.rescreen_id
        WHERE nd.screened_line_id = cl.id AND nb.case_id = cc.id
    ))
"""
CONFIRMED_OVERRIDE: Final = """
    SELECT 1 FROM watchlist_releaseoverride o
    WHERE o.referral_id = NEW.referral_id AND o.case_id = NEW.case_id AND o.confirmed_by_id IS NOT NULL
"""
IS_BEFORE_MOVING: Final = "(d.action IN ('authorise', 'hold') OR (d.action = 'notify' AND d.before_moving))"
IS_MET: Final = Template("""
    (d.action = 'authorise' AND $names_a_document) OR (d.action <> 'authorise' AND COALESCE($last_word, '') = 'done')
""").substitute(names_a_document=NAMES_A_DOCUMENT, last_word=LAST_WORD)
OPEN_DUTY: Final = Template("""
    SELECT 1 FROM watchlist_duty d
    WHERE d.case_id = NEW.case_id AND $is_before_moving AND NOT ($is_met)
      AND NOT (
          COALESCE($last_word, '') = 'lapsed'
          AND NOT EXISTS ($standing_hits AND gc.id = d.case_id AND gh.list_key = d.list_key AND $of_law)
          AND NOT EXISTS ($later_look_back)
      )
""").substitute(
    is_before_moving=IS_BEFORE_MOVING,
    is_met=IS_MET,
    last_word=LAST_WORD,
    standing_hits=STANDING_HITS,
    of_law=OF_LAW,
    later_look_back=LATER_LOOK_BACK,
)
OPEN_DUTY_OF_LINE: Final = Template("""
    SELECT 1 FROM watchlist_duty d
    WHERE d.case_id = NEW.case_id AND $is_before_moving AND NOT ($is_met)
      AND (
          EXISTS ($later_look_back)
          OR EXISTS (
              $standing_hits AND gc.id = d.case_id AND gl.id = NEW.screened_line_id AND gh.list_key = d.list_key
              AND $of_law
          )
      )
""").substitute(
    is_before_moving=IS_BEFORE_MOVING,
    is_met=IS_MET,
    standing_hits=STANDING_HITS,
    of_law=OF_LAW,
    later_look_back=LATER_LOOK_BACK,
)
CONTROLLED_LOOK_BACK: Final = """
    SELECT 1 FROM watchlist_casedue d JOIN watchlist_caselookback b ON b.rescreen_id = d.rescreen_id
    JOIN watchlist_case c ON c.id = b.case_id AND c.shipment = d.shipment
    WHERE c.id = NEW.case_id AND (d.verdict = 'controlled' OR d.action = 'hold')
"""

OF_LINES: Final = (
    Guard(
        "referralline",
        "is_asked_with_its_release",
        "the lines of a release are named before it is answered, and are of the last screening of its case",
        """
        NOT EXISTS (
            SELECT 1 FROM watchlist_referral r JOIN watchlist_case c ON c.id = r.case_id
            JOIN watchlist_screenedline l ON l.screening_id = c.screening_id
            WHERE r.id = NEW.referral_id AND l.id = NEW.screened_line_id AND r.kind = 'release' AND r.answer = ''
        )
        """,
    ),
    Guard(
        "linedisposition",
        "is_of_an_open_case",
        "a word on a line is of the last screening of its case, which is open",
        """
        NOT EXISTS (
            SELECT 1 FROM watchlist_case c JOIN watchlist_screenedline l ON l.screening_id = c.screening_id
            WHERE c.id = NEW.case_id AND l.id = NEW.screened_line_id AND c.state <> 'closed'
        )
        """,
    ),
    Guard(
        "linedisposition",
        "comes_in_turn",
        "a word on a line follows the one before",
        """
        NEW.number <> COALESCE(
            (SELECT MAX(t.number) + 1 FROM watchlist_linedisposition t WHERE t.screened_line_id = NEW.screened_line_id),
            1
        )
        """,
    ),
    Guard(
        "linedisposition",
        "of_what_is_controlled_is_by_two",
        "a line that is controlled is released by one officer and by a second",
        Template("""
        NEW.word IN $releases AND NEW.referral_id IS NULL AND EXISTS (
            SELECT 1 FROM watchlist_screenedline l JOIN watchlist_casescreening s ON s.screening_id = l.screening_id
            JOIN watchlist_case c ON c.id = s.case_id
            WHERE s.case_id = NEW.case_id AND (l.verdict = 'controlled' OR l.action = 'hold')
              AND (l.id = NEW.screened_line_id OR l.screening_id <> c.screening_id)
            UNION ALL $look_back
        )
        """).substitute(releases=RELEASES, look_back=CONTROLLED_LOOK_BACK),
    ),
    Guard(
        "linedisposition",
        "names_what_was_agreed",
        "a word on a line names a release of its case, word, author and documents that names the line and was agreed",
        """
        NEW.referral_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM watchlist_referral r JOIN watchlist_referralline n ON n.referral_id = r.id
            WHERE r.id = NEW.referral_id AND n.screened_line_id = NEW.screened_line_id AND r.kind = 'release'
              AND r.case_id = NEW.case_id AND r.word = NEW.word AND r.asked_by_id = NEW.by_id AND r.answer = 'agreed'
              AND r.authorisations = NEW.authorisations
        )
        """,
    ),
    Guard(
        "linedisposition",
        "is_not_past_what_is_missing",
        "a line that lacks a document or a notice is released by an override that a second officer confirmed",
        Template("""
        NEW.word IN $releases AND NOT EXISTS ($override)
        AND (EXISTS ($open_duty) OR EXISTS ($drug AND gl.id = NEW.screened_line_id))
        """).substitute(releases=RELEASES, override=CONFIRMED_OVERRIDE, open_duty=OPEN_DUTY_OF_LINE, drug=DRUG),
    ),
)
OF_CASES: Final = (
    Guard(
        "disposition",
        "of_what_is_controlled_is_by_two",
        "what is controlled is released by one officer and by a second",
        Template("""
        NEW.word IN $releases AND NEW.referral_id IS NULL AND NOT EXISTS ($by_lines) AND EXISTS (
            SELECT 1 FROM watchlist_screenedline l JOIN watchlist_casescreening s ON s.screening_id = l.screening_id
            WHERE s.case_id = NEW.case_id AND (l.verdict = 'controlled' OR l.action = 'hold')
            UNION ALL $look_back
        )
        """).substitute(releases=RELEASES, by_lines=BY_LINES, look_back=CONTROLLED_LOOK_BACK),
    ),
    Guard(
        "disposition",
        "names_what_was_agreed",
        "a disposition names a release of its case, word and author that names no line, and to which a second agreed",
        """
        NEW.referral_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM watchlist_referral r
            WHERE r.id = NEW.referral_id AND r.kind = 'release' AND r.case_id = NEW.case_id AND r.word = NEW.word
              AND r.asked_by_id = NEW.by_id AND r.answer = 'agreed'
              AND NOT EXISTS (SELECT 1 FROM watchlist_referralline n WHERE n.referral_id = r.id)
        )
        """,
    ),
    Guard(
        "disposition",
        "is_not_past_what_is_missing",
        "what asks a document or a notice first is released by an override that a second officer confirmed",
        Template("""
        NEW.word IN $releases AND NOT EXISTS ($by_lines) AND NOT EXISTS ($override)
        AND (EXISTS ($open_duty) OR EXISTS ($drug))
        """).substitute(
            releases=RELEASES, by_lines=BY_LINES, override=CONFIRMED_OVERRIDE, open_duty=OPEN_DUTY, drug=DRUG
        ),
    ),
    Guard(
        "disposition",
        "follows_from_its_lines",
        "the word of a case on whose lines words were said follows from them, and only then counts them",
        Template("""
        (NEW.line_counts <> '' AND NOT EXISTS ($by_lines))
        OR (EXISTS ($by_lines) AND (
            NEW.line_counts = '' OR NEW.referral_id IS NOT NULL
            OR EXISTS ($lines = 'held')
            OR EXISTS ($lines IS NULL AND $needs_people)
            OR (NEW.word IN $releases AND EXISTS ($lines IN $staying))
            OR (NEW.word IN $staying AND EXISTS ($lines IN $releases))
            OR (NEW.word IN $staying AND EXISTS ($lines IS NULL))
            OR (NEW.word IN $staying AND NOT EXISTS ($lines = NEW.word))
            OR (NEW.word NOT IN $staying AND NOT EXISTS ($lines IN $releases))
            OR (NEW.word = 'in_part' AND NOT EXISTS ($lines IN $staying))
        ))
        """).substitute(by_lines=BY_LINES, lines=LINES, needs_people=NEEDS_PEOPLE, releases=RELEASES, staying=STAYING),
    ),
    Guard(
        "dutystep",
        "lapses_where_no_finding_stands",
        "a duty lapses when no finding of its list stands on a line whose goods may move",
        Template("""
        NEW.kind = 'lapsed' AND EXISTS (
            SELECT 1 FROM watchlist_duty d
            WHERE d.id = NEW.duty_id AND (
                EXISTS ($later_look_back)
                OR EXISTS ($moving_hits AND gc.id = d.case_id AND gh.list_key = d.list_key AND $of_law)
            )
        )
        """).substitute(moving_hits=MOVING_HITS, of_law=OF_LAW, later_look_back=LATER_LOOK_BACK),
    ),
)
"""Guards of cases and duties as they were, and what words on lines change of them."""
REFUSALS: Final = (*OF_LINES, *OF_CASES)
