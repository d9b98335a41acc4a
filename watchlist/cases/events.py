"""What happened in a case, kept twice: in the case and in the chain of the audit; and each event in a sentence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from watchlist import audit
from watchlist.audit import KEEP_RESTRICTED, canonical
from watchlist.cases.judgement_models import (
    DISPOSITION_LABELS,
    DROPPED_LABELS,
    FIELD_LABELS,
    JUDGED_LABELS,
    OVERRIDE_LABELS,
    REASON_LABELS,
    ROUTE_RESULT_LABELS,
    THE_LINE,
)
from watchlist.cases.models import Case, CaseEvent
from watchlist.cases.rights import sees_reports
from watchlist.conf import API
from watchlist.engine.reports import VERDICTS, day, visible
from watchlist.engine.texts import grouped, lowered
from watchlist.webhooks import WebhookDelivery, announce

CASE_OPENED: Final = "case.opened"
CASE_CLOSED: Final = "case.closed"
EVENTS: Final = {
    "open": "Case opened",
    "screened_again": "Screened again",
    "law_changed": "Law changed",
    "assign": "Assigned",
    "hold": "Put on hold",
    "why_held": "Why it is on hold",
    "why_resumed": "Why it goes on",
    "await_authority": "Waits for an authority",
    "report": "Reported to an authority",
    "resume": "Taken off hold",
    "snooze": "Let rest",
    "note": "Note",
    "attach": "File added",
    "do_duty": "Duty ticked as done",
    "look_at_duty": "Looked whether a report is due",
    "undo_duty": "Duty not done after all",
    "move_duty": "Deadline moved",
    "judge": "Judged",
    "judge_line": "Judged a line",
    "judge_alike": "Judged equal lines",
    "judge_substance": "Judged a substance",
    "take_back": "Took a judgement back",
    "ask_release": "Release asked for",
    "ask_override": "Release asked for past what is missing",
    "lapse_duties": "Duties lapsed",
    "agreed": "Second officer agreed",
    "refused": "Second officer refused",
    "agreed_alike": "Second officer agreed on equal lines",
    "refused_alike": "Second officer refused on equal lines",
    "dispose": "Disposition",
    "dispose_lines": "Disposition of lines",
    "reopen": "Reopened",
    "correct": "Line corrected",
    "ask_correction": "Correction asked for",
    "begin_correction": "Correction begun",
    "drop_correction": "Correction dropped",
    "draft_question": "Question to the shipper drafted",
    "send_question": "Question to the shipper sent",
    "answer_question": "Shipper answered",
    "withdraw_question": "Question withdrawn",
    "check_route": "Law of the route checked",
    "ask_route_check": "Route check asked for, for any shipment",
    "make_dossier": "Dossier made",
    "make_pack": "Filing pack made",
}
"""Each verb as a dossier names it: what has no words cannot happen."""
VERBS: Final = frozenset(EVENTS)


def record_event(
    case: Case,
    verb: str,
    by: str,
    *,
    text: str = "",
    facts: Mapping[str, Any] | None = None,
    restricted: bool = False,
    at: datetime | None = None,
    rows: Iterable[models.Model] = (),
) -> CaseEvent:
    """Append an event to a case and to the audit, and return it; `rows`: other rows written with it.

    Of a restricted one the audit, which more people read, holds the digest alone, and the case does not seem to change.
    Raises `ValueError` for a verb that is none of `VERBS`.
    """
    if verb not in VERBS:
        raise ValueError(f"{verb} is no verb of cases: give it words")
    at, body = at or datetime.now(UTC), canonical(facts or {})
    event = CaseEvent.objects.create(case=case, at=at, by=by, verb=verb, text=text, facts=body, restricted=restricted)
    payload: dict[str, Any] = {"text": text, "facts": dict(facts or {})}
    if restricted:
        payload = {"event": event.pk, "sha256": hashlib.sha256(f"{verb} {text} {body}".encode()).hexdigest()}
    else:
        Case.objects.filter(pk=case.pk).update(changed_at=at)
    audit.append(
        actor=by,
        verb=KEEP_RESTRICTED if restricted else verb,
        target_kind="case",
        target_key="" if restricted else case.number,
        payload=payload,
        at=at,
        rows=[case, event, *rows],
    )
    return event


def announce_case(case: Case, event: str) -> list[WebhookDelivery]:
    """Store the webhook deliveries of an event, in its transaction, and return them; the next sweep sends them."""
    payload = {"case": case.number, "link": f"{API}cases/{case.number}/"}
    return announce(event=event, subject=case.number, payload=payload, audience=None)


SENTENCES: Final[Mapping[str, Promise]] = {
    "open": _("The case was opened: %(verdict)s."),
    "screened_again": _("The shipment was screened again: %(verdict)s."),
    "law_changed": _("The law changed, and %(lines)s lines would be answered otherwise."),
    "law_changed_one": _("The law changed, and 1 line would be answered otherwise."),
    "judge": _("%(by)s judged finding %(finding)s of line %(line)s: %(word)s."),
    "judge_dismissed": _("%(by)s judged finding %(finding)s of line %(line)s: %(word)s, for %(reason)s."),
    "judge_line": _("%(by)s judged line %(line)s: %(word)s."),
    "judge_line_dismissed": _("%(by)s judged line %(line)s: %(word)s, for %(reason)s."),
    "judge_alike": _("%(by)s judged equal lines %(lines)s: %(word)s."),
    "judge_alike_dismissed": _("%(by)s judged equal lines %(lines)s: %(word)s, for %(reason)s."),
    "judge_substance": _("%(by)s judged %(substance)s on lines %(lines)s: %(word)s."),
    "judge_substance_dismissed": _("%(by)s judged %(substance)s on lines %(lines)s: %(word)s, for %(reason)s."),
    "take_back": _("%(by)s took back their word on lines %(lines)s."),
    "assign": _("%(by)s gave the case to %(to)s."),
    "assign_nobody": _("%(by)s gave the case to nobody."),
    "hold": _("%(by)s put the case on hold."),
    "why_held": _("%(by)s kept why the case is on hold."),
    "why_resumed": _("%(by)s kept why the case goes on."),
    "await_authority": _("%(by)s has the case wait for an authority."),
    "report": _("%(by)s reported the shipment to %(authority)s (%(jurisdiction)s), sent on %(sent_on)s."),
    "resume": _("%(by)s took the case off hold."),
    "snooze": _("%(by)s let the case rest until %(until)s."),
    "snooze_end": _("%(by)s ended the rest of the case."),
    "note": _("%(by)s wrote a note."),
    "attach": _("%(by)s added the file %(name)s."),
    "do_duty": _("%(by)s ticked a duty as done: %(duty)s."),
    "look_at_duty": _("%(by)s looked whether a report is due, which this does not say: %(duty)s."),
    "undo_duty": _("%(by)s said that a duty is not done after all: %(duty)s."),
    "move_duty": _("%(by)s moved a deadline from %(from)s to %(due_on)s: %(duty)s."),
    "move_duty_first": _("%(by)s set %(due_on)s as the deadline: %(duty)s."),
    "ask_release": _("%(by)s asked a second officer to agree: %(word)s."),
    "ask_release_lines": _("%(by)s asked a second officer to agree for lines %(lines)s: %(word)s."),
    "ask_override_lines": _("%(by)s asked a second officer to release lines %(lines)s past what is missing: %(word)s."),
    "ask_override": _("%(by)s asked a second officer to release past what is missing: %(word)s."),
    "lapse_duties": _("Duties that no finding lays any more have lapsed: %(lapsed)s; taken up again: %(back)s."),
    "agreed_release": _("%(by)s agreed to what %(asked_by)s asked for: %(word)s."),
    "refused_release": _("%(by)s refused what %(asked_by)s asked for: %(word)s."),
    "agreed_dismissal": _("%(by)s agreed to a dismissal that %(asked_by)s asked for."),
    "refused_dismissal": _("%(by)s refused a dismissal that %(asked_by)s asked for."),
    "agreed_alike": _("%(by)s agreed to dismissals that %(asked_by)s asked for, on lines %(lines)s."),
    "refused_alike": _("%(by)s refused dismissals that %(asked_by)s asked for, on lines %(lines)s."),
    "dispose": _("%(by)s closed the case: %(word)s."),
    "dispose_seconded": _("%(by)s closed the case: %(word)s. %(second)s agreed."),
    "dispose_by_line": _("%(by)s closed the case by the words on its lines: %(word)s (%(counts)s)."),
    "dispose_lines_one": _("%(by)s decided on line %(lines)s: %(word)s."),
    "dispose_lines_one_seconded": _("%(by)s decided on line %(lines)s: %(word)s. %(second)s agreed."),
    "dispose_lines": _("%(by)s decided on lines %(lines)s: %(word)s."),
    "dispose_lines_seconded": _("%(by)s decided on lines %(lines)s: %(word)s. %(second)s agreed."),
    "reopen": _("%(by)s reopened the case."),
    "correct": _("%(by)s corrected the %(field)s of line %(line)s from “%(declared)s” to “%(corrected)s”."),
    "correct_party": _("%(by)s corrected the %(field)s of line %(line)s."),
    "ask_correction": _(
        "%(by)s asked a second officer to correct the %(field)s of line %(line)s"
        " from “%(declared)s” to “%(corrected)s”."
    ),
    "ask_correction_party": _("%(by)s asked a second officer to correct the %(field)s of line %(line)s."),
    "begin_correction": _(
        "%(by)s corrected the %(field)s of line %(line)s from “%(declared)s” to “%(corrected)s”:"
        " it takes effect when the shipment has been answered anew."
    ),
    "begin_correction_party": _(
        "%(by)s corrected the %(field)s of line %(line)s: it takes effect when the shipment has been answered anew."
    ),
    "drop_correction": _("A correction of line %(line)s by %(asked_by)s came to nothing: %(dropped)s."),
    "agreed_correction": _("%(by)s agreed to a correction of line %(line)s that %(asked_by)s asked for."),
    "refused_correction": _("%(by)s refused a correction of line %(line)s that %(asked_by)s asked for."),
    "draft_question": _("%(by)s drafted question %(question)s about lines %(lines)s."),
    "send_question": _(
        "%(by)s sent question %(question)s about lines %(lines)s on %(sent_on)s; the answer is due on %(due_on)s."
    ),
    "answer_question": _("%(by)s wrote down the answer to question %(question)s about lines %(lines)s."),
    "withdraw_question": _("%(by)s withdrew question %(question)s about lines %(lines)s."),
    "check_route": _("%(by)s checked the law of %(country)s for this shipment: %(result)s (%(check)s)."),
    "ask_route_check": _(
        "%(by)s asked a second officer to let a check of the law of %(country)s hold until %(until)s: %(result)s"
        " (%(check)s)."
    ),
    "make_dossier": _("%(by)s made a dossier of the case (%(form)s)."),
    "make_pack": _("%(by)s made the filing pack %(pack)s (%(form)s)."),
}
"""What each event says, by its verb and, where a verb says more than one thing, what it was said of."""
DECLARED: Final = frozenset({"declared", "corrected"})
"""Texts of a line, as they were before and after a correction; there may be none."""
MOST_SPANS: Final = 12
_READ: Final[Mapping[str, Mapping[Any, str]]] = {
    "verdict": VERDICTS,
    "word": JUDGED_LABELS | DISPOSITION_LABELS,
    "reason": REASON_LABELS,
    "override": OVERRIDE_LABELS,
    "result": ROUTE_RESULT_LABELS,
    "dropped": DROPPED_LABELS,
}
_OTHERWISE: Final = _("%(by)s: %(verb)s.")


def events_of(case: Case, user: User | AnonymousUser) -> QuerySet[CaseEvent]:
    """Return the events of a case that a person may know of, the last first."""
    rows = CaseEvent.objects.filter(case=case).order_by("-pk")
    return rows if sees_reports(user) else rows.filter(restricted=False)


def sentence_of(event: CaseEvent) -> str:
    """Return an event as a sentence; what the person wrote stands beside it, in `event.text`."""
    facts: dict[str, Any] = json.loads(event.facts)
    variant = _VARIANTS[event.verb](facts) if event.verb in _VARIANTS else ""
    sentence = SENTENCES.get(event.verb + variant, _OTHERWISE)
    fields = {name: _fact_text(name, value) for name, value in facts.items()}
    text = str(sentence) % {"by": event.by, "verb": event.verb.replace("_", " "), **fields}
    goods = visible(str(facts.get("goods") or ""))
    return gettext("%(sentence)s Goods: %(goods)s.") % {"sentence": text, "goods": goods} if goods else text


def _fact_text(name: str, value: Any) -> str:
    """Return the text of a fact: findings from 1, days as people write them, stored words translated."""
    if name == "finding":
        return str(value + 1)
    if name == "field":
        return gettext(FIELD_LABELS.get(value, value))
    if name in DECLARED:
        return str(value) or gettext("nothing")
    if (write := _WRITERS.get(name)) and value:
        return write(value)
    word = _READ.get(name, {}).get(value)
    return lowered(gettext(word)) if word else str(value)


def _lines_text(value: Any) -> str:
    return spans(value) if isinstance(value, list) else str(value)


def counts_text(counts: Mapping[str, int]) -> str:
    """Return how many lines have each word: "released 38, refused 1, held back 2"; "" of none."""
    labels = {word: label for word, label in DISPOSITION_LABELS.items() if word in counts}
    return ", ".join(
        gettext("%(word)s %(number)s") % {"word": lowered(gettext(label)), "number": grouped(counts[word])}
        for word, label in labels.items()
    )


def spans(numbers: Iterable[int]) -> str:
    """Return numbers of lines, the first spans of them: "1–40, 52, 60–61"; "…" stands for those after."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    texts = [str(first) if first == last else f"{first}–{last}" for first, last in found]
    return ", ".join([*texts[:MOST_SPANS], "…"] if len(texts) > MOST_SPANS else texts)


