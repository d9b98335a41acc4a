"""The Federal Register, by the answers of its interface: rules, proposals and notices that touch parts of a title.

Format: https://www.federalregister.gov/developers/documentation/api/v1. What a document is follows from its type, and
from words of its action where these say more; both stand in files beside this one. A type that is not among them, a
field that was not asked for and one that is missing each stop the reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

import orjson

from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.errors import LayoutChanged, ListEmptied, NotReached, NotTheDocument, RequestRefused
from watchlist.list_updates.published import Connector, ParsedPublication, PublishedNotice, csv_rows, one_line

Record = Mapping[str, Any]

HERE: Final = Path(__file__).parent

OF_A_PAGE: Final = frozenset({"count", "total_pages", "next_page_url", "results"})
IGNORED: Final = frozenset({"description", "previous_page_url"})
MAY_BE_ABSENT: Final = frozenset({"results", "next_page_url", "total_pages"})
"""Of an answer: without documents there are none; its last page names no other."""
TEXTS: Final = ("document_number", "type", "title", "html_url")
MAY_BE_NULL: Final = ("citation", "action", "abstract")
DAYS: Final = ("publication_date", "effective_on", "comments_close_on")
FIELDS: Final = frozenset({*TEXTS, *MAY_BE_NULL, *DAYS, "cfr_references"})
NUMBER: Final = re.compile(r"[A-Z]?\d{0,4}(?:-\d{2,4})?-\d{1,6}")
A_CORRECTION: Final = re.compile(r"[A-Z]\d+-\d")
CORRECTS: Final = "It corrects an earlier document."
PART: Final = "conditions%5Bcfr%5D%5Bpart%5D={}"
LONGEST: Final = 20_000


class ActionRule(NamedTuple):
    """Words of an action, for documents of one kind ("*": any): what they make of it, and what is remarked."""

    document_kind: str
    words: re.Pattern[str]
    kind: str
    remark: str


def interpret(pages: Sequence[bytes], source: DeclaredSource) -> ParsedPublication:
    """Return the documents of every part as notices, each once, in the order in which they came."""
    read = [_page(page) for page in pages]
    notices: dict[str, PublishedNotice] = {}
    for part, answers in zip(source.settings["parts"], _by_part(read, source), strict=True):
        documents = [document for answer in answers for document in answer.get("results", ())]
        _refuse_incomplete(part, answers, documents)
        notices |= {notice.key: notice for notice in (_notice(document, source) for document in documents)}
    if not notices:
        raise ListEmptied("no document touches any of the parts: there were some before.")
    return ParsedPublication(notices=tuple(notices.values()), ignored=tuple(sorted(IGNORED)))


def following(pages: Sequence[bytes], source: DeclaredSource) -> str | None:
    """Return the path of the page that the last one names; after the last of a part, the first of the next part."""
    last = _page(pages[-1])
    if last.get("next_page_url"):
        return _path_on_site(str(last["next_page_url"]), source)
    parts, done = source.settings["parts"], sum(not _page(page).get("next_page_url") for page in pages)
    if done >= len(parts):
        return None
    return source.path.replace(PART.format(parts[0]), PART.format(parts[done]))


def _page(page: bytes) -> Record:
    try:
        answer = orjson.loads(page)
    except orjson.JSONDecodeError as error:
        raise NotTheDocument(f"the answer is no JSON: {error}.") from error
    if not isinstance(answer, dict):
        raise NotTheDocument("the answer is no JSON object.")
    _refuse_fields("an answer", answer.keys(), OF_A_PAGE | IGNORED, OF_A_PAGE - MAY_BE_ABSENT)
    if not isinstance(answer["count"], int) or not isinstance(answer.get("results", []), list):
        raise LayoutChanged("count is no number, or results is no list.")
    if answer["count"] and "results" not in answer:
        raise LayoutChanged(f"the answer counts {answer['count']} documents and holds no results.")
    return answer


def _by_part(answers: Sequence[Record], source: DeclaredSource) -> list[list[Record]]:
    """Return the answers of each part: one that names no next page is the last of its part."""
    parts: list[list[Record]] = [[]]
    for answer in answers:
        parts[-1].append(answer)
        if not answer.get("next_page_url"):
            parts.append([])
    if parts.pop() or len(parts) != len(source.settings["parts"]):
        raise NotReached(f"{len(parts)} of {len(source.settings['parts'])} parts came whole.")
    return parts


def _refuse_incomplete(part: str, answers: Sequence[Record], documents: Sequence[Record]) -> None:
    """Raise where the pages do not add up: one was published while they were fetched, or the paging is another."""
    counts = {answer["count"] for answer in answers}
    if not all(isinstance(document, dict) for document in documents):
        raise LayoutChanged("a document is no JSON object.")
    arrived = len({str(document.get("document_number")) for document in documents})
    if counts != {arrived}:
        counted = " and ".join(map(str, sorted(counts)))
        raise NotReached(f"part {part}: the answers count {counted} documents, and {arrived} came.")


def _path_on_site(address: str, source: DeclaredSource) -> str:
    site, next_page = urlsplit(source.address), _split(address)
    if (next_page.scheme, next_page.netloc) != (site.scheme, site.netloc):
        raise RequestRefused(
            f"the next page is at {next_page.scheme}://{next_page.netloc}, another site than {source.address}."
        )
    path = next_page.path.removeprefix(site.path)
    if not path.startswith("/"):
        raise LayoutChanged(f"the next page is at {address[:60]!r}, which is no page.")
    return f"{path}?{next_page.query}"


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as error:
        raise LayoutChanged(f"{address[:60]!r} is no address.") from error


def _notice(document: Record, source: DeclaredSource) -> PublishedNotice:
    _refuse_fields("a document", document.keys(), FIELDS, FIELDS)
    number = _text(document, "document_number")
    if not NUMBER.fullmatch(number):
        raise LayoutChanged(f"{number[:40]!r} is not of the form of a document number.")
    _refuse_another_part(number, document, source)
    kind, remarks = _kind(number, _text(document, "type"), _text(document, "action"))
    paragraphs = [_text(document, "action"), *remarks, _text(document, "abstract")]
    published, effective, close = (_day(document, name) for name in DAYS)
    address = _text(document, "html_url")
    if len(address) > 1_000 or _split(address).scheme != "https":
        raise LayoutChanged(f"html_url of {document['document_number']} is no address: {address[:60]!r}.")
    return PublishedNotice(
        key=f"fr-{number.lower()}",
        kind=kind,
        title=_text(document, "title"),
        citation=_text(document, "citation") or f"FR Doc. {number}",
        url=address,
        text="\n".join(filter(None, paragraphs))[:LONGEST],
        published_on=published,
        effective_on=effective,
        comments_close_on=close,
    )


def _kind(number: str, type_: str, action: str) -> tuple[str, tuple[str, ...]]:
    """Return what a document is, and what is remarked of it: of words of its action the longest decide."""
    if type_ not in _types():
        raise LayoutChanged(f"{number}: the type {type_[:40]!r} is not known.")
    kind = _types()[type_]
    matches = [rule for rule in _actions() if rule.document_kind in ("*", kind) and rule.words.search(action)]
    remarks = [rule.remark for rule in matches if rule.remark]
    if A_CORRECTION.match(number) and CORRECTS not in remarks:
        remarks.append(CORRECTS)
    return next((rule.kind for rule in matches if rule.kind), kind), tuple(dict.fromkeys(remarks))


def _refuse_another_part(number: str, document: Record, source: DeclaredSource) -> None:
    title, parts = source.settings["title"], source.settings["parts"]
    cited = document["cfr_references"]
    if not isinstance(cited, list) or not all(
        isinstance(reference, dict) and "part" in reference and "title" in reference for reference in cited
    ):
        raise LayoutChanged(f"{number}: cfr_references are not a list of titles and parts.")
    if not any(str(reference["title"]) == str(title) and str(reference["part"]) in parts for reference in cited):
        raise NotTheDocument(f"{number} touches none of the parts {', '.join(parts)} of title {title}.")


def _refuse_fields(what: str, names: Iterable[str], allowed: frozenset[str], required: frozenset[str]) -> None:
    unknown, missing = sorted(set(names) - allowed), sorted(required - set(names))
    if unknown:
        raise LayoutChanged(f"{what} has the field {unknown[0][:60]!r}, which is neither read nor ignored.")
    if missing:
        raise LayoutChanged(f"{what} has no field {missing[0]!r}.")


def _text(document: Record, name: str) -> str:
    value = document[name]
    if value is None and name in MAY_BE_NULL:
        return ""
    if not isinstance(value, str) or (name in TEXTS and not value.strip()):
        raise LayoutChanged(f"{name} of {str(document['document_number'])[:40]} is no text.")
    return one_line(value)


def _day(document: Record, name: str) -> date | None:
    value = document[name]
    try:
        return None if value is None and name != "publication_date" else date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise LayoutChanged(f"{name} of {document['document_number']} is no day: {str(value)[:40]!r}.") from error


@cache
def _types() -> dict[str, str]:
    return {row["type"]: row["kind"] for row in csv_rows(HERE / "federal_register_types.csv")}


@cache
def _actions() -> tuple[ActionRule, ...]:
    """Return the words of actions, the longest first: "withdrawal of notice of intent" is a withdrawal before all."""
    rules = []
    rows = csv_rows(HERE / "federal_register_actions.csv")
    for row in sorted(rows, key=lambda row: (row["kind"] != "withdrawn", -len(row["words"]))):
        words = re.compile(rf"\b{re.escape(row['words'])}\b", re.IGNORECASE)
        rules.append(ActionRule(row["type"], words, row["kind"], row["remark"]))
    return tuple(rules)


FEDERAL_REGISTER: Final = Connector(interpret, following)
