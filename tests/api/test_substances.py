"""The substances held: found by name, number and structure, and told as they were known."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.structure_index.contract import EXPLODING
from watchlist.api.substances.records import SEARCHED, WHOLE, SubstanceItem, SubstanceRecord
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.substances.models import Substance
from watchlist.substances.registry import DescriptionFacts, NameFacts, StructureFacts, SubstanceFacts, describe

URL = "/api/v1/substances/"
P2P = "CC(=O)Cc1ccccc1"
KETONE = "ZZZ invented ketone"


@pytest.fixture
def reader(law: CompiledLaw, caller: Caller, officer: User) -> APIClient:
    return caller(officer, "read_lists")


def ask(client: APIClient, **query: str) -> Any:
    return client.get(URL, query)


def keys(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [item["key"] for item in answer.json()["items"]]


def matches(answer: Any) -> dict[str, Any]:
    return {item["key"]: item["match"] for item in answer.json()["items"]}


@pytest.mark.parametrize("place", [URL, f"{URL}acetone/"])
def test_without_a_token_nothing_is_told(place: str, db: None) -> None:
    assert APIClient().get(place).status_code == 401


@pytest.mark.parametrize("place", [URL, f"{URL}acetone/", f"{URL}not-held/"])
def test_neither_an_outsider_nor_a_token_for_other_things_reads_them(
    place: str, caller: Caller, officer: User, outsider: User
) -> None:
    for client in (caller(outsider), caller(officer, "screen", "review_cases")):
        answer = client.get(place)
        assert (answer.status_code, answer.json()["type"]) == (403, "/api/v1/problems/scope-missing/")


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("Essigsäureanhydrid", "exact"),
        ("ACETIC  ANHYDRIDE", "exact"),
        ("醋酸酐", "exact"),
        ("無水酢酸", "exact"),
        ("Уксусный ангидрид", "exact"),
        ("acetic anhyd", "prefix"),
        ("cetic anhydrid", "contains"),
    ],
)
def test_a_name_is_found_in_every_language(reader: APIClient, name: str, how: str) -> None:
    answer = ask(reader, name=name)
    assert keys(answer)[0] == "acetic-anhydride"
    assert matches(answer)["acetic-anhydride"]["how"] == how


def test_exact_names_come_before_beginnings_and_these_before_parts(reader: APIClient) -> None:
    hows = [item["match"]["how"] for item in ask(reader, name="ephedrine").json()["items"]]
    assert hows[0] == "exact"
    assert hows == sorted(hows, key=["exact", "prefix", "contains"].index)
    assert "contains" in hows


@pytest.mark.parametrize("cas", ["50-98-6", "CAS 50-98-6", "50986"])
def test_the_number_of_a_salt_finds_its_substance_and_says_which_form(reader: APIClient, cas: str) -> None:
    answer = ask(reader, cas=cas)
    assert keys(answer) == ["ephedrine"]
    form = {"cas": "50-98-6", "form": "hydrochloride, (1R,2S)-(-)", "form_kind": "salt"}
    assert matches(answer)["ephedrine"] == {"how": "number", "text": "50-98-6", "form": form, "similarity": None}


def test_a_number_of_the_substance_itself_is_of_no_form(reader: APIClient) -> None:
    assert matches(ask(reader, cas="299-42-3"))["ephedrine"]["form"] is None


@pytest.mark.parametrize(("cas", "why"), [("50-98-7", "should end in 6"), ("50-98", "is not of the form")])
def test_a_malformed_number_is_refused_with_why(reader: APIClient, cas: str, why: str) -> None:
    answer = ask(reader, cas=cas)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["parameter"] == "cas"
    assert why in error["detail"]


@pytest.mark.parametrize(
    "query", [{"inchikey": "QCCDLTOVEPVEJK-UHFFFAOYSA-N"}, {"smiles": P2P}, {"smiles": "O=C(C)Cc1ccccc1"}]
)
def test_a_structure_is_found_by_its_identity(reader: APIClient, query: dict[str, str]) -> None:
    answer = ask(reader, **query)
    assert keys(answer)[0] == "p2p"
    assert matches(answer)["p2p"]["how"] == "identical"


def test_the_first_block_of_an_inchikey_finds_the_skeleton(reader: APIClient) -> None:
    found = matches(ask(reader, inchikey="KWGRBVOPPLSCSI"))
    assert {"ephedrine", "pseudoephedrine"} <= found.keys()
    assert {match["how"] for match in found.values()} == {"same_skeleton"}


@pytest.mark.parametrize(
    "query",
    [{"substructure": P2P}, {"substructure": "[CX4;H3]C(=O)Cc1ccccc1", "kind": "smarts"}],
)
def test_a_part_is_found_in_order_of_keys(reader: APIClient, query: dict[str, str]) -> None:
    found = keys(ask(reader, **query))
    assert "p2p" in found
    assert "acetone" not in found
    assert found == sorted(found)


def test_likeness_is_a_number_only_for_those_who_review_cases(reader: APIClient, caller: Caller, officer: User) -> None:
    without, reviewer = ask(reader, similar=P2P), ask(caller(officer, "read_lists", "review_cases"), similar=P2P)
    assert keys(without) == keys(reviewer)
    assert {match["similarity"] for match in matches(without).values()} == {None}
    told = [match["similarity"] for match in matches(reviewer).values()]
    assert told[0] == 1
    assert told == sorted(told, reverse=True)


def test_a_cursor_does_not_tell_a_likeness_either(reader: APIClient) -> None:
    first = ask(reader, similar=P2P, limit="2").json()
    assert first["next"]
    assert "0." not in first["next"]


@pytest.mark.parametrize("query", [{}, {"name": "e"}, {"similar": P2P}, {"substructure": "c1ccccc1"}])
def test_pages_join_to_the_whole(reader: APIClient, query: dict[str, str]) -> None:
    whole, joined = ask(reader, limit="1000", **query).json(), []
    following = f"{URL}?limit=100&" + "&".join(f"{name}={quote(text)}" for name, text in query.items())
    while following:
        page = reader.get(following).json()
        joined += page["items"]
        following = page["next"]
    assert joined == whole["items"]
    assert len(joined) > 100


def test_without_a_search_every_substance_is_listed_by_key(reader: APIClient, law: CompiledLaw) -> None:
    answer = ask(reader, limit="1000")
    assert keys(answer) == sorted(law.substances)
    assert {item["match"] for item in answer.json()["items"]} == {None}


@pytest.mark.parametrize(
    "query",
    [
        {"name": "acetone", "cas": "67-64-1"},
        {"kind": "smarts"},
        {"kind": "smarts", "smiles": "C"},
        {"substructure": "C", "kind": "mol"},
        {"name": "---"},
        {"name": ""},
        {"similar": ""},
        {"valid_on": "1066-10-14"},
        {"colour": "red"},
        {"substructure": "C" * 10_000, "kind": "smarts"},
    ],
)
def test_a_query_that_breaks_a_rule_is_refused(reader: APIClient, query: dict[str, str]) -> None:
    answer = ask(reader, **query)
    assert (answer.status_code, answer.json()["type"]) == (400, "/api/v1/problems/query-not-understood/")


@pytest.mark.parametrize(
    "query",
    [
        {"smiles": "C1CC"},
        {"similar": "no structure"},
        {"inchikey": "KWGRBVOPPLSCS"},
        {"substructure": "[$(", "kind": "smarts"},
        {"substructure": "[$(C" * 100 + ")]" * 100, "kind": "smarts"},
        {"substructure": "[C,N]"},
    ],
)
def test_what_cannot_be_read_as_a_structure_is_refused(reader: APIClient, query: dict[str, str]) -> None:
    answer = ask(reader, **query)
    assert (answer.status_code, answer.json()["type"]) == (422, "/api/v1/problems/structure-not-readable/")


def test_a_pattern_that_takes_too_long_is_given_up_and_does_not_hurt_the_next(reader: APIClient) -> None:
    answer = ask(reader, substructure=EXPLODING, kind="smarts")
    assert (answer.status_code, answer.json()["type"]) == (422, "/api/v1/problems/structure-query-too-costly/")
    assert keys(ask(reader, smiles=P2P))[0] == "p2p"


def test_one_substance_is_told_whole(reader: APIClient) -> None:
    said = reader.get(f"{URL}acetic-anhydride/").json()
    assert {"zh", "ja", "ru", "de", "en"} <= {name["language"] for name in said["names"]}
    assert ("cas", "108-24-7") in {(one["scheme"], one["value"]) for one in said["identifiers"]}
    assert (said["smiles"], said["inchikey"]) == ("CC(=O)OC(C)=O", "WFDIJRYMOXRFFG-UHFFFAOYSA-N")
    assert {"UN", "US", "EU", "CN", "GB"} <= {row["jurisdiction"] for row in said["schedulings"]}
    (row,) = [row for row in said["schedulings"] if row["list"] == "cn-precursors"]
    assert (row["valid_from"], row["date_precision"], row["valid_until"]) == ("2005-11-01", "day", None)


def test_schedulings_are_those_of_the_day_asked(reader: APIClient) -> None:
    def lists(day: str, standing: str) -> set[str]:
        answer = reader.get(f"{URL}acetic-anhydride/", {"valid_on": day})
        return {row["list"] for row in answer.json()[standing]}

    assert "eu-273-cat-2a" not in lists("2013-12-29", "schedulings")
    assert "eu-273-cat-2a" in lists("2013-12-29", "announced")
    assert "eu-273-cat-2a" in lists("2013-12-30", "schedulings")
    assert "eu-273-cat-2a" not in lists("2013-12-30", "announced")
    (found,) = ask(reader, cas="108-24-7", valid_on="2013-12-29").json()["items"]
    assert {row["list"] for row in found["listed"]} == lists("2013-12-29", "schedulings")


def describe_invented(*names: str) -> None:
    facts = SubstanceFacts(
        DescriptionFacts(KETONE, "substance", "reported"),
        StructureFacts("CCCC(=O)C(F)(F)C(F)(F)Br", "AAAAAAAAAAAAAA-UHFFFAOYSA-N"),
        [NameFacts(name, "en", "synonym") for name in names],
        [],
    )
    describe(key="invented-ketone", facts=facts, actor="curator", reason="a test")


def test_what_was_learnt_later_was_not_known_then(reader: APIClient) -> None:
    before = datetime.now(UTC).isoformat()
    describe_invented(KETONE)
    between = datetime.now(UTC).isoformat()
    describe_invented(KETONE, "ZZZ other name")
    for query in ({"name": KETONE}, {"smiles": "CCCC(=O)C(F)(F)C(F)(F)Br"}, {"substructure": "FC(F)C(F)(F)Br"}):
        assert keys(ask(reader, **query)) == ["invented-ketone"]
        assert keys(ask(reader, **query, known_at=before)) == []
    assert reader.get(f"{URL}invented-ketone/", {"known_at": before}).status_code == 404
    said = [reader.get(f"{URL}invented-ketone/", query).json() for query in ({"known_at": between}, {})]
    assert [len(one["names"]) for one in said] == [1, 2]


def test_a_page_that_follows_is_of_the_law_of_the_first(reader: APIClient) -> None:
    following = ask(reader, name="e", limit="5").json()["next"]
    unchanged = reader.get(following).json()
    describe_invented("Eaaa")
    assert reader.get(following).json() == unchanged


def test_a_substance_that_no_law_describes_is_not_held(reader: APIClient) -> None:
    Substance.objects.create(key="somebody-s-own")
    assert reader.get(f"{URL}somebody-s-own/").status_code == 404
    assert "somebody-s-own" not in keys(ask(reader, limit="1000"))


def test_an_instant_before_any_law_is_no_answer(reader: APIClient) -> None:
    for place in (URL, f"{URL}acetone/"):
        answer = reader.get(place, {"known_at": "1999-01-01T00:00:00Z"})
        assert (answer.status_code, answer.json()["type"]) == (422, "/api/v1/problems/question-not-answerable/")


def test_answers_and_examples_are_as_described(reader: APIClient) -> None:
    (found,) = ask(reader, cas="50-98-6").json()["items"]
    for said in (found, SEARCHED):
        assert_described(SubstanceItem(), said, "item")
    for said in (reader.get(f"{URL}ephedrine/").json(), WHOLE):
        assert_described(SubstanceRecord(), said, "substance")
