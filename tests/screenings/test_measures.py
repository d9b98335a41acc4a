"""How much of a listed substance a line holds, as each law counts it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from chemistry.forms.salts import named_salt
from watchlist.engine.decision.conditions import counted_span, measure
from watchlist.engine.decision.measures import ContainedAmount, DeclaredGoods, amount_words, quantity_of
from watchlist.engine.decision.spans import OPEN, MeasuredQuantity, Span
from watchlist.engine.law.facts import ConditionFacts
from watchlist.engine.reading.amounts import DeclaredAmount, read_amount
from watchlist.engine.reading.numbers import read_percent

PSEUDOEPHEDRINE = "CN[C@@H](C)[C@@H](O)c1ccccc1"


def held(strength: str = "", forms: str = "", product_form: str = "", **changes: Any) -> ContainedAmount:
    """Return what a line of acetone holds, with what `changes` says otherwise: of the amount, or of the holding."""
    amount = {name: changes.pop(name) for name in list(changes) if name in DeclaredAmount.__dataclass_fields__}
    read = read_percent(strength) if strength else None
    goods = DeclaredGoods(DeclaredAmount(**amount), read, strength, product_form)
    plain: dict[str, Any] = {
        "smiles": "CC(C)=O",
        "name": "acetone",
        "listed_key": "acetone",
        "listed_name": "Acetone",
        "listed_smiles": "CC(C)=O",
    }
    return ContainedAmount(goods, forms=tuple(forms.split()), **(plain | changes))


def tablets(**changes: Any) -> ContainedAmount:
    """Return 10,000 tablets of 60 mg pseudoephedrine hydrochloride, named and not drawn."""
    plain: dict[str, Any] = {
        "pieces": Decimal(10000),
        "strength_of_one": Decimal("0.00006"),
        "smiles": PSEUDOEPHEDRINE,
        "name": "Pseudoephedrine hydrochloride tablets 60 mg",
        "listed_key": "pseudoephedrine",
        "listed_name": "pseudoephedrine",
        "listed_smiles": PSEUDOEPHEDRINE,
        "forms": ("mixture_component", "salt"),
    } | changes
    amount = DeclaredAmount(pieces=plain.pop("pieces"), strength=plain.pop("strength_of_one"), written="10000 tablets")
    return ContainedAmount(DeclaredGoods(amount), **plain)


def limit(kind: str = "quantity", **changes: str) -> ConditionFacts:
    """Return a limit of one kilogram, verified."""
    plain = {"limit": "1", "unit": "kg", "confidence": "confirmed"}
    return ConditionFacts("c", kind, "triggers_duty", "1 kg", **(plain | changes))


def test_a_medicine_is_counted_by_its_pieces_times_their_strength_as_base() -> None:
    quantity = quantity_of(tablets())
    assert quantity.contained == Span(Decimal("0.6"), Decimal("0.6"))
    assert round(quantity.base.low, 3) == Decimal("0.492")
    assert amount_words(tablets()) == "10000 tablets = 10,000 × 60 mg = 0.6 kg = 0.4915 kg as pseudoephedrine"


def test_a_salt_is_counted_as_base_only_where_its_proportions_are_known() -> None:
    drawn = tablets(name="", smiles=f"{PSEUDOEPHEDRINE}.Cl", forms=("salt",))
    sulfate = tablets(name="pseudoephedrine sulfate tablets", forms=("mixture_component", "salt"))
    assert quantity_of(drawn).base == quantity_of(tablets()).base
    assert quantity_of(sulfate).base == Span(Decimal(0), Decimal("0.6"))
    assert quantity_of(sulfate).why == "the share of base is not known"


def test_the_words_of_a_salt_draw_it_where_they_leave_nothing_open() -> None:
    assert named_salt("C", "x hydrochloride monohydrate") == "C.Cl.O"
    assert named_salt("C", "clorhidrato de x") == "C.Cl"
    assert named_salt("C", "x sulfate") is None
    assert named_salt("C", "x hydrate") is None
    assert named_salt("C", "x") is None


@pytest.mark.parametrize(
    ("line", "low", "high"),
    [
        (held(kilograms=Decimal(25)), "25", "25"),
        (held("80 %", kilograms=Decimal(25)), "20", "20"),
        (held("30-40 %", kilograms=Decimal(100)), "30", "40"),
        (held("≥99.5 %", kilograms=Decimal(100)), "99.5", "100"),
        (held(forms="mixture_component", kilograms=Decimal(25)), "0", "25"),
        (held(product_form="mixture", kilograms=Decimal(25)), "0", "25"),
        (held("40 %", shared=True, kilograms=Decimal(25)), "0", "25"),
        (held("40 % v/v", kilograms=Decimal(25)), "0", "25"),
        (held(), "0", None),
    ],
)
def test_what_is_contained_lies_between_what_is_sure_and_what_is_possible(
    line: ContainedAmount, low: str, high: str | None
) -> None:
    assert quantity_of(line).contained == Span(Decimal(low), None if high is None else Decimal(high))


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        ("", Span(Decimal(20), Decimal(25))),
        ("by weight", Span(Decimal(20), Decimal(25))),
        ("of the precursor contained, in a preparation or mixture", Span(Decimal(20), Decimal(20))),
        ("base weight", Span(Decimal(16), Decimal(16))),
    ],
)
def test_a_law_counts_what_its_words_say(basis: str, expected: Span) -> None:
    kilograms = [Decimal(25), Decimal(20), Decimal(16)]
    quantity = MeasuredQuantity(*(Span(value, value) for value in kilograms))
    assert counted_span(limit(basis=basis), quantity) == expected


@pytest.mark.parametrize(
    ("line", "litres"),
    [
        (held(kilograms=Decimal("108.17"), listed_key="acetic-anhydride"), Span(Decimal(100), Decimal(100))),
        (held("37 %", kilograms=Decimal("118.4"), listed_key="hydrochloric-acid"), Span(Decimal(100), Decimal(100))),
        (held("50 %", kilograms=Decimal(100), listed_key="acetic-anhydride"), OPEN),
        (held(kilograms=Decimal(100), listed_key="ephedrine"), OPEN),
    ],
)
def test_a_mass_is_a_volume_where_its_density_is_known(line: ContainedAmount, litres: Span) -> None:
    assert quantity_of(line).litres == litres


def test_gallons_are_counted_of_the_liquid_as_shipped() -> None:
    quantity = MeasuredQuantity(litres=Span(Decimal("378.5411784"), Decimal("378.5411784")))
    assert counted_span(limit(unit="gal", basis="by volume"), quantity) == Span(Decimal(100), Decimal(100))


@pytest.mark.parametrize(
    ("line", "kind", "met"),
    [
        (held(kilograms=Decimal(1)), "quantity", "yes"),
        (held(kilograms=Decimal("0.9")), "quantity", "no"),
        (held("30-60 %", kilograms=Decimal(2)), "quantity", "unknown"),
        (held(), "quantity", "unknown"),
        (held(kilograms=Decimal("0.9")), "cumulative_quantity", "unknown"),
        (held(kilograms=Decimal(900)), "cumulative_quantity", "unknown"),
    ],
)
def test_one_line_meets_or_misses_the_limit_of_a_transaction_and_never_that_of_a_period(
    line: ContainedAmount, kind: str, met: str
) -> None:
    [measured] = measure((limit(kind),), {}, "export", line)
    assert measured.met == met


@pytest.mark.parametrize("text", ["8 drums 180 kg", "8 x 1 g gross", "1-2 g", "8 drums", "1,000 g", "some"])
@pytest.mark.parametrize("kind", ["quantity", "cumulative_quantity"])
def test_what_is_not_measured_may_reach_any_limit_however_small_it_may_be(text: str, kind: str) -> None:
    amount = read_amount({"quantity": text})
    line = held()
    line = replace(line, goods=replace(line.goods, amount=amount))
    [measured] = measure((limit(kind),), {}, "export", line)
    assert measured.met == "unknown"
    assert measured.declared.startswith(f"not measured: {text} as declared")
    assert ("may be" in measured.declared) == (quantity_of(line).may_be_kg is not None)
    assert MeasuredQuantity.of_record(quantity_of(line).as_record()) == quantity_of(line)


@pytest.mark.parametrize(("kilograms", "met"), [("0.9", "no"), ("1", "no"), ("1.001", "yes")])
def test_more_than_a_limit_is_above_it(kilograms: str, met: str) -> None:
    facts = ConditionFacts("c", "quantity", "triggers_duty", "more than 1 kg in one transaction", limit="1", unit="kg")
    [measured] = measure((facts,), {}, "export", held(kilograms=Decimal(kilograms)))
    assert measured.met == met


@pytest.mark.parametrize(
    ("declared", "basis", "met"),
    [
        ("20 %", "by weight in a solid, by volume in a liquid", "yes"),
        ("20 % v/v", "by weight in a solid, by volume in a liquid", "yes"),
        ("20 % w/w", "by weight in a solid, by volume in a liquid", "unknown"),
        ("20 % v/v", "by weight", "unknown"),
        ("20 % v/v", "by weight or volume", "yes"),
        ("31 %", "by weight or volume", "no"),
    ],
)
def test_a_strength_is_measured_on_the_basis_of_the_law(declared: str, basis: str, met: str) -> None:
    facts = ConditionFacts("c", "concentration", "exempts", "30 %", limit="30", unit="%", basis=basis)
    [measured] = measure((facts,), {"concentration": declared}, "export")
    assert measured.met == met


def test_a_strength_of_several_goods_together_exempts_none_of_them() -> None:
    facts = ConditionFacts("c", "concentration", "exempts", "30 %", limit="30", unit="%")
    [measured] = measure((facts,), {"concentration": "20 %"}, "export", held("20 %", shared=True))
    assert measured.met == "unknown"


def test_a_quantity_is_kept_word_for_word() -> None:
    quantity = quantity_of(held("30-40 %", kilograms=Decimal(100)))
    assert MeasuredQuantity.of_record(quantity.as_record()) == quantity
    assert MeasuredQuantity().as_record().shipped_kg == (None, None)
    assert MeasuredQuantity.of_record(MeasuredQuantity().as_record()).shipped == OPEN
