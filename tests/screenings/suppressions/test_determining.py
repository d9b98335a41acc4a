"""A product determination says that a test in words is met, and no more: without it the test is unknown."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.cases.shipments import ROUTE
from tests.screenings.suppressions.laid_down import TABLETS, answered, determined, in_days, records_of, stored
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.errors import AskAnotherPerson, LookAgain, SayWhy
from watchlist.management.commands.demo_users import grant
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.suppressions import determining

pytestmark = pytest.mark.usefixtures("law")
EXPORT = {"origin": "US", "destination": "CA", "operation": "export"}
US = "us-list-1/ephedrine"
DRUG_PRODUCT = "us-list-1/ephedrine/2007/amended/drug-product"
FRAGRANCE = {"name": "Piperonal", "cas": "120-57-0", "concentration": "2 %", **ROUTE}


def position_of(line: ScreenedLine, entry: str) -> int:
    """Return where the finding of an entry stands on a stored line."""
    return next(at for at, one in enumerate(records_of(line)["findings"]) if one["entry"] == entry)


def found(record: dict[str, Any], entry: str) -> dict[str, Any]:
    """Return the finding of an entry on a record."""
    return next(one for one in record["findings"] if one["entry"] == entry)


def in_words(finding: dict[str, Any]) -> list[tuple[str, str]]:
    """Return each condition that exempts, as declared and met."""
    return [(one["declared"], one["met"]) for one in finding["conditions"] if one["effect"] == "exempts"]


def test_a_lawfully_marketed_drug_is_exempt_while_it_stands(officer: User, second_officer: User) -> None:
    line = stored(TABLETS, **EXPORT)
    at = position_of(line, US)
    before = answered(TABLETS, **EXPORT)[0]
    assert in_words(found(before, US)) == [("medicine", "unknown")]
    row = determined(line, at, DRUG_PRODUCT, officer, second_officer)
    after = answered(TABLETS, **EXPORT)[0]
    by = f"by determination {row} of officer and second-officer, until {in_days(30).isoformat()}"
    assert (found(after, US)["tier"], in_words(found(after, US))) == ("exempt", [(by, "yes")])
    assert [one.get("determination") for one in found(after, US)["conditions"]].count(row.pk) == 1
    of_others = [[one for one in record["findings"] if one["jurisdiction"] != "US"] for record in (before, after)]
    assert of_others[0] == of_others[1]
    determining.withdraw_determination(determination=row, actor=officer, note="The marketing was stopped.")
    assert answered(TABLETS, **EXPORT)[0] == before


def test_a_mixture_that_is_not_easily_extracted_is_exempt(officer: User, second_officer: User) -> None:
    line = stored(FRAGRANCE)
    at = position_of(line, "eu-111-cat-1/piperonal")
    assert records_of(line)["verdict"] == "controlled"
    (test,) = [one for one in determining.open_tests(line, at) if one.facts.kind == "concentration"]
    determined(line, at, test.facts.key, officer, second_officer)
    after = answered(FRAGRANCE)[0]
    assert found(after, "eu-111-cat-1/piperonal")["tier"] == "exempt"
    assert found(after, "eu-273-cat-1/piperonal")["tier"] == "listed"


@pytest.mark.parametrize(
    "change",
    [{"consignor": "Another Pharma Inc"}, {"name": "Ephedrine sulphate injection 25 mg/ml"}, {"consignor": ""}],
)
def test_it_is_of_one_product_of_one_supplier(officer: User, second_officer: User, change: dict[str, str]) -> None:
    other = {**TABLETS, **change}
    before, line = answered(other, **EXPORT), stored(TABLETS, **EXPORT)
    determined(line, position_of(line, US), DRUG_PRODUCT, officer, second_officer)
    assert answered(other, **EXPORT) == before
    again = {**TABLETS, "name": TABLETS["name"].upper(), "consignee": "Another Pharmacy"}
    assert found(answered(again, **EXPORT)[0], US)["tier"] == "exempt"


@pytest.mark.parametrize(("days", "tier"), [(29, "exempt"), (30, "listed")])
def test_it_expires(officer: User, second_officer: User, days: int, tier: str) -> None:
    line = stored(TABLETS, **EXPORT)
    determined(line, position_of(line, US), DRUG_PRODUCT, officer, second_officer)
    day = in_days(days).isoformat()
    assert found(answered({**TABLETS, "export_date": day}, **EXPORT)[0], US)["tier"] == tier


def test_no_figure_is_determined(officer: User) -> None:
    line = stored(FRAGRANCE)
    at = position_of(line, "us-list-1/piperonal")
    assert determining.open_tests(line, at) == []
    numeric = [one["required"] for one in records_of(line)["findings"][at]["conditions"] if one["effect"] == "exempts"]
    assert numeric == ["mixtures at or below 20 % by weight or volume"]
    with pytest.raises(CorrectTheQuestion):
        _ask(line, at, officer, condition="us-list-1/piperonal/1991-02-27/added/mixture")


def test_what_is_wrong_with_asking_is_said(officer: User, second_officer: User) -> None:
    line = stored(TABLETS, **EXPORT)
    at = position_of(line, US)
    for error, change in (
        (SayWhy, {"composition": " "}),
        (SayWhy, {"note": ""}),
        (CorrectTheQuestion, {"until": in_days(0)}),
        (CorrectTheQuestion, {"condition": "none"}),
    ):
        with pytest.raises(error):
            _ask(line, at, officer, **change)
    asked = _ask(line, at, officer)
    with pytest.raises(LookAgain):
        _ask(line, at, second_officer)
    assert list(determining.Determination.objects.for_second(second_officer)) == [asked]
    with pytest.raises(AskAnotherPerson):
        determining.answer_determination(determination=asked, agreed=True, actor=_both(officer))


def _ask(line: ScreenedLine, at: int, actor: User, **change: Any) -> Any:
    asked = {
        "condition": DRUG_PRODUCT,
        "composition": "50 mg in 1 ml of water.",
        "until": in_days(30),
        "note": "NDA 208289.",
        **change,
    }
    return determining.request_determination(line=line, position=at, actor=actor, **asked)


def _both(user: User) -> User:
    grant(user, "Second officers")
    return User.objects.get(pk=user.pk)
