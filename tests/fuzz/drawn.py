"""What is drawn: real input that was damaged as hostile hands damage it, and text with all that Unicode hides."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

FIXTURES: Final = Path(__file__).parents[2] / "fixtures"
HOSTILE: Final = (
    "\0", "\x1b[31m", "\r\n", "\t", "\u200b", "\u202e", "\u2066", "\ufeff", "\u034f", "\ufe0f", "\u0301", "\ud800",
    "е", "Α", "ﬁ", "１", "²", "𝐚", "٣", "½", "İ", "ß", "氯", "=1+1", "@", "'", '"', '""', ",", ";", "|", "\\", "/", "%",
    "(", ")", "[", "]", "{", "}", "<", ">", "&", "&#0;", "&lt;", "<!DOCTYPE x>", "]]>", "<!--", "1e999999999", "9" * 70,
    "-0", "nan", "inf", "0x1F", "1,000.00", "1.000,00", "½ kg", "1970-01-01", "31/02/2024", "null", "{}", "[]", "[[",
    "$ref", "__proto__", "%s", "{0}", "../", "C", "c1ccccc1", "%99", "@@", "InChI=1S/", "67-64-1", "UN1090", "2939.41",
)  # fmt: skip
"""Pieces that have meaning to some reader, and characters that hide, combine or look like others."""
MOST_DAMAGES: Final = 6
KINDS: Final = ("flip", "insert", "delete", "repeat", "cut", "splice")


class Damage(NamedTuple):
    """One change of a text or of bytes: what is done, where (a share of the length), over how much, and with what."""

    kind: str
    place: float
    length: int
    piece: str
    byte: int


BYTES_OF_A_DAMAGE: Final = 6
"""All that is drawn of one: drawn part by part, a quick target takes half as long again."""


def _damages(drawn: bytes) -> list[Damage]:
    whole = range(0, len(drawn) - BYTES_OF_A_DAMAGE + 1, BYTES_OF_A_DAMAGE)
    return [_damage(*drawn[at : at + BYTES_OF_A_DAMAGE]) for at in whole]


def _damage(kind: int, place: int, finer: int, length: int, piece: int, byte: int) -> Damage:
    at = (256 * place + finer) / 65_536
    return Damage(KINDS[kind % len(KINDS)], at, 1 + length % 40, HOSTILE[piece % len(HOSTILE)], byte)


DAMAGES: Final = st.binary(max_size=BYTES_OF_A_DAMAGE * MOST_DAMAGES).map(_damages)
SOME_DAMAGES: Final = st.binary(min_size=BYTES_OF_A_DAMAGE, max_size=BYTES_OF_A_DAMAGE * MOST_DAMAGES).map(_damages)


def damaged(samples: Sequence[bytes]) -> SearchStrategy[bytes]:
    """Return valid bytes of several samples after a few damages; sometimes they are left whole."""
    return st.builds(
        _damaged,
        st.sampled_from(list(samples)),
        st.sampled_from(list(samples)),
        DAMAGES,
    )


def damaged_text(samples: Sequence[str]) -> SearchStrategy[str]:
    """Return valid texts after a few damages, lone surrogates among them."""
    encoded = [sample.encode("utf-8", "surrogatepass") for sample in samples]
    return st.one_of(damaged(encoded).map(lambda data: data.decode("utf-8", "replace")), texts())


def texts(most: int = 40) -> SearchStrategy[str]:
    """Return texts of any characters, and of pieces that have meaning to some reader."""
    pieces = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=3)), max_size=most // 4).map("".join)
    return st.one_of(pieces, st.text(max_size=most))


def archives(samples: Sequence[bytes]) -> SearchStrategy[bytes]:
    """Return archives one part of which was damaged, and written again whole: what a damaged byte cannot reach."""
    unpacked = [_parts(sample) for sample in samples]
    choices = [(at, name) for at, parts in enumerate(unpacked) for name in parts]
    return st.builds(
        lambda choice, damages: _packed({**unpacked[choice[0]], choice[1]: _damaged_part(unpacked, choice, damages)}),
        st.sampled_from(choices),
        SOME_DAMAGES,
    )


def fixtures(pattern: str, most: int = 20_000) -> list[bytes]:
    """Return the files of the fixtures that a pattern names, each cut to so many bytes. Raises where there are none."""
    found = [path.read_bytes()[:most] for path in sorted(FIXTURES.glob(pattern))]
    if not found:
        raise FileNotFoundError(pattern)
    return found


def _damaged_part(unpacked: Sequence[dict[str, bytes]], choice: tuple[int, str], damages: Sequence[Damage]) -> bytes:
    part = unpacked[choice[0]][choice[1]]
    return _damaged(part, part, damages)


def _damaged(sample: bytes, other: bytes, damages: Sequence[Damage]) -> bytes:
    data = bytearray(sample)
    for damage in damages:
        _do(data, other, damage)
    return bytes(data)


def _do(data: bytearray, other: bytes, damage: Damage) -> None:
    at = int(damage.place * (len(data) + 1))
    match damage.kind:
        case "flip" if at < len(data):
            data[at] = damage.byte
        case "insert":
            data[at:at] = damage.piece.encode("utf-8", "surrogatepass")
        case "delete":
            del data[at : at + damage.length]
        case "repeat":
            data[at:at] = data[at : at + damage.length] * (1 + damage.byte % 16)
        case "cut":
            del data[at:]
        case "splice":
            data[at:at] = other[at : at + 8 * damage.length]


def _parts(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return written.getvalue()


def swapped(text: str) -> list[str]:
    """Return a text with each pair of its neighbours exchanged, where that is another text."""
    return [text[:at] + other + one + text[at + 2 :] for at, (one, other) in enumerate(pairwise(text)) if one != other]
