"""A class rule as a record: what the law compares with, its limbs, and what may stand where."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from io import StringIO
from typing import Any

from chemistry.class_rules import HYDROGEN, Alternative, OpenQuestion, RuleDefinition, RuleSite, class_words, read_rule
from watchlist.law_store.definitions import ClassRule
from watchlist.law_store.records import Record, instant

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
        "classes": [{"key": name, "words": _words(name)} for name in choice.classes],
        "part": choice.part or None,
        "max_carbons": choice.max_carbons or None,
        "question": choice.question or None,
    }


def _words(name: str) -> str:
    return "nothing (hydrogen)" if name == HYDROGEN else class_words(name)


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
