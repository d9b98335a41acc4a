from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from chemicals.identifiers import MW
from chemicals.miscdata import CRC_organic_data
from chemicals.volume import rho_data_CRC_inorg_l_const, rho_data_Perry_8E_105_l, rho_data_VDI_PPDS_2

from watchlist.engine.decision import measures as densities
from watchlist.engine.decision.measures import density_of

SEEDS = Path(__file__).parents[2] / "seeds" / "substances"
AT = 293.15


def held() -> list[dict[str, str]]:
    with (Path(densities.__file__).with_name("data") / "densities.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def numbers() -> dict[str, str]:
    with (SEEDS / "forms.csv").open(encoding="utf-8", newline="") as rows:
        return {row["substance"]: row["cas"] for row in csv.DictReader(rows) if row["form_kind"] == "as_listed"}


def published(cas: str) -> list[float]:
    """Grams in a millilitre near 20 °C, by each table that has the substance."""
    found = []
    if cas in rho_data_VDI_PPDS_2.index:
        row = rho_data_VDI_PPDS_2.loc[cas]
        tau = 1 - AT / row.Tc
        powers = zip((row.A, row.B, row.C, row.D), (0.35, 2 / 3, 1, 4 / 3), strict=True)
        found.append((row.rhoc + sum(factor * tau**power for factor, power in powers)) / 1000)
    if cas in rho_data_Perry_8E_105_l.index:
        row = rho_data_Perry_8E_105_l.loc[cas]
        found.append(row.C1 / row.C2 ** (1 + (1 - AT / row.C3) ** row.C4) * MW(cas) / 1e6)
    if cas in rho_data_CRC_inorg_l_const.index:
        found.append(MW(cas) / 1e6 / rho_data_CRC_inorg_l_const.loc[cas].Vm)
    if cas in CRC_organic_data.index:
        found.append(CRC_organic_data.loc[cas].rho / 1000)
    return found


@pytest.mark.parametrize("row", [row for row in held() if row["product"] == "pure"], ids=lambda row: row["substance"])
def test_a_density_agrees_with_every_published_table(row: dict[str, str]) -> None:
    tables = published(numbers()[row["substance"]])
    assert tables
    assert all(abs(float(row["kg_per_litre"]) - figure) < 0.015 * figure for figure in tables)


def test_a_density_says_of_which_product_it_is_and_who_says_so() -> None:
    assert all(row["product"] and row["source"] and row["confidence"] in ("confirmed", "reported") for row in held())
    acid = density_of("hydrochloric-acid")
    assert acid is not None
    assert (acid.kg_per_litre, acid.product) == (Decimal("1.184"), "37 % solution")


def test_what_has_no_source_has_no_density() -> None:
    assert density_of("isosafrole") is None
    assert density_of("ephedrine") is None
