"""What words around a held name make of it: a denial, an article, part of a longer name, another order."""

from __future__ import annotations

import pytest

from tests.resolution.test_look_ups import Resolve
from watchlist.engine.identification.within import is_inverted


@pytest.mark.parametrize(
    "name",
    [
        "without acetone",
        "no acetone",
        "acetone free remover",
        "ohne Zusatz von acetone",
        "不含丙酮",
        "丙酮检测管",
        "acetone detector tubes",
        "acetone dispenser (empty)",
        "Bomba para ácido sulfúrico, PVDF, 1,5 kW",
        "Détecteur de gaz toluène/acetone, portable",
        "Sulphuric acid resistant EPDM hose",
    ],
)
def test_what_holds_none_of_a_chemical_is_not_raised(resolve: Resolve, name: str) -> None:
    assert [r.substance for r in resolve(name=name).resolutions if r.substance] == []


@pytest.mark.parametrize(
    "name",
    [
        "test kit containing acetone",
        "acetone for pumps",
        "zyxwv hose cleaner acetone",
        "gloves, acetone",
        "acetone hose filled with it",
        "acetone pump grade",
        "acetone 99% pump",
        "zyxwv acetone valve bag 25 kg",
        "泵清洗用丙酮",
    ],
)
def test_what_may_hold_a_chemical_is_a_guess(resolve: Resolve, name: str) -> None:
    assert ("acetone", "guess") in {(r.substance, r.certainty) for r in resolve(name=name).resolutions}


@pytest.mark.parametrize("name", ["zyxwv-1-丙酮", "1-苯基-2-丙酮"])
def test_a_name_after_a_locant_is_part_of_a_longer_one(resolve: Resolve, name: str) -> None:
    assert "acetone" not in {r.substance for r in resolve(name=name).resolutions}


@pytest.mark.parametrize(
    ("name", "is_so"),
    [
        ("toluene, 4-chloro-", True),
        ("2-Propanone, 1-phenyl-", True),
        ("acetic anhydride, 4-L bottle", False),
        ("acetone, 25-kg-Sack", False),
        ("Acetone -", False),
    ],
)
def test_a_measure_after_a_comma_is_no_name_written_backwards(name: str, is_so: bool) -> None:
    assert is_inverted(name) == is_so


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Кислота серная, 98 %, бочка", ("sulphuric-acid", ())),
        ("серной кислоты", ("sulphuric-acid", ())),
        ("Эфедрина гидрохлорид", ("ephedrine", ("salt",))),
        ("Гидрохлорид эфедрина", ("ephedrine", ("salt",))),
        ("Ephedrintartrat 5 kg", ("ephedrine", ("salt",))),
        ("acid, sulphuric, IBC", ("sulphuric-acid", ())),
        ("PHOSPHORUS, WHITE, UNDER WATER 4.2 (6.1) I", ("white-phosphorus", ())),
    ],
)
def test_a_name_is_held_in_any_order_and_case(resolve: Resolve, name: str, found: tuple[str, tuple[str, ...]]) -> None:
    (one,) = resolve(name=name).resolutions
    forms = next(match.forms for match in one.matches if match.reference == one.substance)
    assert (one.substance, one.certainty, forms) == (found[0], "parsed", found[1])


@pytest.mark.parametrize("name", ["(E)", "(P)", "S", "acetate", "60% acetate 40% polyester blouse"])
def test_a_letter_or_a_counterion_alone_names_nothing_held(resolve: Resolve, name: str) -> None:
    assert [r for r in resolve(name=name).resolutions if r.substance or r.by == "dictionary"] == []


@pytest.mark.parametrize(
    ("name", "substance"), [("EPHEDRlNE", "ephedrine"), ("7OLUENE", "toluene"), ("ACE7ONE", "acetone")]
)
def test_letters_misread_are_put_right(resolve: Resolve, name: str, substance: str) -> None:
    assert [(r.substance, r.certainty) for r in resolve(name=name).resolutions] == [(substance, "guess")]


def test_a_misspelt_beginning_is_read_alone(resolve: Resolve) -> None:
    found = resolve(name="Pseudoephedrne zyxwv qrstu").resolutions
    assert [(r.substance, r.certainty) for r in found] == [("pseudoephedrine", "guess")]
