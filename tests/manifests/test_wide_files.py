"""A file of very many columns costs what its cells cost; one that names more than any document has is refused."""

from __future__ import annotations

import pytest

from watchlist.engine.reading import rows
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers import READERS, manifest_from_payload
from watchlist.engine.reading.tables import MOST_COLUMNS

NAMES = [f"Property {number}" for number in range(MOST_COLUMNS)]
REFUSAL = "more than 2,000 columns"


def test_a_table_that_names_too_many_columns_is_refused() -> None:
    assert len(READERS[".csv"](f"Name,{','.join(NAMES[1:])}\nAcetone\n".encode()).lines) == 1
    with pytest.raises(ManifestError, match=REFUSAL):
        READERS[".csv"](f"Name,{','.join(NAMES)}\nAcetone\n".encode())


def test_a_body_whose_lines_name_too_many_columns_between_them_is_refused() -> None:
    lines = [{"name": "Acetone", name: "x"} for name in NAMES]
    with pytest.raises(ManifestError, match=REFUSAL):
        manifest_from_payload({"lines": lines})
    with pytest.raises(ManifestError, match=REFUSAL):
        manifest_from_payload({"lines": lines[:1], **dict.fromkeys(["x", *NAMES], "x")})


def test_rows_that_are_each_one_cell_longer_have_their_columns_read_a_few_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []
    monkeypatch.setattr(
        rows, "read_columns", lambda heads, _: read.append(len(heads)) or [rows.Column(h) for h in heads]
    )
    text = "Name,CAS\n" + "".join(f"{'x,' * length}y\n" for length in range(2, 1_000))
    assert len(READERS[".csv"](text.encode()).lines) == 998
    assert len(read) < 12
