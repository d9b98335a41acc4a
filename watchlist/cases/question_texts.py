"""The text of a question to a shipper, drafted by what is missing of lines.

It names no list, no law and nothing that the goods may be: whoever is asked must not learn what is watched. Every
sentence is in `data/question_sentences.csv`, by what is missing and by language.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation import get_language

from watchlist.engine.answer import Line
from watchlist.engine.reports import visible
from watchlist.engine.vocabulary import ConditionKind, Met, Verdict

SENTENCES: Final = Path(__file__).with_name("data") / "question_sentences.csv"
OTHERWISE: Final = "en"
STRUCTURES: Final = frozenset({"smiles", "inchi", "inchikey"})
NUMBERS: Final = frozenset({"cas", "hs_code", "cn_code", "un_number", "remarked_cas"})
OF_PROBLEM: Final = {
    "cas": "cas",
    "name": "name",
    **dict.fromkeys(STRUCTURES, "structure"),
    "quantity": "quantity_unclear",
    "unit": "unit",
    "concentration": "concentration",
    **dict.fromkeys(("date", "export_date", "arrival_date"), "date"),
}
"""What is asked where a field could not be read."""
OF_CONDITION: Final = {
    ConditionKind.CONCENTRATION: "concentration",
    ConditionKind.PRODUCT_FORM: "product_form",
    ConditionKind.QUANTITY: "quantity_unclear",
}
"""What is asked where a test of the goods is open."""
MEASURES: Final = ("kg", "litres", "pieces")
LONGEST: Final = 80


def drafted_text(reference: str, lines: Iterable[Line]) -> str:
    """Return the text that asks for what is missing of some lines."""
    missing = sentences(get_language() or OTHERWISE)
    paragraphs = [missing["opening"] if not reference else f"{visible(reference)}: {missing['opening']}"]
    for line in lines:
        codes = missing_of(line) or ["end_use"]
        goods = visible(line.fields.get("name", ""))[:LONGEST]
        number = missing["label"].format(number=line.line)
        label = f"{number} ({goods})" if goods else number
        paragraphs.append(" ".join([f"{label}:", *(missing[code] for code in codes)]))
    return "\n\n".join([*paragraphs, missing["closing"]])


def missing_of(line: Line) -> list[str]:
    """Return what is missing of a line, or unclear in it: codes of the sentences that ask for it, each once."""
    return list(dict.fromkeys([*_of_goods(line), *_of_amount(line), *_of_movement(line)]))


def _of_goods(line: Line) -> Iterator[str]:
    if line.verdict == Verdict.UNRESOLVED or not line.resolution:
        yield "identity"
    yield from (OF_PROBLEM[problem.field] for problem in line.problems if problem.field in OF_PROBLEM)
    for conflict in line.conflicts:
        yield "name_and_number" if "name" in conflict.fields and NUMBERS & {*conflict.fields} else "fields_differ"
    for finding in line.findings:
        for condition in finding.conditions:
            if condition.met == Met.UNKNOWN and condition.kind in OF_CONDITION:
                yield OF_CONDITION[condition.kind]


def _of_amount(line: Line) -> Iterator[str]:
    if not line.fields.get("quantity"):
        yield "quantity"
    elif line.amount is None or not any(getattr(line.amount, measure) for measure in MEASURES):
        yield "quantity_unclear" if line.fields.get("unit") else "unit"


def _of_movement(line: Line) -> Iterator[str]:
    if not line.fields.get("consignee"):
        yield "consignee"


@cache
def sentences(language: str) -> dict[str, str]:
    """Return every sentence by its code, in a language; in English those that it does not have."""
    with SENTENCES.open(encoding="utf-8", newline="") as rows:
        read: Sequence[dict[str, str]] = list(csv.DictReader(rows))
    return {
        row["code"]: row["sentence"] for chosen in (OTHERWISE, language) for row in read if row["language"] == chosen
    }
