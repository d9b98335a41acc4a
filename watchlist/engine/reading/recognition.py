"""The words of a picture, as the program Tesseract reads them: an extra, and always a guess.

The program is the machine's own, where it is on the path; nothing of ours brings it. It runs in a process of its own
with the bounds of the other readers, and is handed a picture that we made. Without it, pictures are not read.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Final, NamedTuple

from watchlist.engine import host
from watchlist.engine.reading import apart
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.texts import gettext_lazy as _

PROGRAM: Final = "tesseract"
LANGUAGE_FOLDER: Final = "TESSDATA_PREFIX"
"""The one variable of our environment that the program is given: where its languages lie."""
SECONDS_TO_ANSWER: Final = 10
"""By the clock: to say which version it is, and which languages it has."""
SPARSE_TEXT: Final = "11"
"""Its way to look for texts wherever they stand: the others take a table that is ruled for a drawing."""
SIGNS: Final = frozenset("%‰<>≤≥")
"""Marks that say something by themselves."""
OF_A_WORD: Final = "5"
FAILED: Final = _("the program that reads pictures (Tesseract) broke off on it")


class Recogniser(NamedTuple):
    """The program that reads pictures, as it is installed: its path, its version, and its languages that are used."""

    path: str
    version: str
    languages: tuple[str, ...]

    @property
    def title(self) -> str:
        """Return how it is named to people: "Tesseract 5.5.0 (eng)"."""
        return f"Tesseract {self.version} ({'+'.join(self.languages)})"


class PictureWord(NamedTuple):
    """A word of a picture: where it stands, in pixels, and how sure the program is of it (0 to 100)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


def find_recogniser() -> Recogniser | None:
    """Return the program with those of the languages wanted that it has; None where it is missing or has none."""
    path, wanted = shutil.which(PROGRAM), host.picture_languages()
    if path is None or not wanted:
        return None
    version, installed = _installation(path, os.environ.get(LANGUAGE_FOLDER, ""))
    languages = tuple(language for language in dict.fromkeys(wanted) if language in installed)
    return Recogniser(path, version, languages) if languages else None


@lru_cache(maxsize=8)
def _installation(path: str, folder: str) -> tuple[str, frozenset[str]]:
    """Return the version of a program and the languages that it has; none where it does not answer."""
    answers = []
    for option in ("--version", "--list-langs"):
        try:
            run = subprocess.run(  # noqa: S603 - the program that is installed  # nosec B603
                [path, option], capture_output=True, env=_environment(folder), timeout=SECONDS_TO_ANSWER, check=True
            )
        except (OSError, subprocess.SubprocessError):
            return "", frozenset()
        answers.append((run.stdout or run.stderr).decode("utf-8", "replace").splitlines() or [""])
    named, (_title, *languages) = answers
    return named[0].removeprefix(PROGRAM).strip(), frozenset(language.strip() for language in languages)


def words_of_picture(png: bytes, recogniser: Recogniser) -> list[PictureWord]:
    """Return the words of a picture in the program's order; raises ManifestError where it takes too much or fails."""
    command = [recogniser.path, "stdin", "stdout", "--psm", SPARSE_TEXT, "-l", "+".join(recogniser.languages), "tsv"]
    environment = _environment(os.environ.get(LANGUAGE_FOLDER, ""))
    try:
        process = subprocess.Popen(  # noqa: S603 - the program that is installed  # nosec B603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
    except OSError as error:
        raise ManifestError(FAILED) from error
    with process:
        _bound(process)
        try:
            written, _nothing = process.communicate(png, timeout=apart.SECONDS_BY_THE_CLOCK)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise ManifestError(apart.TOOK_TOO_LONG, seconds=apart.SECONDS_BY_THE_CLOCK) from error
    if process.returncode in apart.OF_USED_UP_SECONDS:
        raise ManifestError(apart.TOOK_TOO_LONG, seconds=apart.SECONDS)
    if process.returncode:
        # Out of memory it aborts, or ends with a status of its own.
        raise ManifestError(apart.REFUSALS["memory"] if process.returncode == -signal.SIGABRT else FAILED)
    return list(_words(written.decode("utf-8", "replace").splitlines()))


def _environment(folder: str) -> dict[str, str]:
    return {"LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1", **({LANGUAGE_FOLDER: folder} if folder else {})}


def _bound(process: subprocess.Popen[bytes]) -> None:
    """Let the kernel end a process that takes too much; before it has its picture it takes nothing."""
    limits = {
        resource.RLIMIT_CPU: apart.SECONDS,
        resource.RLIMIT_AS: apart.MEMORY,
        resource.RLIMIT_CORE: 0,
    }
    if sys.platform == "linux":
        with suppress(ProcessLookupError):
            for what, most in limits.items():
                resource.prlimit(process.pid, what, (most, most))


def _words(lines: Sequence[str]) -> Iterator[PictureWord]:
    """Yield the words of a table of the program: level, page, block, paragraph, line, word, box, confidence, text."""
    for row in lines[1:]:
        cells = row.split("\t")
        if len(cells) != len(COLUMNS) or cells[0] != OF_A_WORD:
            continue
        text = cells[-1].strip()
        # What is left of a drawing is read as bars and dashes.
        if not any(mark.isalnum() or mark in SIGNS for mark in text):
            continue
        try:
            left, top, width, height, confidence = map(float, cells[6:11])
        except ValueError:
            continue
        yield PictureWord(text, left, top, left + width, top + height, confidence)


COLUMNS: Final = (
    *("level", "page_num", "block_num", "par_num", "line_num", "word_num"),
    *("left", "top", "width", "height", "conf", "text"),
)
