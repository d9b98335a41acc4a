"""A dossier is checked by itself, and whatever is altered in it is found."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Any

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject

from tests.resolution.bombs import bombs
from watchlist.audit.keys import public_text, signing_key
from watchlist.cases.dossier.making import dossier_json, dossier_pdf
from watchlist.cases.dossier.sealing import DossierVerification, NotADossier, digest_of, seal, verify, written
from watchlist.cases.models import Case

Way = tuple[str | int, ...]


def failed(found: DossierVerification) -> set[str]:
    return {check.subject for check in found.checks if not check.holds}


def leaves(value: Any, path: Way = ()) -> Iterator[Way]:
    """Yield the way to every text, number, flag and null of a record."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from leaves(item, (*path, at))
    else:
        yield path


def altered(sealed: Any, path: Way) -> bytes:
    """Return the file with one leaf changed."""
    copy = orjson.loads(orjson.dumps(sealed))
    place = copy
    for step in path[:-1]:
        place = place[step]
    was = place[path[-1]]
    place[path[-1]] = not was if isinstance(was, bool) else was + 1 if isinstance(was, int) else f"{was}x"
    return written(copy)


def kind(path: Way) -> Way:
    """Return the field of a leaf, whatever the row: each is altered once."""
    return tuple("#" if isinstance(step, int) else step for step in path)


def test_what_was_made_holds_without_a_question_to_the_database(case: Case, lead: User) -> None:
    made, key = dossier_json(case, lead), public_text(signing_key())
    connection.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "cursor", lambda *args: pytest.fail("a dossier is checked without a database"))
        found = verify(made, key=key)
    assert found.holds
    assert "C-" in found.title
    said = {check.subject: check.detail for check in found.checks}
    assert "7 lines, 6 in full and 1 in short" in said["lines"]
    assert said["structures"].startswith(("3", "4", "5"))
    assert "links hold" in said["audit chain"]


def test_every_field_that_is_altered_is_found(case: Case, lead: User) -> None:
    sealed = orjson.loads(dossier_json(case, lead))
    one_each = {kind(path): path for path in leaves(sealed)}
    assert len(one_each) > 200
    unseen = [path for path in one_each.values() if _holds(altered(sealed, path))]
    assert unseen == []


def _holds(file: bytes) -> bool:
    try:
        return verify(file).holds
    except NotADossier:
        return False


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.replace(b'": ', b'" : ', 1),
        lambda file: file.replace(b'"parts"', b'"parts":{},"parts"', 1),
        lambda file: file + b" ",
    ],
)
def test_another_writing_of_the_same_is_found(case: Case, lead: User, change: Callable[[bytes], bytes]) -> None:
    assert failed(verify(change(dossier_json(case, lead)))) == {"file"}


def test_a_part_that_is_taken_out_with_its_digest_is_found(case: Case, lead: User) -> None:
    sealed = orjson.loads(dossier_json(case, lead))
    for name in ("audit", "audit_beside"):
        del sealed["parts"][name], sealed["digests"][name]
    assert failed(verify(written(sealed))) == {"digest of the digests"}
    sealed["digest"] = digest_of(sealed["digests"])
    assert failed(verify(written(sealed))) == {"signature"}


def test_a_file_signed_anew_by_another_is_found_by_the_key_of_the_house(case: Case, lead: User) -> None:
    made, key = dossier_json(case, lead), public_text(signing_key())
    parts = orjson.loads(made)["parts"]
    parts["case"]["disposition"] = None
    forged = seal(parts, Ed25519PrivateKey.generate())
    assert verify(forged).holds, "by itself, a file signed anew is whole"
    assert failed(verify(forged, key=key)) == {"signature"}


@pytest.mark.parametrize("name", ["key", "value"])
def test_another_writing_of_a_signature_is_found(case: Case, lead: User, name: str) -> None:
    sealed = orjson.loads(dossier_json(case, lead))
    text = sealed["signature"][name]
    last = text.rstrip("=")[-1]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    beside = letters[letters.index(last) ^ 1]  # of which the lowest bit alone differs: it is of no byte
    sealed["signature"][name] = text.replace(f"{last}=", f"{beside}=")
    assert base64.b64decode(sealed["signature"][name]) == base64.b64decode(text)
    assert failed(verify(written(sealed))) == {"signature"}


@pytest.mark.parametrize("depth", [300, 5_000])
def test_a_file_that_nests_too_deep_is_no_dossier(case: Case, lead: User, depth: int) -> None:
    deep = b'"parts": {"deep": ' + b"[" * depth + b"]" * depth + b","
    with pytest.raises(NotADossier):
        verify(dossier_json(case, lead).replace(b'"parts": {', deep, 1))


