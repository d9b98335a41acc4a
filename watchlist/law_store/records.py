"""The law as records that a program can keep: only what is versioned by knowledge, so that a mirror stays exact.

What is not known or not said is None; amounts are text; days and instants are in ISO 8601.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from io import StringIO
from typing import Any

from django.db import models

from chemistry.class_rules import HYDROGEN, Alternative, OpenQuestion, RuleDefinition, RuleSite, class_words, read_rule
from watchlist.engine.asof import instant
from watchlist.engine.law import ConditionFacts
from watchlist.law_store.definitions import ClassRule, Destination, DestinationTable
from watchlist.law_store.history import facts_of
from watchlist.law_store.models import Instrument, Obligation, Scheduling

Record = dict[str, Any]
LIST_FACTS = ("key", "title", "category", "branch", "tier", "binds")


def scheduling_id(row: Scheduling) -> str:
    """Return the stable id of a scheduling: its entry, and the event of the law that began it.

    Events of the seeds begin with their entry, which is not said twice; an entry has one slash, so no two ids meet.
    """
    entry = row.entry.key
    return row.event if row.event.startswith(f"{entry}/") else f"{entry}:{row.event}"


def scheduling_record(row: Scheduling, act: Instrument) -> Record:
    """Return one period of one entry; `act` is its instrument as known at the instant asked."""
    control_list = row.entry.control_list
    facts = facts_of(row)
    return {
        "id": scheduling_id(row),
        "entry": row.entry.key,
        "list": control_list.key,
        "jurisdiction": control_list.jurisdiction.key if control_list.jurisdiction else None,
        "substance": row.entry.substance.key,
        **_stated(row, "printed_name", "wording"),
        "reach": sorted(row.reach.split()),
        "excepts": sorted(row.excepts.split()),
        **_stated(row, "rule", "law_code", "code_confidence"),
        "event": row.event_kind,
        **_stated(row, "valid_from", "date_precision", "date_confidence", "valid_until", "decided_on", "published_on"),
        "instrument": {"key": act.key, "citation": row.citation or act.citation, "url": act.url or None},
        "conditions": [_condition(condition) for condition in facts.conditions],
        **_stated(row, "confidence", "source"),
        "recorded_at": instant(row.recorded_at),
    }


def instrument_record(row: Instrument) -> Record:
    """Return one legal act."""
    return {
        "key": row.key,
        "jurisdiction": row.authority.jurisdiction.key,
        "authority": row.authority.key,
        **_stated(row, "kind", "title", "citation", "adopted_on", "published_on", "url", "confidence", "source"),
        "recorded_at": instant(row.recorded_at),
    }


def obligation_record(row: Obligation) -> Record:
    """Return one duty of a list; no operations means every operation."""
    clock = row.clock
    return {
        "operations": sorted(row.operations.split()),
        **_stated(row, "destinations", "action", "text", "since", "until"),
        "clock": clock and {**asdict(clock), "length": str(clock.length), "words": clock.words},
        **_stated(row, "citation", "confidence", "source"),
    }


def destinations_record(table: DestinationTable, places: Iterable[Destination]) -> Record:
    """Return one table of destinations with the countries in it, by their code and first day."""
    return {
        **_stated(table, "key", "title", "citation", "complete", "confidence", "source"),
        "places": [
            _stated(place, "country", "since", "until", "confidence", "source")
            for place in sorted(places, key=lambda place: (place.country, iso(place.since) or ""))
        ],
    }


def substance_record(key: str, tables: Mapping[str, list[Record]]) -> Record:
    """Return one substance; `tables` has its rows by the name of their table."""
    (described,) = tables["descriptions"]
    drawn = next(iter(tables.get("structures", ())), {})
    return {
        "key": key,
        "name": described["name"],
        "kind": described["kind"],
        "smiles": drawn.get("smiles"),
        "inchikey": drawn.get("inchikey"),
        "names": _sorted(tables.get("names", ())),
        "identifiers": _sorted(tables.get("identifiers", ())),
        "constituents": _sorted(tables.get("constituents", ())),
        "confidence": described["confidence"],
        "source": described["source"],
    }


def iso(day: date | None) -> str | None:
    """Return a day as ISO writes it."""
    return day.isoformat() if day else None


def _condition(facts: ConditionFacts) -> Record:
    record = {name: value or None for name, value in asdict(facts).items() if name != "note"}
    return record | {"operations": facts.operations.split()}


def _stated(row: models.Model, *columns: str) -> Record:
    """Return columns of a row; what is empty there is not known or not said."""
    return {column: _stated_value(getattr(row, column)) for column in columns}


def _stated_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value


def _sorted(rows: Iterable[Record]) -> list[Record]:
    return sorted(rows, key=lambda row: [value or "" for value in row.values()])


EXAMPLE = ("name", "cas", "smiles", "expected", "fails", "confidence", "source", "note")


def rule_record(row: ClassRule) -> Record:
    """Return the reading of a class as data, with the members and near misses that hold it to its words."""
    rule = _read(row.text, row.key)
    return {
        "key": row.key,
        "title": row.title,
        "version": row.version,
        "sha256": row.sha256,
        "jurisdiction": rule.jurisdiction,
        "instrument": rule.instrument or None,
        "citation": rule.citation,
        "proviso": rule.proviso or None,
        "reference": asdict(rule.reference),
        "limbs": [asdict(limb) for limb in rule.limbs],
        "cores": [asdict(core) for core in rule.cores],
        "sites": _sites(rule.sites),
        "parts": [
            {"id": part.id, "words": part.words, "smarts": part.smarts, "sites": _sites(part.sites)}
            for part in rule.parts
        ],
        "questions": [_question(question) for question in rule.questions],
        "open": rule.open or None,
        "exclusions": [asdict(exclusion) | {"question": exclusion.question or None} for exclusion in rule.exclusions],
        "max_mass": f"{rule.max_mass:g}" if rule.max_mass else None,
        "examples": [_example(cells) for cells in csv.DictReader(StringIO(row.members))],
        "confidence": rule.confidence,
        "source": rule.source,
        "note": rule.note or None,
        "recorded_at": instant(row.recorded_at),
    }


@lru_cache(maxsize=64)
def _read(text: str, key: str) -> RuleDefinition:
    return read_rule(text, key)


def _sites(sites: Iterable[RuleSite]) -> list[Record]:
    return [
        {
            "id": site.id,
            "words": site.words,
            "at": list(site.at),
            "required": site.required,
            "most": site.most or None,
            "allow": [_alternative(choice) for choice in site.allow],
        }
        for site in sites
    ]


def _alternative(choice: Alternative) -> Record:
    return {
        "limb": choice.limb or None,
        "smiles": list(choice.smiles),
        "classes": [
            {"key": name, "words": "nothing (hydrogen)" if name == HYDROGEN else class_words(name)}
            for name in choice.classes
        ],
        "part": choice.part or None,
        "max_carbons": choice.max_carbons or None,
        "question": choice.question or None,
    }


def _question(question: OpenQuestion) -> Record:
    answer = question.answer
    answer_record = answer and {
        "answer": "yes" if answer.is_yes else "no",
        "citation": answer.citation,
        "source": answer.source,
    }
    return {"id": question.id, "words": question.words, "answer": answer_record}


def _example(row: dict[str, Any]) -> Record:
    return {name: row.get(name) or None for name in EXAMPLE} | {"limbs": (row.get("limbs") or "").split()}
