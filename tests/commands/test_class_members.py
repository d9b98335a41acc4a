"""The table of known members: for officers who have only look-up tables."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


def written(*arguments: str, **options: str) -> str:
    out = StringIO()
    call_command("class_members", *arguments, stdout=out, **options)
    return out.getvalue()


def test_a_named_fentanyl_stands_under_both_listings_of_its_class_with_number_and_heading() -> None:
    rows = [row for row in csv.DictReader(written("us-fentanyl-related").splitlines()) if row["cas"]]
    assert {row["rule"] for row in rows} == {"us-fentanyl-related"}
    assert len({row["valid_from"] for row in rows}) == 2
    assert all(row["name"] and row["standing"] in ("member", "question") for row in rows)
    assert {row["hs"] for row in rows} >= {"2933.34"}


def test_every_class_is_in_the_whole_table_and_json_says_the_same() -> None:
    rows = list(csv.DictReader(written().splitlines()))
    assert {"cn-fentanyl", "cn-nitazene", "gb-fentanyl", "us-fentanyl-related"} <= {row["rule"] for row in rows}
    assert json.loads(written(format="json")) == rows


def test_a_rule_that_is_not_held_is_refused() -> None:
    with pytest.raises(CommandError, match="no class rule xx is held"):
        written("xx")
