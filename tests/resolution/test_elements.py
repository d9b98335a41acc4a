"""China's declaration elements: many parts in one cell, few of which say which chemical it is."""

from __future__ import annotations

import pytest

from tests.resolution.test_look_ups import Resolve
from watchlist.engine.identification.elements import elements_of

Found = list[tuple[str | None, str]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1:Acetone;2:用途:溶剂;13:67-64-1", [("acetone", "parsed")]),
        ("1：有机化学品；2：acetone；3：无品牌", [("acetone", "parsed")]),
        ("品名：苯基丙酮|成分含量：98%|CAS号：103-79-7", [("p2p", "parsed")]),
        ("4|3|acetone 99.5%|工业用溶剂|||67-64-1", [("acetone", "parsed")]),
        ("0|3|成分含量:acetone 60%,toluene 40%|用途:稀释剂|品牌:无", [("acetone", "parsed"), ("toluene", "parsed")]),
        ("Product name: Acetone; Purity: 99.5%", [("acetone", "parsed")]),
        ("品名:油漆;用途:acetone;品牌:无", []),
        ("1:境内自主品牌;2:不享惠;3:氯化钠", []),
    ],
)
@pytest.mark.parametrize("field", ["declaration_elements", "name"])
def test_the_parts_that_name_the_goods_are_read(resolve: Resolve, field: str, text: str, found: Found) -> None:
    resolved = resolve(**{field: text}).resolutions
    assert list(dict.fromkeys((r.substance, r.certainty) for r in resolved if r.substance)) == found


def test_components_are_parts_of_a_mixture(resolve: Resolve) -> None:
    resolved = resolve(declaration_elements="品名:稀释剂;成分:acetone 60%,toluene 40%").resolutions
    assert [r.matches[0].forms for r in resolved] == [("mixture_component",)] * 2


def test_strength_and_packing_are_kept(resolve: Resolve) -> None:
    words = resolve(declaration_elements="品名:acetone;纯度:99.5%;包装规格:160kg/桶").words
    assert [(word.kind, word.text) for word in words] == [("concentration", "99.5%"), ("packing", "160kg/桶")]


@pytest.mark.parametrize("text", ["1,2-dichloroethane", "4-methyl; 2:3", "acetone; toluene", "时间:12:30"])
def test_a_name_is_no_list_of_elements(text: str) -> None:
    assert elements_of(text) == ()


def test_elements_that_contradict_the_name_are_a_conflict(resolve: Resolve) -> None:
    found = resolve(name="toluene", declaration_elements="1:化工品;2:CAS 103-79-7")
    assert [conflict.code for conflict in found.conflicts] == ["name_elements_mismatch"]
