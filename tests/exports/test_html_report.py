"""The report: it runs and fetches nothing, the verdict first, doubt beside the fact, nothing left out."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping
from html.parser import HTMLParser

import pytest

from chemistry.errors import StructureError
from tests.exports.records import (
    CONTROLLED,
    COVERAGE,
    HOSTILE,
    LINES,
    NO_MATCH,
    REVIEW,
    UNRESOLVED,
    answer,
    finding,
    line,
    summary,
    typed,
)
from tests.exports.totals import shipment_finding
from tests.markup import compact
from tests.translated import OPENS, bracket_every_sentence
from watchlist.engine.answer import Record
from watchlist.exports.html import HtmlReport
from watchlist.exports.registry import EXPORTERS, exporter_in

VOID = {"meta", "br", "img", "input", "link", "hr"}
LOADERS = {"script", "iframe", "object", "embed", "link", "img", "base", "form", "image"}


def draw(
    smiles: str,
    *,
    marks: Mapping[str, Collection[int]] | None = None,
    failing: Collection[int] = (),
    title: str = "",
    like: str | None = None,
) -> str:
    if "<" in smiles:
        raise StructureError("smiles_unreadable", "not a SMILES")
    told = f"data-fails='{sorted(failing)}' data-like='{like}' data-title='{title}'"
    return f"<svg data-marks='{sorted((marks or {}).items())}' {told}></svg>"


class Page(HTMLParser):
    """A page taken apart: its tags with their attributes, its text, and whether every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.html = text
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.text = " ".join(" ".join(self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.texts.append(data)


def page(*lines: dict[str, object], records: list[Record] | None = None) -> Page:
    out = io.StringIO()
    HtmlReport(draw=draw).write(records or answer(*lines), out)
    return Page(out.getvalue())


def test_the_page_is_well_formed_and_has_one_first_heading() -> None:
    report = page()
    assert report.open == []
    assert [tag for tag, _ in report.tags].count("h1") == 1


def test_the_page_runs_nothing_and_fetches_nothing() -> None:
    report = page()
    assert not LOADERS & {tag for tag, _ in report.tags}
    assert not [name for _, attributes in report.tags for name in attributes if name.startswith("on") or name == "src"]
    assert "url(" not in report.html
    assert "@import" not in report.html


def test_links_go_to_this_page_or_to_the_web_never_to_a_script() -> None:
    links = [attributes["href"] or "" for tag, attributes in page().tags if tag == "a"]
    assert all(link.startswith(("#", "https://")) for link in links)


def test_every_line_has_one_anchor_and_the_table_leads_to_it() -> None:
    report = page()
    anchors = [str(attributes["id"]) for tag, attributes in report.tags if tag == "article"]
    assert sorted(anchors) == sorted(f"L{each['line']}" for each in LINES)
    assert {f"#{anchor}" for anchor in anchors} <= {attributes.get("href") for _, attributes in report.tags}


def test_lines_that_need_a_person_come_first() -> None:
    anchors = [attributes["id"] for tag, attributes in page().tags if tag == "article"]
    assert anchors == ["L5", "L11", "L17", "L16", "L3"]


def test_the_coverage_stands_before_the_lines_and_says_what_is_not_held() -> None:
    text = page().text
    assert text.index("Law not held whole here: Brazil (BR)") < text.index("4-PIPERIDONE")
    for said in (
        "28 Jul 2025 09:14 UTC",
        "chemical weapons, dual use",
        "stale: last verified 17 Jun 2025",
        "c81d0000…ab90",
        "93 %",
    ):
        assert said in text


def test_a_verdict_comes_with_its_shape_and_word_and_the_reason_follows() -> None:
    report = page(CONTROLLED)
    article = report.html[report.html.index('id="L5"') :]
    assert article.index("#g-controlled") < article.index("Controlled") < article.index(CONTROLLED["explanation"])


def test_duties_stand_with_their_citation_and_what_they_depend_on() -> None:
    text = page(CONTROLLED).text
    duty = text[text.index("What must be done") : text.index("Structure")]
    assert "Announcement of six ministries, June 2025 Export permit from China, in any quantity." in duty
    assert "depends on 250 gallons or 1,023 kg, cumulative in a calendar month: not known" in duty
    assert "Delegated Regulation (EU) 2025/1475 † Operator licence and import authorisation. From 14 Aug" in duty


def test_a_text_that_two_lines_rest_on_stands_once_and_both_lead_to_it() -> None:
    report = page(CONTROLLED, {**CONTROLLED, "line": 6})
    asked = "250 gallons or 1,023 kg, cumulative in a calendar month"
    texts = {condition["required"] for found in CONTROLLED["findings"] for condition in found["conditions"]}
    assert asked in texts
    assert report.text.count(asked) == 1
    anchors = {attributes["id"] for tag, attributes in report.tags if str(attributes.get("id", "")).startswith("T")}
    links = [attributes["href"] for tag, attributes in report.tags if tag == "a"]
    assert anchors
    assert all(links.count(f"#{anchor}") == 2 for anchor in anchors)
    assert "depends on 1 condition of its findings, not known" in report.text.lower()


def test_nothing_is_to_do_on_a_line_while_its_dismissal_holds() -> None:
    decision = {
        "word": "dismissed",
        "about": "not acetone",
        "by": ["a"],
        "agreed_by": ["b"],
        "at": "2026-11-28T10:12:00Z",
    }
    text = page({**CONTROLLED, "decision": {**decision, "reason": "", "note": "", "sentence": "Dismissed."}}).text
    assert "What must be done Nothing, while the dismissal holds By machine: Authorisation needed" in text


def test_a_duty_of_an_entry_known_not_to_bear_is_not_asked() -> None:
    spared = line(verdict="controlled", findings=[finding(bears="no", obligations=["Keep records."])])
    text = page(spared).text
    assert "Keep records." not in text[text.index("What must be done") : text.index("Declared, and how")]
    assert "does not bear on this movement" in text


def test_doubt_stands_beside_the_fact() -> None:
    text = page(CONTROLLED, REVIEW).text
    assert "cumulative in a calendar month †" in text
    assert "† reported" in text
    assert "21 USC 812(c), Schedule I(e) · ‡ unverified" in text


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "since 3 Dec 2024"),
        ({"valid_from": "1964-01-01", "date_precision": "year"}, "since 1964"),
        ({"valid_from": None, "date_precision": "unknown"}, "start date not known"),
        ({"valid_until": "2026-01-01"}, "since 3 Dec 2024, until 1 Jan 2026"),
        ({"tier": "announced"}, "from 3 Dec 2024"),
    ],
)
def test_a_start_is_said_as_far_as_it_is_known(facts: dict[str, object], said: str) -> None:
    assert said in page(line(verdict="review", findings=[finding(**facts)])).text


