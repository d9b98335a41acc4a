"""How a finding came about: limbs by letter on picture, legend and table; what fails ringed; the relative beside it."""

from __future__ import annotations

import csv
import io
import re

import pytest

from tests.exports.records import REVIEW, Record, answer
from tests.exports.test_html_report import Page, page
from tests.exports.traced import LACKED, LACKS, LIMBS, MEMBER, NEAR, OPEN, QUESTION, RESEMBLES, TRACED
from tests.markup import compact
from watchlist.engine.reports.csvfile import CsvFile
from watchlist.engine.reports.table import Table

WITHOUT_TRACE = ("sites", "failures", "questions", "limb_words", "statement")


def as_once_stored(line: Record) -> Record:
    """Return a line as an engine without traces stored it."""
    findings = [dict(finding) for finding in line["findings"]]
    for finding in findings:
        finding.pop("evidence", None)
        rule = finding["rule"]
        finding["rule"] = rule and {key: value for key, value in rule.items() if key not in WITHOUT_TRACE}
    return line | {"findings": findings}


def trace(report: Page, number: int = 0) -> str:
    """The html of one trace of a page."""
    return report.html.split('<section class="card trace">')[number + 1].split("</section>")[0]


def cells(html: str) -> list[list[str]]:
    """The rows of a table in text."""
    rows = re.findall(r"<tr class=.*?</tr>", html, re.DOTALL)
    return [[_text(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]


def _text(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", "", html).split())


def printed(line: Record) -> str:
    out = io.StringIO()
    Table(width=400).write(answer(line), out)
    return " ".join(out.getvalue().split())


def row(line: Record) -> dict[str, str]:
    out = io.StringIO()
    CsvFile().write(answer(line), out)
    return next(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_the_page_is_well_formed_and_speaks_of_structures_never_of_people() -> None:
    report = page(*TRACED)
    assert report.open == []
    for word in ("safe", "clean", "clear", "suspicious", "illicit", "designer", "evasion", "built like", "designed"):
        assert not re.search(rf"\b{word}\b", report.text.lower()), word


def test_a_limb_has_one_letter_on_the_picture_in_the_legend_and_in_the_table() -> None:
    why = trace(page(MEMBER))
    picture, legend, table = why.split("<figcaption>")[0], why.split("<ol")[1].split("</ol>")[0], why.split("<table")[1]
    for letter, atoms in (("A", range(17, 22)), ("D", range(4, 11)), ("E", range(3))):
        assert f"('{letter}', {tuple(atoms)})" in picture
        assert f'l-{letter.lower()}">{letter}</span>' in legend
        assert f'l-{letter.lower()}">{letter}</span>' in table


def test_the_legend_says_the_words_of_a_limb_and_what_stands_there() -> None:
    text = page(MEMBER).text
    assert f"{LIMBS['E'].capitalize()} Propanoyl: an acetyl group" in text


def test_a_limb_whose_words_are_not_held_goes_by_its_number_in_law() -> None:
    why = trace(page(MEMBER), 1)
    assert 'l-a">1</span><div><b lang="en">Limb 1</b><p lang="en">Propanoyl: an acetyl group</p>' in compact(why)


def test_each_site_says_what_stands_there_by_which_limb_and_what_follows() -> None:
    assert cells(trace(page(MEMBER)))[:3] == [
        ["Propanoyl", "An acetyl group", "acyl *C(C)=O", "E", "Fits"],
        ["Phenyl", "A 4-fluorophenyl ring", "aromatic monocycle *c1ccc(F)cc1", "D", "Fits"],
        ["2-phenylethyl", "A 2-(thiophen-2-yl)ethyl group", "2-phenylethyl *CCc1cccs1", "none", "Fits"],
    ]


def test_a_guess_asks_its_question_in_words() -> None:
    why = trace(page(OPEN))
    assert '<p lang="en">May be inside the class “fentanyl-related substances” by limb E.</p>' in why
    assert f'What the words of the law leave open</h5><ul><li lang="en">{QUESTION}</li>' in compact(why)
    assert cells(why)[0][-1] == "Open question"
    assert "Propanoyl: a methoxycarbonyl group (an open question)" in why
    assert "Class member: limb E, by guess" in why


def test_near_a_boundary_the_one_condition_that_fails_is_ringed_and_named() -> None:
    why = trace(page(NEAR))
    assert "data-fails='[10]'" in why
    told = '<div><b lang="en">The one condition that fails</b><p lang="en">Nothing but hydrogen where'
    assert f'href="#m-fails"/></svg>{told}' in compact(why)
    assert cells(why)[-1] == ["Propanoyl", "Nothing but hydrogen", "", "none", "Does not fit"]


def test_a_group_that_fails_at_no_site_is_told_apart_from_where_it_stands() -> None:
    rule = NEAR["findings"][0]["rule"]
    failing = [rule["failures"][0] | {"words": "no group in place of propanoyl", "group": "no group"}]
    why = trace(page(NEAR | {"findings": [NEAR["findings"][0] | {"rule": rule | {"failures": failing}}]}))
    assert cells(why)[-1] == ["Propanoyl", "No group", "", "none", "Does not fit"]


def test_of_an_older_answer_the_sentences_are_shown_whole() -> None:
    (near,), (guess,) = NEAR["findings"], OPEN["findings"]
    failing = [{name: value for name, value in near["rule"]["failures"][0].items() if name not in LACKED}]
    why = trace(page(NEAR | {"findings": [near | {"rule": near["rule"] | {"failures": failing}}]}))
    assert cells(why)[-1] == ["—", LACKS.capitalize(), "", "none", "Does not fit"]
    rule = {name: value for name, value in guess["rule"].items() if name != "statement"}
    why = trace(page(OPEN | {"findings": [guess | {"rule": rule}]}))
    assert f'<p lang="en">{guess["explanation"]}</p>' in why


def test_a_picture_says_its_marks_to_who_cannot_see_it() -> None:
    assert "ylethyl)piperidin-4-yl]acetamide; marked A, D, E'" in trace(page(MEMBER))
    assert "piperidin-4-amine; ringed where it fails'" in trace(page(NEAR))


def test_one_trace_explains_the_findings_of_one_rule() -> None:
    later = MEMBER["findings"][0] | {"category": "Temporary order", "tier": "class_member"}
    why = trace(page(MEMBER | {"findings": [MEMBER["findings"][0], later]}))
    assert "US Schedule I, US Temporary order" in why


def test_a_structure_beside_its_trace_is_not_drawn_again() -> None:
    assert page(OPEN).html.count("data-marks") == 1
    listed = OPEN["findings"][0] | {"rule": None, "tier": "listed", "atoms": [0]}
    assert page(OPEN | {"findings": [*OPEN["findings"], listed]}).html.count("data-marks") == 2


def test_a_resemblance_stands_beside_its_relative_with_what_they_share_and_its_evidence() -> None:
    report = page(RESEMBLES)
    why = trace(report)
    goods, relative = why.split("<figure>")[1:]
    assert "On the line" in goods
    assert "data-marks='[('A', (7, 8, 9, 10, 11, 12, 13))]' data-fails='[]' data-like='O=C1CCNCC1'" in goods
    assert "Listed relative" in relative
    assert "VRJHQPZVIGNGMX-UHFFFAOYSA-N" in relative
    for said in (
        "Shared What it has in common with 4-piperidone. Not marked What differs from 4-piperidone.",
        "Evidence Without its tert-butoxycarbonyl group it is 4-piperidone.",
        "Group set aside tert-butoxycarbonyl",
        "many lawful chemicals do. It is not a statutory analogue finding, and says nothing about the parties.",
    ):
        assert said in report.text


def test_a_resemblance_asks_for_the_use_and_brings_no_duty() -> None:
    text = page(RESEMBLES).text
    duty = text[text.index("What must be done") : text.index("What it resembles")]
    assert duty == (
        "What must be done No duty known Ask the shipper for the use. "
        "Not a duty of law: no list held here names or reaches the goods. "
    )
    assert "lists the relative · since 3 Dec 2024" in text


@pytest.mark.parametrize("line", [MEMBER, OPEN, NEAR])
def test_the_use_is_not_asked_for_where_a_text_of_law_speaks(line: Record) -> None:
    resembles = {"findings": [*line["findings"], *RESEMBLES["findings"]]}
    is_law = line["findings"][0]["tier"] == "class_member"
    assert ("Ask the shipper" not in page(line | resembles).text) == is_law


def test_a_low_resemblance_is_shown_on_a_line_that_needs_nobody() -> None:
    low = RESEMBLES | {"verdict": "no_match", "severity": "low"}
    assert "Listed relative" in page(low).html


@pytest.mark.parametrize("line", [*TRACED, REVIEW])
def test_what_was_stored_before_traces_is_shown_as_before(line: Record) -> None:
    old = as_once_stored(line)
    report = page(old)
    assert report.open == []
    assert "card trace" not in report.html
    assert report.html.count("data-marks") == 1
    assert old["explanation"] in printed(old)
    assert row(old)["sites"] == ""


def test_the_table_says_each_limb_and_each_question() -> None:
    text = printed(MEMBER)
    assert "US Schedule I: Inside the class “fentanyl-related substances” by limbs A, D and E." in text
    assert "[A] the phenyl of the phenethyl group, a thiophen-2-yl ring: fits" in text
    assert f"[E] propanoyl, a methoxycarbonyl group: open question Open question: {QUESTION}" in printed(OPEN)
    assert "[-] propanoyl, nothing but hydrogen: does not fit" in printed(NEAR)


def test_the_table_says_what_a_resemblance_is_and_is_not() -> None:
    text = printed(RESEMBLES)
    assert "UN Table I (lists the relative)" in text
    assert "Evidence: Without its tert-butoxycarbonyl group it is 4-piperidone." in text
    assert text.count("says nothing about the parties.") == 1
    assert "Ask the shipper for the use." in text


def test_a_row_says_rules_sites_questions_and_evidence() -> None:
    member, asked, near = row(MEMBER), row(OPEN), row(NEAR)
    assert member["rules"] == "us-fentanyl-related 3 A D E; cn-fentanyl 3 1 2 4"
    assert member["sites"].startswith("propanoyl, an acetyl group (E): fits; phenyl, a 4-fluorophenyl ring (D): fits")
    assert asked["open_questions"] == QUESTION
    assert near["sites"].endswith("propanoyl, nothing but hydrogen: does not fit")
    assert row(RESEMBLES)["resemblance"] == (
        "Evidence: Without its tert-butoxycarbonyl group it is 4-piperidone.; "
        "Group set aside: tert-butoxycarbonyl; Family: piperidones"
    )


def test_limbs_that_the_law_numbers_in_words_get_letters_in_order() -> None:
    rule = MEMBER["findings"][0]["rule"]
    sites = [site | {"limb": f"({site['limb'].lower()})" if site["limb"] else ""} for site in rule["sites"]]
    named = MEMBER["findings"][0] | {"rule": rule | {"limbs": ["(a)", "(d)", "(e)"], "sites": sites}}
    why = trace(page(MEMBER | {"findings": [named]}))
    assert f"('B', {tuple(range(4, 11))})" in why
    assert ["Phenyl", "A 4-fluorophenyl ring", "aromatic monocycle *c1ccc(F)cc1", "B (d)", "Fits"] in cells(why)


def test_the_legend_takes_the_words_of_the_trace_where_it_has_any() -> None:
    rule = OPEN["findings"][0]["rule"]
    told = [rule["sites"][0] | {"words": "a methoxycarbonyl group in place of propanoyl"}]
    why = trace(page(OPEN | {"findings": [OPEN["findings"][0] | {"rule": rule | {"sites": told}}]}))
    assert '<p lang="en">A methoxycarbonyl group in place of propanoyl (an open question)</p>' in why


def test_the_plain_drawing_goes_first_where_the_strongest_finding_has_no_trace() -> None:
    listed = NEAR["findings"][0] | {"rule": None, "tier": "listed", "atoms": [0]}
    html = page(NEAR | {"findings": [listed, *NEAR["findings"]]}).html
    assert html.index("card why") < html.index("card trace")


def test_the_chip_of_a_form_of_a_member_says_limbs_and_form() -> None:
    salt = OPEN["findings"][0] | {"form": "salt"}
    assert "Class member: limb E, salt, by guess" in page(OPEN | {"findings": [salt]}).text


def test_a_duty_that_hangs_on_an_open_question_says_so() -> None:
    asked = OPEN["findings"][0] | {"obligations": ["Licence needed."]}
    assert "Licence needed. If the class reaches it: a person must say" in page(OPEN | {"findings": [asked]}).text


def test_a_class_without_limbs_is_marked_site_by_site() -> None:
    rule = OPEN["findings"][0]["rule"]
    sites = [site | {"limb": "", "verdict": "yes"} for site in rule["sites"]]
    why = trace(page(OPEN | {"findings": [OPEN["findings"][0] | {"rule": rule | {"limbs": [], "sites": sites}}]}))
    assert f"data-marks='[('A', {tuple(range(4))}), ('B', {tuple(range(5, 11))})]'" in why
    assert '<th scope="col">Mark</th>' in why
    assert [row[3] for row in cells(why)] == ["A", "B"]
    assert '<b lang="en">Propanoyl</b><p lang="en">A methoxycarbonyl group</p>' in compact(why)
