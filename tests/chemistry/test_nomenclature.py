from __future__ import annotations

import pytest

from chemistry.names.nomenclature import normalise_name, peel_counterion
from tests.exploding import in_time


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4-Piperidone", "4 piperidone"),
        ("α-Phenylacetoacetonitrile", "alpha-phenylacetoacetonitrile"),
        ("Sulphuric acid", "SULFURIC ACID"),
        ("3′-chloropropiophenone", "3'-Chloropropiophenone"),
        ("3‑oxo‑2‑phenylbutanenitrile", "3-oxo-2-phenylbutanenitrile"),
        ("Éphédrine", "EPHEDRINE"),
        ("(−)-Ephedrine", "(-)-ephedrine"),
        ("(±)-Norephedrine", "(+/-)-norephedrine"),
        ("3,4-MDP-2-P", "3.4 MDP 2 P"),
        ("P-2-P", "p2p"),
        ("Ａｃｅｔｏｎｅ", "acetone"),
        ("[phenyl] {acetone}", "phenylacetone"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert normalise_name(one) == normalise_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,2-dichloroethane", "12-dichloroethane"),
        ("(+)-ephedrine", "(-)-ephedrine"),
        ("(-)-ephedrine", "ephedrine"),
        ("3'-methylpropiophenone", "3-methylpropiophenone"),
        ("2-butanone", "3-butanone"),
        ("麻黄碱", "伪麻黄碱"),
    ],
)
def test_two_names_keep_two_keys(one: str, other: str) -> None:
    assert normalise_name(one) != normalise_name(other)


@pytest.mark.parametrize(
    ("name", "base", "forms"),
    [
        ("Ephedrine hydrochloride", "ephedrine", ("salt",)),
        ("ephedrine HCl", "ephedrine", ("salt",)),
        ("ephedrine (hydrochloride)", "ephedrine", ("salt",)),
        ("pseudoephedrine sulphate (2:1)", "pseudoephedrine", ("salt",)),
        ("4-AP, dihydrochloride", "4-ap", ("salt",)),
        ("4-AP·2HCl", "4-ap", ("salt",)),
        ("4-Piperidone hydrochloride monohydrate", "4-piperidone", ("salt", "hydrate")),
        ("4-Piperidone monohydrate hydrochloride", "4-piperidone", ("salt", "hydrate")),
        ("ergometrine hydrogen maleate", "ergometrine", ("salt",)),
        ("sodium phenylacetate", "phenylacetic acid", ("salt",)),
        ("Phenylacetic acid, sodium salt", "phenylacetic acid", ("salt",)),
        ("ammonium hypophosphite", "hypophosphorous acid", ("salt",)),
        ("lysergic acid hydrate", "lysergic acid", ("hydrate",)),
        ("chlordiazepoxide hydrochloride", "chlordiazepoxide", ("salt",)),
        ("Pipéridone-4 hydrochloride", "piperidone-4", ("salt",)),
        ("(±)-ephedrine hydrochloride", "(+/-)-ephedrine", ("salt",)),
        ("(-)-ephedrine hydrochloride", "(-)-ephedrine", ("salt",)),
        ("ephedrine-2HCl", "ephedrine", ("salt",)),
        ("(ephedrine hydrochloride)", "ephedrine", ("salt",)),
        ("clorhidrato de efedrina", "efedrina", ("salt",)),
        ("chlorhydrate d'éphédrine", "ephedrine", ("salt",)),
        ("盐酸麻黄碱", "麻黄碱", ("salt",)),
        ("4-哌啶酮盐酸盐一水合物", "4-哌啶酮", ("salt", "hydrate")),
    ],
)
def test_a_counterion_is_peeled_off_a_name(name: str, base: str, forms: tuple[str, ...]) -> None:
    peeled = peel_counterion(name)
    assert peeled is not None
    assert (peeled.base, peeled.forms, peeled.kind) == (base, forms, forms[0])


@pytest.mark.parametrize(
    "name",
    [
        "ephedrine",
        "n-butyl acetate",
        "ethyl acetate",
        "propionyl chloride",
        "sodium chloride",
        "hydrochloric acid",
        "salt",
        "",
    ],
)
def test_what_is_no_salt_by_its_name_is_left_alone(name: str) -> None:
    assert peel_counterion(name) is None


@pytest.mark.parametrize("text", ["- ( ," * 200, "hcl " * 200, "(" * 1000, "a hydrogen " * 100, "α" * 1000])
def test_a_name_of_any_shape_is_read_at_once(text: str) -> None:
    with in_time():
        normalise_name(text)
        peel_counterion(text)


@pytest.mark.parametrize("name", ["x di-p-toluenesulfonate", "x bis-p-toluenesulfonate", "x p-toluenesulfonate"])
def test_a_counterion_written_with_a_hyphen_is_peeled_whatever_stands_before_it(name: str) -> None:
    peeled = peel_counterion(name)
    assert peeled is not None
    assert (peeled.base, peeled.kind) == ("x", "salt")


def test_marks_that_nobody_sees_are_no_part_of_a_name() -> None:
    assert normalise_name("ace\u200btone\u202e") == normalise_name("acetone")