def test_law_in_force_is_solid_and_the_rest_is_dashed() -> None:
    chips = re.findall(r'class="tier t-(\w+)">.*?<span>(.*?)</span>', compact(page(CONTROLLED, REVIEW).html))
    assert set(chips) == {
        ("law", "Listed form: salt"),
        ("law", "Listed"),
        ("announced", "Announced: salt"),
        ("signal", "Near boundary"),
        ("signal", "Analogue: resembles fentanyl"),
        ("signal", "Analogue: resembles pethidine"),
    }


def test_the_atoms_of_findings_are_marked_and_named() -> None:
    report = page(CONTROLLED)
    assert "[('A', (2, 3, 4, 5, 6, 7, 8))]" in report.html
    assert (
        "4-piperidone These atoms are the substance that is listed: UN Table I, CN Category 2, EU Category 1."
        in report.text
    )


def test_atoms_are_marked_on_the_structure_in_which_they_count() -> None:
    other = {**CONTROLLED["resolution"][0], "from": "hs_code", "smiles": "CC(C)=O", "name": "acetone"}
    report = page(CONTROLLED | {"resolution": [*CONTROLLED["resolution"], other]})
    assert report.html.count("data-marks='[]'") == 1
    assert report.html.count("[('A', (2, 3, 4, 5, 6, 7, 8))]") == 1


def test_a_structure_that_cannot_be_drawn_is_said() -> None:
    assert "No picture: not a SMILES" in page(HOSTILE).text


def test_conflicts_and_problems_stand_at_their_field() -> None:
    text = page(CONTROLLED, UNRESOLVED).text
    assert "HS code 2914.29 Conflict, medium The ring holds a nitrogen" in text
    assert "CAS 108-24-8 Problem 108-24-8 fails its check digit." in text


def test_a_remark_on_a_field_that_is_not_declared_is_not_lost() -> None:
    bare = line(verdict="unresolved", problems=[{"code": "line_empty", "field": None, "detail": "The line is empty."}])
    assert "The line — Problem The line is empty." in page(bare).text


def test_a_finding_set_aside_is_shown_with_who_until_when_and_why() -> None:
    text = page(REVIEW).text
    aside = text[text.index("Set aside by two people") :]
    assert "by: officer second: second-officer until: 31 Jan 2026 why: Known customer and use. suppression: 7" in aside


def test_no_match_is_told_briefly_and_without_a_picture() -> None:
    report = page(NO_MATCH)
    assert "data-marks" not in report.html
    assert "What must be done" not in report.text
    assert "compared by structure" in report.text


def test_the_words_of_a_hostile_line_are_only_shown() -> None:
    report = page(HOSTILE)
    assert report.open == []
    assert "<script>alert(1)</script>[U+001B][2J[U+001B]]0;owned[U+0007][U+202E]gnp.exe[U+2066]" in report.text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", report.html)


def test_the_page_never_reassures_and_never_accuses() -> None:
    text = page().text.lower()
    for word in ("safe", "clean", "clear", "pass", "ok", "suspicious", "illicit", "risk", "% match", "no issues"):
        assert not re.search(rf"\b{word}\b", text), word


def test_an_answer_that_was_cut_short_says_so() -> None:
    assert "The answer was cut short." in page(records=typed(COVERAGE, NO_MATCH)).text
    assert "The answer was cut short." in page(records=typed(COVERAGE, NO_MATCH, summary(NO_MATCH, CONTROLLED))).text
    assert "cut short" not in page(NO_MATCH).text


def test_a_finding_over_the_shipment_stands_before_the_lines() -> None:
    records = typed(COVERAGE, NO_MATCH, summary(NO_MATCH, shipment_findings=[shipment_finding()]))
    text = page(records=records).text
    assert text.index("which reaches 1,500 kg") < text.index("No review needed")
    assert "INV-1, line 3" in text
    assert "1,550 kg ; limit 1,500 kg: reached" in text


def test_the_same_records_give_the_same_page() -> None:
    assert page().html == page().html


def test_every_format_of_the_contract_is_here() -> None:
    assert list(EXPORTERS) == ["table", "jsonl", "csv", "xlsx", "parquet", "html"]


def test_a_report_is_written_in_the_language_that_is_asked_for() -> None:
    out = io.StringIO()
    HtmlReport(language="de").write(typed(COVERAGE, REVIEW, summary(REVIEW)), out)
    assert '<html lang="de" dir="ltr">' in out.getvalue()
    assert '<span lang="en">' in out.getvalue()
    assert exporter_in("csv", "de") is EXPORTERS["csv"]


def test_a_report_is_in_english_whoever_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    bracket_every_sentence(monkeypatch)
    assert OPENS not in page(CONTROLLED, REVIEW, NO_MATCH).text
