"""A workbook of a few kilobytes that would fill the memory is refused in one sentence, by what its parts say."""

from __future__ import annotations

import pytest

from tests.manifests.workbook_bombs import BEFORE_IT_IS_OPENED, ONCE_IT_IS_OPENED, packed, sheet, strings
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers import READERS, spreadsheet


class Opened(AssertionError):
    """The reader that lays a workbook out was given one that it must never see."""


@pytest.fixture
def _never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    class Never:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise Opened

    monkeypatch.setattr(spreadsheet, "CalamineWorkbook", Never)


@pytest.mark.usefixtures("_never_opened")
@pytest.mark.parametrize("name", BEFORE_IT_IS_OPENED)
def test_a_bomb_is_refused_before_it_is_laid_out(name: str) -> None:
    make, sentence = BEFORE_IT_IS_OPENED[name]
    data = make()
    assert len(data) < 1_000_000
    with pytest.raises(ManifestError, match=sentence):
        READERS[".xlsx"](data)


@pytest.mark.parametrize("name", ONCE_IT_IS_OPENED)
def test_a_bomb_is_refused_before_it_is_read(name: str) -> None:
    make, sentence = ONCE_IT_IS_OPENED[name]
    with pytest.raises(ManifestError, match=sentence):
        READERS[".xlsx"](make())


def test_one_part_that_is_many_sheets_is_laid_out_once_too_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("watchlist.engine.reading.readers.spreadsheet.MOST_CELLS", 5)
    named = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 3))
    space = "http://schemas.openxmlformats.org/"
    book = f'<workbook xmlns="{space}spreadsheetml/2006/main" xmlns:r="{space}officeDocument/2006/relationships">'
    goods = '<row r="2"><c r="A2" t="inlineStr"><is><t>Acetone</t></is></c></row>'
    data = packed({**sheet(goods), "xl/workbook.xml": f"{book}<sheets>{named}</sheets></workbook>"})
    with pytest.raises(ManifestError, match="its sheets span"):
        READERS[".xlsx"](data)


def test_a_long_text_that_stands_in_one_cell_is_read_whatever_the_others_share() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(3, 5_000))
    first = '<row r="2"><c r="A2" t="s"><v>0</v></c></row>'
    texts = strings("x" * 100_000)["xl/sharedStrings.xml"].replace("</sst>", "<si><t>Acetone</t></si></sst>")  # type: ignore[arg-type]
    contents = READERS[".xlsx"](packed({**sheet(first + rows), "xl/sharedStrings.xml": texts}))
    assert [line.fields["name"] for line in contents.lines][1:3] == ["Acetone"] * 2
    assert len(contents.lines) == 4_998
