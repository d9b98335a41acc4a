"""A class defined on structure is an entry like any other, read by a rule that we knew from an instant on."""

from __future__ import annotations

import pytest

from tests.law_store.law import WHO
from tests.law_store.seed_tree import EVENTS, RULE, SeedTree
from watchlist.audit.models import AuditEvent
from watchlist.engine.errors import CorrectTheData
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.defining import RuleFacts, define
from watchlist.law_store.definitions import ClassRule
from watchlist.law_store.editions import editions_known_at

FACTS = RuleFacts("xx-alkylanilines", "alkylanilines", RULE.format(key="xx-alkylanilines"))


def test_a_class_breaks_no_rule_of_curation(tree: SeedTree) -> None:
    tree.tell_of_a_class()
    assert tree.breaches() == []


@pytest.mark.django_db
def test_a_class_is_compiled_with_the_rule_that_its_listing_names(tree: SeedTree) -> None:
    tree.tell_of_a_class()
    tree.load()
    law = law_known_at()
    (row,) = law.by_rule["xx-alkylanilines"]
    assert (row.substance, row.rule) == ("alkylanilines", "xx-alkylanilines")
    assert law.rules["xx-alkylanilines"].rule.title == "alkylanilines"
    assert law.rules["xx-alkylanilines"].version == ClassRule.objects.get().version


@pytest.mark.django_db
def test_a_second_load_of_a_rule_writes_nothing(tree: SeedTree) -> None:
    tree.tell_of_a_class()
    tree.load()
    before = AuditEvent.objects.count()
    assert not tree.load().editions
    assert AuditEvent.objects.count() == before


@pytest.mark.django_db
def test_a_better_reading_does_not_change_what_was_known_then(tree: SeedTree) -> None:
    tree.tell_of_a_class()
    tree.load()
    then = law_known_at()
    tree.rules["xx-alkylanilines"] = FACTS.text.replace('"alkyl"', '"alkyl", "halo"')
    assert tree.load().editions == ("class_rules/xx-alkylanilines",)
    assert law_known_at().rules["xx-alkylanilines"].version != then.rules["xx-alkylanilines"].version
    assert law_known_at(then.known_at).rules == then.rules


@pytest.mark.django_db
def test_a_text_that_is_no_rule_is_refused_with_its_line() -> None:
    broken = RuleFacts("xx-alkylanilines", "alkylanilines", FACTS.text.replace('"alkyl"', '"alkil"'))
    with pytest.raises(CorrectTheData, match=r"xx-alkylanilines:\d+: unknown class alkil"):
        define(facts=broken, **WHO)
    assert not ClassRule.objects.exists()


@pytest.mark.parametrize(
    ("change", "file", "what"),
    [
        (lambda tree: tree.rows[EVENTS][0].update(rule="xx-others"), EVENTS, "rule 'xx-others' is not held"),
        (lambda tree: tree.rows[EVENTS][0].update(rule=""), EVENTS, "is a class, and no rule says of what"),
        (
            lambda tree: tree.rules.update(
                {"xx-alkylanilines": FACTS.text.replace('confidence = "confirmed"', 'confidence = "unverified"')}
            ),
            EVENTS,
            "rule 'xx-alkylanilines' is unverified",
        ),
        (lambda tree: tree.tell(), "rule.toml", "no listing of XX names the rule"),
        (lambda tree: tree.rules.update({"xx-alkylanilines": RULE.format(key="xx-x")}), "rule.toml", "not that of its"),
        (
            lambda tree: tree.rules.update({"xx-alkylanilines": FACTS.text.replace("xx-act", "xx-bill")}),
            "rule.toml",
            "instrument 'xx-bill' is not held",
        ),
        (lambda tree: tree.rules.update({"xx-alkylanilines": "key = "}), "rule.toml", "cannot be read"),
        (
            lambda tree: tree.rules.update(
                {"xx-alkylanilines": FACTS.text.replace("[:1]", "[:9]").replace("c:1", "c:9")}
            ),
            "rule.toml",
            "map number",
        ),
    ],
)
def test_a_broken_class_is_found_in_its_file(tree: SeedTree, change: object, file: str, what: str) -> None:
    tree.tell_of_a_class()
    change(tree)  # type: ignore[operator]
    assert any(what in breach.what and breach.file.endswith(file) for breach in tree.breaches())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "complete"), [("", True), ("complete = false\n", False), ("complete = true\n", True)]
)
def test_an_edition_says_whether_it_holds_the_whole_list(tree: SeedTree, written: str, complete: bool) -> None:
    tree.lists["xx-list"] = written + tree.lists["xx-list"]
    tree.load()
    edition = editions_known_at(None)["xx-list"]
    assert edition.complete is complete
    assert law_known_at().lists["xx-list"].complete is complete
