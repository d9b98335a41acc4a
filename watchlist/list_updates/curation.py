"""The rules of curation, asked of one change: those of the seeds that look at a row alone, and what it refers to.

One change becomes a seed text, so that the rules of the seeds can be asked of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from django.utils.translation import gettext_lazy as _

from chemistry import normalise_name
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law import SchedulingFacts, text
from watchlist.engine.law.text import rules
from watchlist.law_store import Authority, ClassRule, ControlList, Instrument, ListEntry, Scheduling
from watchlist.list_updates.change_models import Change
from watchlist.list_updates.change_schema import NewSubstance
from watchlist.list_updates.drafting import ChangeDraft, ParsedChange, parse_change
from watchlist.list_updates.entry_facts import is_held_act, is_held_as_described
from watchlist.substances import Description, Identifier, Name, SubstanceFacts

RULES: Final[tuple[rules.Rule, ...]] = (
    rules.required_cells_are_filled,
    rules.words_are_known,
    rules.cells_fit,
    rules.keys_are_slugs,
    rules.dates_and_numbers_can_be_read,
    rules.a_date_agrees_with_its_precision,
    rules.what_is_confirmed_has_a_source,
    rules.a_measure_fits_its_kind,
    rules.a_limit_fits_its_effect,
    rules.a_form_that_is_reached_can_be,
    rules.an_act_is_adopted_before_it_is_published,
    rules.numbers_have_their_check_digit,
    rules.numbers_agree_with_the_dictionary,
)
"""Those of the seeds that can be asked of one row."""

DESCRIBE_IT: Final = "no held substance bears this name: say which it is, or describe it"
SAY_WHEN: Final = "the publication names no day: say from which day it holds"


def faults_of(draft: ChangeDraft) -> tuple[str, ...]:
    """Return why a change could not be written into the law, a sentence each; none where it applies to nothing."""
    if draft.after is None:
        return ()
    try:
        parsed = parse_change(draft)
        seed_text = text_of_change(draft, parsed)
        breaches = [found.what for rule in RULES for found in rule(seed_text)]
    except CorrectTheData as error:
        return (str(error),)
    return tuple(dict.fromkeys((*breaches, *(fault for check in CHECKS for fault in check(draft, parsed)))))


def refuse_unfit(draft: ChangeDraft) -> None:
    """Raise `CorrectTheData`, with the first reason, where a change could not be written into the law."""
    if faults := faults_of(draft):
        message = "%(name)s: %(fault)s" if len(faults) == 1 else _("%(name)s: %(fault)s (and %(more)d more)")
        raise CorrectTheData(message, name=draft.name, fault=faults[0], more=len(faults) - 1)


def _list_is_held(draft: ChangeDraft, parsed: ParsedChange) -> Iterator[str]:
    if not ControlList.objects.filter(key=draft.list_key).exists():
        yield f"no list {draft.list_key!r} is held"
    if draft.kind == Change.Kind.ADD:
        return
    entry_count = ListEntry.objects.filter(key__in=draft.entries, control_list__key=draft.list_key).count()
    if not draft.entries or entry_count != len(draft.entries):
        yield "it bears on no entry that is held in this list: say on which"
    if draft.kind != Change.Kind.CORRECT and len(draft.entries) > 1:
        yield "it bears on one entry at a time"
    yield from (
        f"{entry}: not an entry of this change" for entry, *_ in parsed.corrections if entry not in draft.entries
    )


def _substance_is_known(draft: ChangeDraft, parsed: ParsedChange) -> Iterator[str]:
    if draft.kind != Change.Kind.ADD:
        return
    is_held = Description.objects.current().filter(substance__key=parsed.substance).exists()
    if parsed.new_substance is not None:
        if parsed.new_substance.key != parsed.substance:
            yield f"substance {parsed.substance!r}: the one described is {parsed.new_substance.key!r}"
        if not is_held_as_described(parsed.new_substance):
            yield from _names_and_numbers_are_free(parsed.new_substance)
    elif not is_held:
        yield f"no substance {parsed.substance!r} is held" if parsed.substance else DESCRIBE_IT


def _names_and_numbers_are_free(new_substance: NewSubstance) -> Iterator[str]:
    if Description.objects.current().filter(substance__key=new_substance.key).exists():
        yield f"substance {new_substance.key!r} is held already, and otherwise"
    for row in (
        Identifier.objects.current().filter(scheme="cas", value__in=new_substance.cas).select_related("substance")
    ):
        yield f"cas {row.value} is of {row.substance.key}, which is held"
    named = {normalise_name(text) for text in (new_substance.name, *new_substance.names)}
    for name in Name.objects.current().select_related("substance").iterator():
        if normalise_name(name.text) in named:
            yield f"name {name.text!r} is of {name.substance.key}, which is held"


def _act_is_held(draft: ChangeDraft, parsed: ParsedChange) -> Iterator[str]:
    written = [facts.instrument for facts in parsed.listings] + ([parsed.removal.instrument] if parsed.removal else [])
    for key in dict.fromkeys(written):
        if not (parsed.act and parsed.act.key == key) and not Instrument.objects.current().filter(key=key).exists():
            yield f"instrument {key!r} is not held" if key else "say by which act"
    if parsed.act and not Authority.objects.filter(key=parsed.act.authority).exists():
        yield f"authority {parsed.act.authority!r} is not held"
    if parsed.act and Instrument.objects.current().filter(key=parsed.act.key).exists() and not is_held_act(parsed.act):
        yield f"instrument {parsed.act.key!r} is held already, and says otherwise"


def _rules_are_held(draft: ChangeDraft, parsed: ParsedChange) -> Iterator[str]:
    for facts in parsed.listings:
        if facts.rule and not ClassRule.objects.current().filter(key=facts.rule).exists():
            yield f"rule {facts.rule!r} is not held"
        for key in facts.excepts.split():
            if not Description.objects.current().filter(substance__key=key).exists():
                yield f"excepts {key!r} is not held"
        if facts.valid_until is not None and not facts.end_event:
            yield f"an end without an event, on {facts.valid_until}"


def _name_is_its_own(draft: ChangeDraft, parsed: ParsedChange) -> Iterator[str]:
    for entry, printed in parsed.printed_names(draft.entries):
        wanted, substance = normalise_name(printed), entry.partition("/")[2]
        rows = Name.objects.current().values_list("text", "substance__key")
        owners = {key for text, key in rows.iterator() if normalise_name(text) == wanted}
        if owners and substance not in owners:
            yield f"printed_name {printed!r} is a name of {', '.join(sorted(owners))}"


def _events_are_new(draft: ChangeDraft, parsed: ParsedChange) -> Iterator[str]:
    if draft.kind == Change.Kind.CORRECT or not (parsed.substance or draft.entries):
        return
    kinds = {"add": text.BEGINS, "amend": text.AMENDS, "remove": text.ENDS}.get(draft.kind, ())
    entry = f"{draft.list_key}/{parsed.substance}" if draft.kind == Change.Kind.ADD else next(iter(draft.entries), "")
    events = [(parsed.facts.event, parsed.facts.event_kind)] if parsed.facts else []
    if parsed.removal:
        events = [(parsed.removal.end_event, parsed.removal.event_kind)]
    for event, kind in events:
        if kind not in kinds:
            yield f"event_kind {kind!r} is none of {', '.join(kinds)}"
        if not event.startswith(f"{entry}/"):
            yield f"event {event!r} does not begin with {entry}/"
        if Scheduling.objects.current().filter(entry__key=entry, event=event).exists():
            yield f"event {event!r} is held already"


def _corrects_its_own_events(draft: ChangeDraft, parsed: ParsedChange) -> Iterator[str]:
    for entry, event, facts in parsed.corrections:
        rows = Scheduling.objects.filter(entry__key=entry, event=event)
        if facts is None and not rows.current().exists():
            yield f"event {event!r} is not held: there is nothing to withdraw"
        elif facts is not None and facts.event != event:
            yield f"event {event!r} would be told as {facts.event!r}"
        elif facts is not None and not event.startswith(f"{entry}/") and not rows.exists():
            yield f"event {event!r} does not begin with {entry}/"


def _days_fit(draft: ChangeDraft, parsed: ParsedChange) -> Iterator[str]:
    for facts in parsed.listings:
        if facts.valid_from and facts.valid_until and facts.valid_until <= facts.valid_from:
            yield f"it would end on {facts.valid_until}, and begin on {facts.valid_from}"
    if draft.kind == Change.Kind.AMEND and parsed.facts and parsed.facts.valid_from is None:
        yield SAY_WHEN
    if draft.kind == Change.Kind.CORRECT and not parsed.corrections:
        yield "a correction says what is wrong"


CHECKS: Final[tuple[Callable[[ChangeDraft, ParsedChange], Iterator[str]], ...]] = (
    _list_is_held,
    _substance_is_known,
    _act_is_held,
    _rules_are_held,
    _name_is_its_own,
    _events_are_new,
    _corrects_its_own_events,
    _days_fit,
)
"""What a change refers to is held, and what it makes is new."""


RowKind = TypeVar("RowKind", bound=text.SeedRow)


def text_of_change(draft: ChangeDraft, parsed: ParsedChange) -> text.SeedText:
    """Return the seed text that has these rows alone: the listing, its conditions, its act, its substance."""
    kinds = {
        name: get_args(hint)[0]
        for name, hint in get_type_hints(text.SeedText).items()
        if get_origin(hint) is text.SeedTable
    }
    tables: dict[str, Any] = {name: _table(kind, ()) for name, kind in kinds.items()}
    tables["substances"] = _table(text.SubstanceRow, _substances(draft, parsed))
    names: list[text.NameRow] = []
    if parsed.new_substance:
        key, facts = parsed.new_substance.key, parsed.new_substance.facts()
        names = [_row(text.NameRow, {**asdict(name), "substance": key}) for name in facts.names]
        tables["forms"] = _table(text.FormRow, _forms(key, facts))
    acts = _table(text.InstrumentRow, [_row(text.InstrumentRow, asdict(parsed.act))] if parsed.act else ())
    return text.SeedText(
        **tables,
        names={"en": _table(text.NameRow, names)},
        instruments={"": acts},
        class_rules=(),
        lists=(_list(draft, parsed),),
    )


def _list(draft: ChangeDraft, parsed: ParsedChange) -> text.ListText:
    events, conditions = [], []
    for substance, facts in _listings(draft, parsed):
        cells = {**asdict(facts), "id": facts.event, "entry": substance or "-", "event": facts.event_kind}
        events.append(_row(text.EventRow, {**cells, "on": facts.valid_from, "precision": facts.date_precision}))
        conditions += [
            _row(text.ConditionRow, {**asdict(condition), "id": condition.key, "event": facts.event})
            for condition in facts.conditions
        ]
    return text.ListText(
        origin=f"lists//{draft.list_key}",
        head=_table(text.ListRow, ()),
        obligations=_table(text.ObligationRow, ()),
        events=_table(text.EventRow, events),
        conditions=_table(text.ConditionRow, conditions),
    )


def _listings(draft: ChangeDraft, parsed: ParsedChange) -> Iterator[tuple[str, SchedulingFacts]]:
    """Yield each listing with its substance. An event has its own day: one that follows may have ended it."""
    if parsed.facts:
        yield parsed.substance or "".join(draft.entries[:1]).partition("/")[2], replace(parsed.facts, valid_until=None)
    for entry, _event, facts in parsed.corrections:
        if facts:
            yield entry.partition("/")[2], replace(facts, valid_until=None)


def _substances(draft: ChangeDraft, parsed: ParsedChange) -> Iterator[text.SubstanceRow]:
    if parsed.new_substance:
        yield _row(text.SubstanceRow, asdict(parsed.new_substance))
        return
    keys = {substance for substance, _ in _listings(draft, parsed)}
    # Of a substance that is held the rules ask its kind alone: the rest was asked when it was described.
    for key, name, kind in (
        Description.objects.current()
        .filter(substance__key__in=keys)
        .values_list("substance__key", "name", "kind")
        .order_by("substance__key")
    ):
        yield _row(text.SubstanceRow, {"key": key, "name": name, "kind": kind, "confidence": "reported"})


def _forms(key: str, facts: SubstanceFacts) -> Iterator[text.FormRow]:
    inchikey = facts.structure.inchikey if facts.structure else ""
    for number in facts.identifiers:
        cells = {**asdict(number), "substance": key, "cas": number.value, "inchikey": inchikey}
        yield _row(text.FormRow, cells)


def _table(kind: type[RowKind], rows: Any) -> text.SeedTable[RowKind]:
    return text.SeedTable(kind, "", header=kind.columns(), rows=tuple(rows))


def _row(kind: type[RowKind], cells: dict[str, Any]) -> RowKind:
    texts = {name: value for name in kind.columns() if (value := cells.get(name)) is not None}
    return kind.read({name: str(value) for name, value in texts.items()})  # days, too: their text is that of ISO 8601
