from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers import manifest_from_payload, read_manifest

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def archive() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as bundle:
        bundle.writestr("readme.txt", "hello")
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", b"", "it is empty"),
        ("a.csv", b"\xef\xbb\xbf \r\n", "it is empty"),
        ("a.csv", PNG, "a PNG picture"),
        ("a.csv", b"Name,CAS\n", "no line under it"),
        ("a.csv", b"Foo,Bar\n1,2\n", 'found "Foo", "Bar"'),
        ("a.csv", b"Foo,Bar\n1,2\n", "CAS No."),
        ("a.csv", "Däg,Fåo\n1,2\n".encode("latin-1"), 'found "Däg", "Fåo"'),
        ("a.csv", b"\x81\x8d,\x8f\x90\n\x9d\xff,2\n", "not UTF-8"),
        ("a.xlsx", b"", "not an .xlsx workbook"),
        ("a.xlsx", PNG, "not an .xlsx workbook"),
        ("a.xlsx", archive(), "an archive, not an .xlsx workbook"),
        ("a.json", b" ", "it is empty"),
        ("a.json", b"{", "not readable JSON"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b"[]", "holds no lines"),
        ("a.json", b'{"lines": []}', "holds no lines"),
        ("a.json", b'{"name": "Acetone"}', "no list of lines"),
        ("a.json", b'{"lines": {"name": "Acetone"}}', "no list of lines"),
        ("a.json", b'["Acetone"]', "none of its lines is an object"),
        ("a.json", b'[{"foo": 1}]', 'found "foo"'),
        ("a.jsonl", b"x\ny\n", "none of its lines is an object"),
        ("a.doc", b"Name\nAcetone\n", "not read; send one of .csv .tsv .xlsx .json .jsonl"),
        ("a", b"Name\nAcetone\n", "not read"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ManifestError) as refused:
        read_manifest(str(path))
    assert reason in str(refused.value)
    assert name in str(refused.value)
    assert str(refused.value).isprintable()


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="it is a folder"):
        read_manifest(str(tmp_path))
    with pytest.raises(ManifestError, match="no such file"):
        read_manifest(str(tmp_path / "none.csv"))
    with pytest.raises(ManifestError, match="no such file"):
        read_manifest("a\0b\n.csv")


def test_an_empty_standard_input_is_refused() -> None:
    with pytest.raises(ManifestError, match="standard input: it is empty"):
        read_manifest("-", stdin=io.BytesIO(b""))


def test_a_body_without_lines_is_refused() -> None:
    with pytest.raises(ManifestError, match="no list of lines"):
        manifest_from_payload({"date": "2026-01-01"})
