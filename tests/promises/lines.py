"""Lines of shipments: identity in one field or several that agree or do not, amounts, parties, routes, and rubbish."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from hypothesis import strategies as st

from tests.promises.goods import Goods, akin, everyday, held, misspelt, of_commerce, written

Line = dict[str, str]
T = TypeVar("T")

IDENTITY = ("name", "cas", "smiles", "inchi", "inchikey", "hs_code", "cn_code", "un_number")
DRESSES: Sequence[Callable[[str], str]] = (
    str,
    str,
    str,
    str.upper,
    "{} 99%".format,
    "{}, 25 kg drum".format,
    "{} hydrochloride".format,
    "{} monohydrate, pharma grade".format,
    "UN 1993 {} , 3, PG II".format,
    "10 % {} in methanol".format,
    "{} / toluene".format,
    "sample of {}".format,
    lambda name: name[: len(name) // 2] + name[len(name) // 2 + 1 :],
)
DRAWINGS: Sequence[Callable[[str], str]] = (str, str, str, "{}.Cl".format, "{}.O".format, "{}.CCO".format)
PARTIES = ("Northgate Reagents Inc", "NORTHGATE REAGENTS INC.", "Beauval SARL", "Química del Sur, S.A. de C.V.", "Acme")
COUNTRIES = ("US", "DE", "FR", "CN", "GB", "XI", "CA", "AU", "MX", "IN", "JP", "SG", "BR", "Germany")
OPERATIONS = ("import", "export", "transit", "transhipment", "domestic", "intermediary", "return")
DAYS = ("1995-06-01", "2004-12-31", "2013-12-18", "2017-10-18", "2020-02-01", "2022-11-24", "2024-02-29", "2025-12-01")
AMOUNTS: dict[str, tuple[str, ...]] = {
    "quantity": ("5", "25.5", "1,000", "4 x 200 L drums", "0", "-3", "12 pcs", "twenty"),
    "unit": ("kg", "L", "g", "drums", "KGM", "gal", "furlong"),
    "concentration": ("10%", "99.5 % w/w", "5-8 %", "2", "0.5% v/v", "traces", "100 mg/ml"),
    "product_form": ("raw", "mixture", "medicine", "natural", "standard", "waste", "tablets", "powder"),
}
MOVEMENTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("origin", "destination", "transit", "operator_country"), COUNTRIES),
    "operation": OPERATIONS,
    **dict.fromkeys(("date", "export_date", "arrival_date", "order_date"), DAYS),
}
PLACES = frozenset(("origin", "destination", "transit", "operator_country"))
UNREADABLE: dict[str, tuple[str, ...]] = {
    "smiles": ("C1CC", "not a structure", "C(C)(C)(C)(C)C", "[Xx]", "CC(=O", "#N/A", "%%%"),
    "inchi": ("InChI=1S/broken", "InChI=", "InChI=1S/C3H6O/c1-9(2)4"),
    "inchikey": ("CSCPPACGZOOCGX", "NO-KEY-AT-ALL", "csc"),
    "cas": ("67-64-2", "108-24-8", "1-2", "A7-64-1", "see invoice", "999-99-9"),
    "hs_code": ("29x1", "1", "123"),
    "cn_code": ("5", "999", "00000000"),
    "un_number": ("UN 12", "7", "123456"),
    "date": ("soon", "2024-02-31", "Q3", "32/13/2024"),
    "export_date": ("n/a yet", "2023-13-01"),
    "arrival_date": ("after the holidays", "0000-00-00"),
    "origin": ("Atlantis", "ZZ", "overseas"),
    "destination": ("Ruritania", "??", "Q9"),
    "transit": ("Narnia", "US, Erewhon"),
    "operator_country": ("nowhere", "X1"),
    "operation": ("smuggle", "imp/exp", "?"),
}
"""What nobody can read, by the field that holds it; some of it looks as if one could."""

GOODS = st.sampled_from((held, held, held, held, akin, akin, of_commerce, of_commerce, everyday, misspelt)).flatmap(
    lambda pool: st.sampled_from(pool())
)
one_in_four = st.sampled_from((False, False, False, True))


def shown(goods: Goods, field: str) -> st.SearchStrategy[str]:
    """Return the ways in which a field declares some goods, names dressed and drawings salted as trade does it."""
    texts = st.sampled_from(goods.said[field])
    dresses = {"name": DRESSES, "smiles": DRAWINGS}.get(field)
    return st.builds(lambda dress, text: dress(text), st.sampled_from(dresses), texts) if dresses else texts


@st.composite
def identities(draw: st.DrawFn, goods: Goods) -> Line:
    """Return one to three fields that declare the same goods."""
    fields = draw(st.lists(st.sampled_from(sorted(goods.said)), min_size=1, max_size=3, unique=True))
    return {field: draw(shown(goods, field)) for field in sorted(fields)}


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """Return a line: of some goods; in one of seven as a trade document wrote it; in one of four two that disagree."""
    if draw(st.sampled_from(range(7))) == 0:
        line = dict(draw(st.sampled_from(written())))
    else:
        line = draw(identities(draw(GOODS)))
    if draw(one_in_four):
        line = draw(identities(draw(GOODS))) | line
    for said in (AMOUNTS, MOVEMENTS):
        for field in draw(st.lists(st.sampled_from(sorted(said)), max_size=3, unique=True)):
            line.setdefault(field, draw(st.sampled_from(said[field])))
    for field in ("consignor", "consignee"):
        if draw(one_in_four):
            line[field] = draw(st.sampled_from(PARTIES))
    return line


@st.composite
def additions(draw: st.DrawFn, line: Line) -> Line:
    """Return one field that a line has not, of the same goods or of others, of its movement, or unreadable."""
    goods = draw(GOODS)
    ways: dict[str, st.SearchStrategy[str]] = {field: shown(goods, field) for field in goods.said}
    other = {**AMOUNTS, **MOVEMENTS, "consignee": PARTIES, "consignor": PARTIES}
    ways |= {field: st.sampled_from(texts) for field, texts in other.items()}
    if goods.said.get("cas"):
        ways["remarks"] = st.sampled_from(goods.said["cas"]).map("contains CAS {}, see sheet".format)
    spoilt = {field: st.sampled_from(texts) for field, texts in UNREADABLE.items()}
    of_goods = sorted(set(goods.said) - set(line))
    open_ways = sorted(set(ways) - set(line))
    kind = draw(st.sampled_from(("goods", "goods", "goods", "any", "any", "spoilt")))
    if kind == "spoilt" and (fields := sorted(set(spoilt) - set(line))):
        field = draw(st.sampled_from(fields))
        return {field: draw(spoilt[field])}
    field = draw(st.sampled_from(of_goods if kind == "goods" and of_goods else open_ways))
    return {field: draw(ways[field])}


@st.composite
def added_places_or_days(draw: st.DrawFn, line: Line) -> Line:
    """Return one field of the movement that a line has not."""
    fields = sorted(set(MOVEMENTS) - set(line) - {"operation"})
    field = draw(st.sampled_from(fields))
    return {field: draw(st.sampled_from(MOVEMENTS[field]))}


@st.composite
def plain_lines(draw: st.DrawFn) -> Line:
    """Return a line of goods that are mostly on no list, as they are called, with an amount."""
    goods = draw(st.sampled_from((of_commerce, of_commerce, of_commerce, everyday, held)).flatmap(_one_of))
    return draw(identities(goods)) | {"quantity": draw(st.sampled_from(("5", "25.5"))), "unit": "kg"}


def _one_of(pool: Callable[[], Sequence[T]]) -> st.SearchStrategy[T]:
    return st.sampled_from(pool())


@st.composite
def spoilt(draw: st.DrawFn, line: Line) -> Line:
    """Return one field that nobody can read, in place of what a line says there if it says anything."""
    field = draw(st.sampled_from(sorted(UNREADABLE)))
    return {field: draw(st.sampled_from(UNREADABLE[field]))}


@st.composite
def suppressible(draw: st.DrawFn) -> Line:
    """Return a line that likely meets something that two officers may set aside: a guess, or a signal."""
    if draw(st.booleans()):
        return {"name": draw(st.sampled_from(misspelt())).said["name"][0]}
    goods = draw(st.sampled_from(akin()))
    field = draw(st.sampled_from([field for field in ("smiles", "inchi") if field in goods.said]))
    return {"name": f"CAT-{len(goods.label)}", field: draw(shown(goods, field))}
