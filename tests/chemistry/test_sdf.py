"""SD files: what is written is read back, and no text can break out of its record."""

from __future__ import annotations

from io import BytesIO

from rdkit import Chem

from chemistry.pictures.sdf import SdRecord, sd_file


def read(text: str) -> list[Chem.Mol]:
    return list(Chem.ForwardSDMolSupplier(BytesIO(text.encode())))


def test_structures_and_properties_are_read_back() -> None:
    (mol,) = read(sd_file([SdRecord("O=C1CCNCC1", "4-Piperidone", {"cas": "41661-47-6", "CN": "易制毒", "UN": ""})]))
    assert Chem.MolToSmiles(mol) == "O=C1CCNCC1"
    assert mol.GetPropsAsDict() == {"cas": "41661-47-6", "CN": "易制毒"}
    assert mol.GetProp("_Name") == "4-Piperidone"
    assert not mol.GetConformer().Is3D()


def test_no_text_ends_a_property_or_a_record() -> None:
    hostile = "one\n\n$$$$\n>  <forged>\ntwo"
    (mol,) = read(sd_file([SdRecord("CCO", "two\nlines\n$$$$", {"note": hostile, "a>b": "c"})]))
    assert set(mol.GetPropNames()) == {"note", "a)b"}
    assert "two" in mol.GetProp("note")


def test_what_cannot_be_read_is_left_out() -> None:
    assert sd_file([SdRecord("", "nothing", {}), SdRecord("C(C", "broken", {})]) == ""
