from __future__ import annotations

from pathlib import Path

import pytest

from watchlist.engine.reading.decoding import decode
from watchlist.engine.reading.readers import read_manifest

FIXTURES = Path(__file__).parents[2] / "fixtures" / "manifests"
TEXTS = [
    ("gb18030", "gb18030", "序号,品名,CAS号,数量\n1,丙酮,67-64-1,25\n"),
    ("gb18030", "gb18030", "Name,CAS\n甲苯,1\n"),
    ("gb18030", "gb18030", "Name,Unit\nAcetone,桶\nToluene,吨\n"),
    ("cp950", "big5", "項次,品名,數量,單位\n1,丙酮,5,公斤\n2,硫酸,3,公斤\n"),
    ("cp950", "big5", "Name,CAS\n高錳酸鉀,1\n鹽酸,2\n"),
    ("cp932", "shift_jis", "品名,CAS番号,数量\nｱｾﾄﾝ,67-64-1,5\n過マンガン酸カリウム,2,3\n"),
    ("cp932", "shift_jis", "Name,CAS\n無水酢酸,1\nトルエン,2\n"),
    ("euc_jp", "euc-jp", "品名,数量\nアセトン,5\n"),
    ("cp949", "euc-kr", "품명,CAS,수량\n아세톤,67-64-1,5\n과망간산칼륨,2,3\n염산 황산 톨루엔,2,3\n"),
    ("cp1251", "windows-1251", "Наименование,CAS\nАцетон,1\nСоляная кислота,2\n"),
    ("cp1251", "windows-1251", "Name,CAS\nПЕРМАНГАНАТ КАЛИЯ,1\n"),
    ("koi8_r", "koi8-r", "Name,CAS\nСерная кислота,1\n"),
    ("cp1252", "windows-1252", "Bezeichnung;CAS\nEssigsäureanhydrid;1\n"),
    ("cp1252", "windows-1252", "Désignation;CAS\nAcide acétique à 98 %;1\nÉther;2"),
    ("cp1252", "windows-1252", "Descripción;Nº CAS\nácido clorhídrico;1"),
    ("cp1252", "windows-1252", "Descrição;CAS\nÁcido sulfúrico;5\nAcetona p/ análise;2"),
    ("cp1252", "windows-1252", "Name,Remarks\nAcetone,25 °C – “net”\n"),
    ("cp1250", "windows-1250", "Nazwa;CAS\nKwas siarkowy stężony;2\nŁódź;3\n"),
    ("cp1253", "windows-1253", "Name;CAS\nΑκετόνη;1\nΘειικό οξύ;2\nΥδροχλωρικό οξύ;3"),
    ("cp1254", "windows-1254", "Name;CAS\nSülfürik asit;2\nPotasyum permanganat kağıt ışık;3"),
    ("cp1257", "windows-1257", "Name;CAS\nDruskos rūgštis;2\nSieros rūgštis švari;3\n"),
    ("cp1256", "windows-1256", "Name;CAS\nأسيتون;1\nحمض الكبريتيك;2\n"),
    ("cp866", "cp866", "Наименование,CAS\nАцетон,1\n"),
    ("utf-16-le", "utf-16-le", "品名,CAS\n丙酮,1\n"),
    ("utf-16-be", "utf-16-be", "Name,CAS\nAcetone,1\n"),
    ("utf-16", "utf-16", "品名,CAS\n丙酮,1\n"),
    ("utf-32", "utf-32", "品名,CAS\n丙酮,1\n"),
    ("utf-8-sig", "utf-8", "品名,CAS\n丙酮,1\n"),
]


@pytest.mark.parametrize(("codec", "encoding", "text"), TEXTS)
def test_the_encoding_is_told_by_what_the_text_then_says(codec: str, encoding: str, text: str) -> None:
    assert decode(text.encode(codec)) == (text, encoding)


def test_a_file_in_utf8_with_a_line_in_another_encoding_stays_utf8() -> None:
    data = "Name\nAcétone\nÉther\nToluène\nà l’eau".encode()
    assert decode(data + b"\nAc\xe9tone") == (data.decode() + "\nAc\ufffdtone", "utf-8")


def test_what_no_encoding_explains_is_shown_as_such_and_never_guessed() -> None:
    assert decode(b"Name\n\x81\x8d\x8f\x90\x9d\xff\xfe,1\n") == ("Name\n" + "\ufffd" * 7 + ",1\n", "utf-8")


def test_nul_within_ascii_is_no_wide_encoding() -> None:
    assert decode(b"Name,CAS\nTolu\0ene,2\nx\0y,3").encoding == "utf-8"


def test_a_broken_character_is_a_problem_of_its_line_alone() -> None:
    text, encoding = decode("品名,CAS\n丙酮,1\n甲苯,2\n硫酸,3\n".encode("gb18030") + b"\xff,4\n")
    assert encoding == "gb18030"
    assert text.splitlines()[1:] == ["丙酮,1", "甲苯,2", "硫酸,3", "\ufffd,4"]


@pytest.mark.parametrize(
    ("name", "encoding", "names"),
    [
        ("zhuangxiangdan_gb18030.csv", "gb18030", ["丙酮", "高锰酸钾", "碳酸钠"]),
        ("invoice_shift_jis.csv", "shift_jis", ["アセトン（純度99.5％以上）", "無水酢酸", "ｸｴﾝ酸"]),
        ("upakovochnyy_1251.csv", "windows-1251", ["Ацетон", "Уксусный ангидрид", "Сода кальцинированная"]),
    ],
)
def test_documents_as_they_come_are_read_whole(name: str, encoding: str, names: list[str]) -> None:
    manifest = read_manifest(str(FIXTURES / name))
    assert manifest.account.encoding == encoding
    assert [line.fields["name"] for line in manifest.lines] == names
    assert not any(line.problems for line in manifest.lines)
    assert all({"cas", "hs_code", "quantity", "unit", "destination"} <= line.fields.keys() for line in manifest.lines)