def _dismissed(facts: Mapping[str, Any]) -> str:
    return "_dismissed" if facts.get("reason") else ""


def _seconded(facts: Mapping[str, Any]) -> str:
    return "_seconded" if facts.get("second") else ""


_VARIANTS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "law_changed": lambda facts: "_one" if facts["lines"] == 1 else "",
    "judge": lambda facts: ("_line" if facts["finding"] == THE_LINE else "") + _dismissed(facts),
    "judge_line": _dismissed,
    "judge_alike": _dismissed,
    "judge_substance": _dismissed,
    "assign": lambda facts: "" if facts["to"] else "_nobody",
    "snooze": lambda facts: "" if facts["until"] else "_end",
    "move_duty": lambda facts: "" if facts["from"] else "_first",
    "agreed": lambda facts: f"_{facts['kind']}",
    "refused": lambda facts: f"_{facts['kind']}",
    "dispose": lambda facts: "_by_line" if facts.get("counts") else _seconded(facts),
    "dispose_lines": lambda facts: ("_one" if len(facts["lines"]) == 1 else "") + _seconded(facts),
    "correct": lambda facts: "" if "corrected" in facts else "_party",
    "ask_correction": lambda facts: "" if "corrected" in facts else "_party",
    "begin_correction": lambda facts: "" if "corrected" in facts else "_party",
    "ask_release": lambda facts: "_lines" if facts.get("lines") else "",
    "ask_override": lambda facts: "_lines" if facts.get("lines") else "",
}


def _day_text(value: Any) -> str:
    return day(str(value))


_WRITERS: Final[Mapping[str, Callable[[Any], str]]] = {
    "lines": _lines_text,
    "counts": counts_text,
    **dict.fromkeys(("from", "until", "due_on", "sent_on"), _day_text),
}
"""What writes a fact that is no word: numbers of lines, counts by word, days."""
