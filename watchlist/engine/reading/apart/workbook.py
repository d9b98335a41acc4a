"""The sheets of a workbook of any format that calamine reads: their cells as they stand, and which are merged."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from math import isfinite
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

MOST_CELLS: Final = 5_000_000
MOST_CHARACTERS: Final = 50_000_000


def taken_apart(data: bytes) -> list[dict[str, Any]]:
    """Return the work sheets in order. Raises ValueError with the code of a refusal."""
    try:
        return _sheets(CalamineWorkbook.from_filelike(BytesIO(data)))
    except PasswordError as error:
        raise ValueError("locked") from error
    except (CalamineError, OSError) as error:
        raise ValueError("damaged") from error


def _sheets(workbook: CalamineWorkbook) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cells = characters = 0
    for at, about in enumerate(workbook.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        # Two sheets may have one name.
        sheet = workbook.get_sheet_by_index(at)
        last_row, last_column = sheet.end or (-1, -1)
        cells += (last_row + 1) * (last_column + 1)
        if cells > MOST_CELLS:
            raise ValueError("cells")
        rows = [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        characters += sum(len(value) for row in rows for value in row if isinstance(value, str))
        if characters > MOST_CHARACTERS:
            raise ValueError("texts")
        merged = [(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
        found.append({"name": about.name, "visibility": _visibility(about.visible), "rows": rows, "merged": merged})
    return found


def _visibility(state: SheetVisibleEnum) -> str:
    if state == SheetVisibleEnum.VeryHidden:
        return "very_hidden"
    return "visible" if state == SheetVisibleEnum.Visible else "hidden"


def _plain(value: object) -> str | int | float:
    """Return a value as JSON has it; a day is written as ISO."""
    match value:
        case bool():
            return str(value).upper()
        case float() if not isfinite(value):
            return str(value)
        case str() | int() | float():
            return value
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)
