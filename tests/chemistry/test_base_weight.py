from __future__ import annotations

from decimal import Decimal

import pytest

from chemistry.forms.salts import base_share

EPHEDRINE = "CN[C@@H](C)[C@H](O)c1ccccc1"
PSEUDOEPHEDRINE = "CN[C@@H](C)[C@@H](O)c1ccccc1"
PHENYLPROPANOLAMINE = "CC(N)C(O)c1ccccc1"
PIPERIDONE = "O=C1CCNCC1"
SULPHATE = "OS(O)(=O)=O"


@pytest.mark.parametrize(
    ("case", "goods", "listed", "share"),
    [
        ("the base itself", EPHEDRINE, EPHEDRINE, "1"),
        ("hydrochloride", f"{EPHEDRINE}.Cl", EPHEDRINE, "0.8192"),
        ("hydrochloride", f"{PSEUDOEPHEDRINE}.Cl", PSEUDOEPHEDRINE, "0.8192"),
        ("hydrochloride as ions", "C[NH2+][C@@H](C)[C@@H](O)c1ccccc1.[Cl-]", PSEUDOEPHEDRINE, "0.8192"),
        ("hydrochloride", f"{PHENYLPROPANOLAMINE}.Cl", PHENYLPROPANOLAMINE, "0.8057"),
        ("two bases to one acid", f"{EPHEDRINE}.{EPHEDRINE}.{SULPHATE}", EPHEDRINE, "0.7711"),
        ("one base to one acid", f"{EPHEDRINE}.{SULPHATE}", EPHEDRINE, "0.6275"),
        ("hemihydrate", f"{EPHEDRINE}.{EPHEDRINE}.O", EPHEDRINE, "0.9483"),
        ("hydrate of a hydrochloride", f"{PIPERIDONE}.Cl.O", PIPERIDONE, "0.6454"),
        ("that hydrate drawn as a diol", "OC1(O)CCNCC1.Cl", PIPERIDONE, "0.6454"),
        ("salt of an acid", "[Na+].[O-]C(=O)Cc1ccccc1", "OC(=O)Cc1ccccc1", "0.8610"),
        ("listed as a salt", "[K+].[O-][Mn](=O)(=O)=O", "[K+].[O-][Mn](=O)(=O)=O", "1"),
    ],
)
def test_the_share_of_a_base_is_that_of_the_atomic_weights(case: str, goods: str, listed: str, share: str) -> None:
    assert base_share(goods, listed) == Decimal(share), case


@pytest.mark.parametrize(
    ("case", "goods", "listed"),
    [
        ("another substance", "CC(=O)C", EPHEDRINE),
        ("an ester", "CC(=O)OC(c1ccccc1)C(C)NC", EPHEDRINE),
        ("a carbamate", "CC(C)(C)OC(=O)N1CCC(=O)CC1", PIPERIDONE),
        ("a mixture, of no stated proportions", f"{PSEUDOEPHEDRINE}.Cl.Cn1c(=O)c2c(ncn2C)n(C)c1=O", PSEUDOEPHEDRINE),
        ("a counter-ion", f"{PSEUDOEPHEDRINE}.Cl", "Cl"),
        ("no structure", "pseudoephedrine", PSEUDOEPHEDRINE),
    ],
)
def test_what_holds_no_base_has_no_share(case: str, goods: str, listed: str) -> None:
    assert base_share(goods, listed) is None, case


@pytest.mark.parametrize(
    ("milligrams", "goods", "listed", "in_a_day", "by_mail", "in_a_month"),
    [
        (25, f"{EPHEDRINE}.Cl", EPHEDRINE, 175, 366, 439),
        (25, f"{EPHEDRINE}.{EPHEDRINE}.{SULPHATE}", EPHEDRINE, 186, 389, 466),
        (30, f"{PSEUDOEPHEDRINE}.Cl", PSEUDOEPHEDRINE, 146, 305, 366),
        (60, f"{PSEUDOEPHEDRINE}.Cl", PSEUDOEPHEDRINE, 73, 152, 183),
        (120, f"{PSEUDOEPHEDRINE}.Cl", PSEUDOEPHEDRINE, 36, 76, 91),
        (60, f"{PSEUDOEPHEDRINE}.{PSEUDOEPHEDRINE}.{SULPHATE}", PSEUDOEPHEDRINE, 77, 162, 194),
        (120, f"{PSEUDOEPHEDRINE}.{PSEUDOEPHEDRINE}.{SULPHATE}", PSEUDOEPHEDRINE, 38, 81, 97),
    ],
)
def test_tablets_within_a_limit_are_those_of_the_official_table(
    milligrams: int, goods: str, listed: str, in_a_day: int, by_mail: int, in_a_month: int
) -> None:
    """Chemical Handler's Manual, appendix I: tablets that hold 3.6 g, 7.5 g and 9 g as base (DEA)."""
    share = base_share(goods, listed)
    assert share is not None
    limits = [int(limit / (milligrams * share)) for limit in (3600, 7500, 9000)]
    assert limits == [in_a_day, by_mail, in_a_month]
