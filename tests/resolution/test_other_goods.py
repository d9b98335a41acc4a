"""Goods that are no chemical, and texts of which only a part is known: what may be passed over, and what never."""

from __future__ import annotations

import re

import pytest

from chemistry import normalise_name
from tests.resolution.test_look_ups import Resolve
from watchlist.engine import Engine
from watchlist.engine.host import table
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.identification.resolver import Resolver
from watchlist.engine.law import CompiledLaw

KINDS = {"article", "container", "food", "material", "medicine", "plastic", "product"}


@pytest.fixture(scope="module")
def law() -> CompiledLaw:
    """Return the whole law: of a dozen substances alone, most names would be of other goods."""
    return Engine.from_seeds().law


@pytest.fixture(scope="module")
def resolve(law: CompiledLaw) -> Resolve:
    resolver = Resolver(law, Dictionary())
    return lambda **item: resolver.resolve([item])[0]


@pytest.mark.parametrize(
    ("name", "goods", "sort"),
    [
        ("Cotton T-shirts, printed, size L", "T-shirts", "thing"),
        ("Holzmöbel, zerlegt", "Möbel", "thing"),
        ("Meubles en bois, démontés", "meubles", "thing"),
        ("男式皮鞋 200双", "皮鞋", "thing"),
        ("Шины грузовые бывшие в употреблении", "шины", "thing"),
        ("Rice, basmati, 25 kg bags", "rice", "product"),
        ("Shampoo for dry hair 250 ml", "shampoo", "product"),
        ("Januvia 100 mg tablets, 28 pcs", "Januvia", "product"),
    ],
)
def test_goods_are_known_by_their_words(resolve: Resolve, name: str, goods: str, sort: str) -> None:
    found = resolve(name=name)
    (resolution,) = found.resolutions
    assert goods.casefold() in resolution.name.casefold()
    assert (resolution.other_goods, resolution.smiles, found.depth) == (sort, "", "name")


@pytest.mark.parametrize(
    "name",
    [
        "Glass bottles of zorbex",
        "T-shirts powder",
        "leather dye",
        "battery acid substitute zorbic",
        "tyres, used, 20 pcs methyltryptine",
        "shoes 4,4-zorbane",
        "Spare parts",
        "gloves ephedirne",
        "chairs nadmangan1an",
        "Safety gloves resistant to acetone",
        "toys without invoice acetone",
        "empty drums, acetone",
        "נעליים ואצטון",
        "أحذية وأسيتون",
        "soap kaliummanganaatti(VII)",
        "shoes, 2-butanone",
    ],
)
def test_what_may_name_a_chemical_is_no_other_goods(resolve: Resolve, name: str) -> None:
    assert [found for found in resolve(name=name).resolutions if found.other_goods] == []


@pytest.mark.parametrize(
    ("name", "substance"),
    [
        ("shoes / acetone / toys", "acetone"),
        ("T-shirts, acetone 20 drums", "acetone"),
        ("Bouteilles vides 200 u., toluène 3 fûts", "toluene"),
        ("Water test kit: potassium permanganate, starch", "potassium-permanganate"),
        ("rice 25 kg bags; anhydride acétique", "acetic-anhydride"),
        ("MEK, shoes, toys", "methyl-ethyl-ketone"),
        ("handsker og acetone", "acetone"),
        ("gloves/acetone", "acetone"),
        ("pumps 2 pcs acetic anhydride 5 drums", "acetic-anhydride"),
        ("frozen fish, 4-anilino-N-fenethylpiperidin", "anpp"),
        ("toys, Antranlik asid", "anthranilic-acid"),
        ("παπούτσια ακετόνης", "acetone"),
        ("장난감, 황산말통", "sulphuric-acid"),
    ],
)
def test_a_held_name_beside_other_goods_is_never_overlooked(resolve: Resolve, name: str, substance: str) -> None:
    assert substance in {found.substance for found in resolve(name=name).resolutions}


@pytest.mark.parametrize("name", ["GBL jant temizleyici %99,9", "GBL wheel cleaner", "MEK, shoes", "paracetamol PSE"])
def test_letters_beside_other_goods_ask_a_person(resolve: Resolve, name: str) -> None:
    assert {found.substance for found in resolve(name=name).resolutions} - {None}


