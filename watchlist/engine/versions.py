"""Which engine answered: every version that an answer depends on beside the law."""

from __future__ import annotations

import platform
from functools import cache, lru_cache
from importlib.metadata import version as installed

from chemistry.analogues import background_sha256
from watchlist.engine.answer import EngineVersions
from watchlist.engine.host import ROOT, build_folder, version
from watchlist.engine.identification import Dictionary, nomenclature
from watchlist.engine.identity import meaning_of
from watchlist.engine.vocabulary import Stage

STAGES = tuple(Stage)
# Branches of control that no list held here belongs to: silence about them is not an answer.
BRANCHES_NOT_HELD = (
    "chemical weapons",
    "dual use",
    "drugs, beyond the lists and references named",
    "explosives precursors",
    "pesticides and industrial chemicals subject to prior informed consent",
)
# The code and the tables that decide an answer. Of the engine, `NOT_DECIDING` is left out, so that mending a report
# makes no stored reading stale; whatever is new there must be put into one of both.
DECIDING = (
    "chemistry",
    "watchlist/authorisations",
    "watchlist/engine/answer.py",
    "watchlist/engine/answer_codec.py",
    "watchlist/engine/asof.py",
    "watchlist/engine/decision",
    "watchlist/engine/errors.py",
    "watchlist/engine/identification",
    "watchlist/engine/law",
    "watchlist/engine/problem_codes.py",
    "watchlist/engine/reading",
    "watchlist/engine/sentence_templates.py",
    "watchlist/engine/texts.py",
    "watchlist/engine/versions.py",
    "watchlist/engine/vocabulary.py",
    "watchlist/engine/workers",
    "watchlist/manifests",
    "watchlist/law_store",
    "watchlist/screenings",
)
# What shows an answer, says where the engine runs, keeps what others made, or computes the identity itself.
NOT_DECIDING = (
    "watchlist/engine/answer_schema.py",
    "watchlist/engine/answer_shown.py",
    "watchlist/engine/answering",
    "watchlist/engine/command",
    "watchlist/engine/engine.py",
    "watchlist/engine/host.py",
    "watchlist/engine/identity.py",
    "watchlist/engine/kept.py",
    "watchlist/engine/reports",
)
# What is asked how near two texts or structures are, which countries and holidays there are, and how files and numbers
# are read.
LIBRARIES = (
    "charset-normalizer",
    "holidays",
    "numpy",
    "pycountry",
    "pydifact",
    "python-calamine",
    "python-stdnum",
    "rapidfuzz",
)


def rules_sha256() -> str:
    """Return the hash of what every module and table that decides an answer means."""
    return sha256_of(DECIDING)


@lru_cache(maxsize=4)
def sha256_of(places: tuple[str, ...]) -> str:
    """Return the hash of what every module and table means: those in some folders, and single ones."""
    return meaning_of(ROOT, places, cached_in=build_folder())


def engine(dictionary: Dictionary) -> EngineVersions:
    """Return the engine as the coverage of an answer names it; None is a part that this engine does not have."""
    return EngineVersions(
        service=version(),
        rdkit=rdkit_version(),
        rules_sha256=rules_sha256(),
        dictionary=dictionary.engine,
        nomenclature=nomenclature().engine,
        calibration_sha256=background_sha256(),
        libraries=libraries(),
    )


@cache
def rdkit_version() -> str:
    """Return the version of RDKit, which is read from its metadata once."""
    return installed("rdkit")


@cache
def libraries() -> str:
    """Return the versions of the other libraries that decide an answer, and of Python, whose letters are folded."""
    return ", ".join([f"Python {platform.python_version()}", *(f"{name} {installed(name)}" for name in LIBRARIES)])
