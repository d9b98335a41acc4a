"""Pages that are pictures: read where Tesseract is installed, told where it is not, and always as a guess."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.manifests.papers.contents import BILLS_OF_LADING, INVOICES, PACKING_LISTS, Paper
from tests.manifests.papers.scanning import NEEDS_TESSERACT, dimmed, joined, picture, saved
from tests.manifests.papers.writing import archive, pdf
from tests.manifests.test_accounts import accounted
from watchlist.engine import host
from watchlist.engine.errors import LineProblem
from watchlist.engine.reading import apart
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.lines import DeclaredLine, DeclaredManifest
from watchlist.engine.reading.readers import bundles, manifest_from_upload, pictures
from watchlist.engine.reading.recognition import find_recogniser

pytestmark = pytest.mark.servers

INVOICE, PACKING = INVOICES[0], PACKING_LISTS[0]
BLANK = Image.new("L", (1_240, 1_754), 255)


def _goods(manifest: DeclaredManifest) -> tuple[str | None, ...]:
    return tuple(line.fields.get("name") for line in manifest.lines)


def _codes(line: DeclaredLine) -> set[tuple[str, str | None]]:
    return {(problem.code, problem.field) for problem in line.problems}


SCANS: dict[str, Callable[[Paper], tuple[str, bytes]]] = {
    "ruled": lambda paper: ("a.pdf", saved(picture(paper))),
    "unruled": lambda paper: ("a.pdf", saved(picture(paper, ruled=False))),
    "leaning": lambda paper: ("a.tif", saved(picture(paper, dots=300, leans=0.8), kind="TIFF")),
    "coarse": lambda paper: ("a.png", saved(picture(paper, dots=100), kind="PNG")),
    "dim": lambda paper: ("a.jpeg", saved(dimmed(picture(paper)), kind="JPEG")),
}


@NEEDS_TESSERACT
@pytest.mark.parametrize("way", SCANS)
@pytest.mark.parametrize("paper", [INVOICE, PACKING, BILLS_OF_LADING[2]], ids=lambda paper: paper.name)
def test_each_good_of_a_scan_is_found_and_is_a_guess(paper: Paper, way: str) -> None:
    manifest = manifest_from_upload(*SCANS[way](paper))
    assert _goods(manifest) == paper.goods
    for line in manifest.lines:
        assert line.declared["place in the file"].startswith("page 1, table row ")
        assert any(code in ("read_from_picture", "picture_unclear") and field == "name" for code, field in _codes(line))
    [told] = manifest.account.not_read
    assert "as guesses; what it did not make out is missing" in told
    accounted(manifest)


@NEEDS_TESSERACT
def test_pages_with_text_stay_as_sure_as_they_are_beside_a_scan() -> None:
    other = PACKING_LISTS[1]
    manifest = manifest_from_upload("a.pdf", joined(pdf(INVOICE), saved(picture(other)), saved(BLANK)))
    assert _goods(manifest) == (*INVOICE.goods, *other.goods)
    guessed = ["read_from_picture" in {code for code, _ in _codes(line)} for line in manifest.lines]
    assert guessed == [False] * len(INVOICE.goods) + [True] * len(other.goods)
    assert [text.partition(":")[0] for text in manifest.account.not_read] == [
        "page 2 (it is a picture",
        "page 3 (it is a picture",
    ]
    assert "found no words in it" in manifest.account.not_read[1]


@NEEDS_TESSERACT
@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True)])
def test_what_a_paper_with_text_says_too_is_no_guess(first: bool, second: bool) -> None:
    """Of an invoice and a packing list one is a scan: the name stands in both, the number in the invoice alone."""
    papers = [saved(picture(INVOICE)) if first else pdf(INVOICE), saved(picture(PACKING)) if second else pdf(PACKING)]
    manifest = manifest_from_upload("a.zip", archive(("invoice.pdf", papers[0]), ("packing list.pdf", papers[1])))
    toluene = next(line for line in manifest.lines if line.fields.get("name") == "Toluene")
    assert sum(sheet.reconciled_rows for sheet in manifest.account.sheets) == 2
    guessed = {field for code, field in _codes(toluene) if code in ("read_from_picture", "picture_unclear")}
    assert guessed == ({"cas", "hs_code"} if first else set())


@NEEDS_TESSERACT
def test_all_pages_of_a_picture_are_read_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(*(picture(INVOICE) for _ in range(3)), kind="TIFF")
    monkeypatch.setattr(pictures, "MOST_PAGES", 2)
    manifest = manifest_from_upload("a.tiff", data)
    assert _goods(manifest) == INVOICE.goods * 2
    assert (
        manifest.account.not_read[2]
        == "page 3 (it is a picture, and was not read: no more than 2 pages of a file are read so)"
    )


@NEEDS_TESSERACT
def test_what_takes_too_much_to_recognise_ends_its_process_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    recogniser = find_recogniser()
    assert recogniser
    data = joined(pdf(INVOICE), saved(picture(PACKING)))
    monkeypatch.setattr(apart, "MEMORY", 200 << 20)
    manifest = manifest_from_upload("a.pdf", data)
    assert _goods(manifest) == INVOICE.goods
    assert manifest.account.not_read[0].startswith("page 2 (it is a picture, and was not read: ")


def _program(folder: Path, body: str) -> None:
    """Write a program `tesseract` that knows two languages, and does with a picture what is said."""
    path = folder / "tesseract"
    path.write_text(
        f"#!{sys.executable} -I\nimport sys, time\n"
        "if '--version' in sys.argv: print('tesseract 9.9'); sys.exit()\n"
        "if '--list-langs' in sys.argv: print('List of languages (2):\\neng\\ndeu'); sys.exit()\n"
        f"sys.stdin.buffer.read()\n{body}\n"
    )
    path.chmod(0o755)


def _table(*words: tuple[str, int, int, float]) -> str:
    """Return a program that prints words of twenty pixels' height with where they begin, and how sure they are."""
    rows = [
        f"5\t1\t1\t1\t1\t{at}\t{left}\t{top}\t{12 * len(text)}\t20\t{sure}\t{text}"
        for at, (text, left, top, sure) in enumerate(words, 1)
    ]
    heads = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    table = "\n".join([heads, *rows])
    return f"print({table!r})"