@pytest.mark.parametrize("remarks", ["v každej sade fľaša acetónu 0,5 l", "carton 5: zorbic methylketone"])
def test_what_stands_beside_other_goods_may_hold_more(resolve: Resolve, remarks: str) -> None:
    found = resolve(name="Women's leather shoes", remarked_goods=remarks)
    assert [each for each in found.resolutions if each.other_goods] == []


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({"name": "COTTON T-SHIRTS", "hs_code": "2914.11"}, "hs_name_mismatch"),
        ({"name": "COTTON T-SHIRTS", "hs_code": "2933.99"}, "hs_name_mismatch"),
        ({"name": "COTTON T-SHIRTS, UN 1738"}, "un_name_mismatch"),
        ({"name": "LITHIUM ION BATTERIES UN 1715, 40 CTNS"}, "un_name_mismatch"),
        ({"name": "LEATHER SHOES", "cas": "67-64-1"}, "cas_name_mismatch"),
        ({"name": "Sulphuric acid 96 %", "un_number": "1203"}, "un_name_mismatch"),
    ],
)
def test_codes_of_chemicals_are_told_against_other_goods(resolve: Resolve, item: dict[str, str], code: str) -> None:
    assert [(conflict.code, conflict.severity) for conflict in resolve(**item).conflicts] == [(code, "medium")]


@pytest.mark.parametrize(
    "item",
    [
        {"name": "Laptop computers", "un_number": "3481"},
        {"name": "CARBON BLACK N330 IN 500 KG SUPER SACKS", "hs_code": "2803.00"},
        {"name": "STICKERS UN 1230 METHANOL CLASS 3"},
    ],
)
def test_codes_that_may_be_of_other_goods_are_no_conflict(resolve: Resolve, item: dict[str, str]) -> None:
    assert resolve(**item).conflicts == ()


@pytest.mark.parametrize(
    ("name", "chemical"),
    [
        ("Zinkoxid Rotsiegel", "zinc oxide"),
        ("Oméprazole 20 mg gélules gastro-résistantes", "omeprazole"),
        ("Metformin-hydrochlorid 500 mg Filmtabletten Faltschachtel", "metformin"),
    ],
)
def test_a_text_is_the_chemical_that_it_begins_with(resolve: Resolve, name: str, chemical: str) -> None:
    assert chemical in {found.name for found in resolve(name=name).resolutions}


@pytest.mark.parametrize(
    "name",
    [
        "Caffeine ephedirne",
        "potassium permang.",
        "methylene chl.",
        "Zinc oxide methylzorbate",
        "Urea and other chemicals",
        "구연산 브로모",
    ],
)
def test_no_text_is_cleared_by_its_first_word(resolve: Resolve, name: str) -> None:
    found = resolve(name=name)
    assert found.resolutions == () or "name_partly_read" in {problem.code for problem in found.problems}


@pytest.mark.parametrize(
    ("name", "chemical"),
    [("Цефтриаксон", "ceftriaxone"), ("Amoksisilin", "amoxicillin"), ("Метронидазол", "metronidazole")],
)
def test_a_name_is_known_by_how_it_is_pronounced(resolve: Resolve, name: str, chemical: str) -> None:
    (found,) = resolve(name=name).resolutions
    assert (found.name, found.certainty) == (chemical, "guess")


def test_no_goods_are_named_as_a_chemical_is(law: CompiledLaw) -> None:
    rows = table("identification", "other_goods.csv")
    keys = {normalise_name(row["text"]) for row in rows}
    assert {row["kind"] for row in rows} <= KINDS
    assert len(keys) == len(rows)
    assert not keys & law.names.keys()
    assert all(keys)


def test_every_additive_has_a_number_of_the_dictionary() -> None:
    dictionary = Dictionary()
    rows = table("identification", "e_numbers.csv")
    assert [row["number"] for row in rows if not re.fullmatch(r"E\d{3,4}[a-z]?", row["number"])] == []
    assert [row["number"] for row in rows if dictionary.by_cas(row["cas"]) is None] == []