def test_a_structure_that_takes_too_long_is_not_the_one_of_its_key(case: Case, lead: User) -> None:
    sealed = orjson.loads(dossier_json(case, lead))
    sealed["parts"]["lines"]["in_full"][0]["record"]["resolution"][0]["smiles"] = bombs()["a ladder of nitrogen"]
    started = process_time()
    assert "structures" in failed(verify(written(sealed)))
    assert process_time() - started < 5  # of this process: it is a child that is ended


def signed_anew(parts: Any) -> DossierVerification:
    """Return what is found of a file that the holder of the key himself altered."""
    return verify(seal(parts, signing_key()))


def test_the_holder_of_the_key_cannot_alter_one_part_alone(case: Case, lead: User) -> None:
    made = dossier_json(case, lead)

    def changed(*path: str | int, to: Any) -> set[str]:
        parts = orjson.loads(made)["parts"]
        place = parts
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to
        return failed(signed_anew(parts))

    record = ("lines", "in_full", 0, "record")
    assert changed(*record, "verdict", to="no_match") == {"lines"}
    assert "structures" in changed(*record, "resolution", 0, "inchikey", to="AAAAAAAAAAAAAA-UHFFFAOYSA-N")
    assert changed("lines", "counts", "controlled", to=2) == {"lines"}
    assert changed("events", 1, "text", to="nothing") == {"audit chain"}
    assert changed("audit", 1, "actor", to="somebody") == {"audit chain"}
    assert changed("audit", 1, "previous", to="0" * 64) == {"audit chain"}
    assert changed("decisions", "judgements", 1, "second", "answered_by", to="officer") == {"decisions"}
    assert changed("case", "disposition", to="released") == {"decisions"}
    assert changed("events", to=[{"at": 1}]) == {"audit chain"}


def test_a_release_of_what_is_controlled_needs_a_second_officer(case: Case, lead: User) -> None:
    parts = orjson.loads(dossier_json(case, lead))["parts"]
    alone = {"number": 1, "word": "released", "note": "x", "by": "officer", "at": parts["made"]["at"], "second": None}
    alone |= {"authorisations": []}
    parts["decisions"]["dispositions"] = [alone]
    assert failed(signed_anew(parts)) == {"decisions"}
    second = {"asked_by": "officer", "answered_by": "second-officer", "answer": "agreed"}
    parts["decisions"]["dispositions"] = [alone | {"second": second}]
    assert signed_anew(parts).holds


def test_pages_are_checked_by_the_file_within_them(case: Case, lead: User, officer: User) -> None:
    pages = dossier_pdf(case, lead)
    found = verify(pages, key=public_text(signing_key()))
    assert found.holds
    assert found.checks[-1].detail == "they are, byte for byte, those that the attached file gives"
    with pytest.raises(NotADossier):
        verify(pages[:2_000])


def test_pages_that_say_something_else_than_their_file_are_found(case: Case, lead: User) -> None:

    writer = PdfWriter(clone_from=BytesIO(dossier_pdf(case, lead)))
    writer.remove_page(0)
    out = BytesIO()
    writer.write(out)
    assert failed(verify(out.getvalue())) == {"pages"}


def test_pages_whose_text_cannot_be_read_do_not_hold(case: Case, lead: User) -> None:
    writer = PdfWriter(clone_from=BytesIO(dossier_pdf(case, lead)))
    broken = StreamObject()
    broken.set_data(b"BT <no digits> Tj ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(broken)
    out = BytesIO()
    writer.write(out)
    found = verify(out.getvalue())
    assert failed(found) == {"pages"}
    assert "cannot be read" in found.checks[-1].detail


def test_the_command_says_what_holds_and_leaves_with_it(
    case: Case, lead: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, made = tmp_path / "C-0001.json", dossier_json(case, lead)
    file.write_bytes(made)
    call_command("verify_dossier", str(file))
    said = capsys.readouterr().out
    assert "All of it holds." in said
    assert "whoever altered the file may have signed it anew" in said
    assert "who holds the key" in said
    call_command("verify_dossier", str(file), key=public_text(signing_key()))
    assert "No key was given" not in capsys.readouterr().out

    file.write_bytes(made.replace(b"Acetone", b"Acetane"))
    assert left(file) == 1
    assert "DOES NOT HOLD digests: altered: " in capsys.readouterr().out
    file.write_bytes(b"{}")
    assert left(file) == 2
    assert left(tmp_path / "none.json") == 2
    file.write_bytes(made)
    assert left(file, key="no key") == 2


def left(file: Path, **options: str) -> Any:
    """Return the status that the command leaves with."""
    with pytest.raises(SystemExit) as raised:
        call_command("verify_dossier", str(file), **options)
    return raised.value.code


def test_a_key_is_32_bytes_in_base64(case: Case, lead: User) -> None:
    made = dossier_json(case, lead)
    for text in ("", "x", base64.b64encode(b"short").decode(), "é"):
        if text:
            with pytest.raises(ValueError, match="32 bytes"):
                verify(made, key=text)