HEADS = (("Goods", 100, 100, 96.0), ("CAS", 600, 100, 96.0), ("Quantity", 900, 100, 96.0))
SCAN = saved(Image.effect_noise((1_240, 1_754), 1), kind="PNG")


@pytest.fixture
def on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have a program of our own on the path, and no other."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return lambda body: _program(tmp_path, body)


def test_a_word_that_was_not_read_surely_is_said(on_path: Callable[[str], None]) -> None:
    row = (("Acetone", 100, 140, 95.0), ("67-64-1", 600, 140, 41.0), ("16O", 900, 140, 79.9), ("|", 950, 140, 9.0))
    on_path(_table(*HEADS, *row))
    [line] = manifest_from_upload("a.png", SCAN).lines
    assert line.fields == {"name": "Acetone", "cas": "67-64-1", "quantity": "16O"}
    how = "it was read from a picture on page 1 by Tesseract 9.9 (eng); its least sure word,"
    assert line.problems == (
        LineProblem("read_from_picture", "name", f"{how} 'acetone', has 95 of 100"),
        LineProblem("picture_unclear", "cas", f"{how} '67-64-1', has 41 of 100"),
        LineProblem("picture_unclear", "quantity", f"{how} '16o', has 80 of 100"),
    )


TAKES_TOO_MUCH = {
    "while True: pass": "it takes more than 4 seconds to read",
    "x = bytearray(4 << 30)": "broke off on it",
    "sys.exit(1)": "broke off on it",
    "print('no table')": "no words were found in them",
    "print(*(chr(9).join('5x1x1x1x1x1xaxbxcxdxexf'.split('x')) for _ in range(9)), sep=chr(10))": "no words were found",
    "import os; os.abort()": "it takes more memory than a document may",
}


@pytest.mark.parametrize("body", TAKES_TOO_MUCH)
def test_a_program_that_fails_is_told(
    body: str, on_path: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_path(body)
    monkeypatch.setattr(apart, "SECONDS", 4)
    with pytest.raises(ManifestError, match=TAKES_TOO_MUCH[body]):
        manifest_from_upload("a.png", saved(BLANK, kind="PNG"))


def test_behind_pages_that_take_too_much_no_other_is_tried(on_path: Callable[[str], None]) -> None:
    on_path("sys.exit(1)")
    manifest = manifest_from_upload("a.pdf", joined(pdf(INVOICE), *[saved(BLANK)] * 3))
    assert _goods(manifest) == INVOICE.goods
    why = ["the program that reads pictures (Tesseract) broke off on it"] * 2 + [
        "pages before it could not be read either"
    ]
    assert manifest.account.not_read == tuple(
        f"page {at} (it is a picture, and was not read: {each})" for at, each in enumerate(why, 2)
    )


@pytest.mark.parametrize(
    ("wanted", "found"), [("", ()), ("eng", ("eng",)), ("xyz", ()), ("fra, deu,eng", ("deu", "eng"))]
)
def test_the_languages_wanted_are_those_that_are_installed(
    wanted: str, found: tuple[str, ...], on_path: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_path("")
    monkeypatch.setenv("WATCHLIST_PICTURE_LANGUAGES", wanted)
    monkeypatch.setattr(host, "_hosts", [host.Host()])
    recogniser = find_recogniser()
    assert (recogniser.languages if recogniser else ()) == found


@pytest.mark.parametrize("broken", [None, "sys.exit(1)"])
def test_without_the_program_a_page_is_told_and_how_to_have_it_read(
    broken: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if broken:
        (tmp_path / "tesseract").write_text(f"#!{sys.executable} -I\nimport sys\n{broken}\n")
        (tmp_path / "tesseract").chmod(0o755)
    manifest = manifest_from_upload("a.pdf", joined(pdf(INVOICE), saved(BLANK)))
    told = "page 2 (it holds no text; it may be a scan: with the program Tesseract installed it would be read)"
    assert manifest.account.not_read == (told,)
    for name, data in (("a.pdf", saved(BLANK)), ("a.png", saved(BLANK, kind="PNG"))):
        with pytest.raises(ManifestError, match="have the program Tesseract installed, with which"):
            manifest_from_upload(name, data)


def _bomb(width: int, height: int) -> bytes:
    Image.new("1", (width, height)).save(out := io.BytesIO(), "PNG")
    return out.getvalue()


REFUSED = {
    "no picture": (lambda: b"Name\nAcetone\n", "no picture in PNG, JPEG or TIFF"),
    "half a picture": (lambda: saved(BLANK, kind="PNG")[:300], "damaged"),
    "pixels without end": (lambda: _bomb(40_000, 40_000), "more than 100 million pixels"),
    "pages without end": (lambda: saved(*[Image.new("1", (1, 1))] * 201, kind="TIFF"), "more than 200 pages"),
    "a picture of one dot": (lambda: saved(Image.new("L", (1, 1)), kind="PNG"), "no words were found in them"),
    "a strip": (lambda: saved(Image.new("L", (90_000, 1)), kind="PNG"), "no words were found in them"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_picture_that_is_none_is_refused_in_one_sentence(name: str, on_path: Callable[[str], None]) -> None:
    on_path("")
    make, sentence = REFUSED[name]
    with pytest.raises(ManifestError, match=sentence):
        manifest_from_upload("a.png", make())


def test_of_a_letter_full_of_pictures_the_first_are_read(
    on_path: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_path(_table(*HEADS, ("Acetone", 100, 140, 95.0), ("67-64-1", 600, 140, 95.0)))
    monkeypatch.setattr(bundles, "MOST_PICTURES", 2)
    manifest = manifest_from_upload("a.zip", archive(*((f"{at}.png", SCAN) for at in range(3))))
    assert len(manifest.lines) == 2
    assert manifest.account.not_read[-1] == "2.png (no more than 2 pictures of a letter or an archive are read)"
