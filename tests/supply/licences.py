"""The licence of each package by an SPDX expression; `python -m tests.supply.licences` writes its table anew.

What a package states is believed where SPDX has a word for it; else a person read its licence files, and wrote down
what they say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import Final

import msgspec
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from tests.deploy.locks import PARQUET, RUNTIME, pinned_packages
from watchlist.engine.host import ROOT

PAGE: Final = ROOT / "docs" / "licences.md"
FIRST, LAST = "<!-- the table: python -m tests.supply.licences -->\n", "<!-- end of the table -->\n"
OPERATORS: Final = re.compile(r"[()]| AND | OR ")


class UnknownLicenceError(Exception):
    """Nothing that a package states is a licence by SPDX: read its files, and write down what they say."""

    def __init__(self, package: str, statement: str) -> None:
        super().__init__(
            f"{package} states {statement or 'no licence'!r}: write down what its files say in licences.toml"
        )


class Exemption(msgspec.Struct, frozen=True):
    """A licence that asks for more than the usual, and why its package may stand in a lock all the same."""

    licence: str
    why: str


class LicenceRules(msgspec.Struct, frozen=True):
    """What `licences.toml` says: what is allowed, how licences are spelled, and what a person read or weighed."""

    allowed: frozenset[str]
    spelled: dict[str, str]
    read: dict[str, str]
    elsewhere: dict[str, str]
    exceptions: dict[str, Exemption]


RULES: Final = msgspec.convert(
    tomllib.loads((Path(__file__).parent / "licences.toml").read_text(encoding="utf-8")), LicenceRules
)


def licence_of(package: str) -> str:
    """Return the SPDX expression of a locked package; `UnknownLicenceError` where none is known."""
    try:
        return expression_of(package, metadata(package))
    except PackageNotFoundError:
        if package in RULES.elsewhere:
            return RULES.elsewhere[package]
        raise UnknownLicenceError(package, "nothing here") from None


def expression_of(package: str, stated: PackageMetadata) -> str:
    """Return the SPDX expression of a package with its metadata; `UnknownLicenceError` where they give none."""
    if package in RULES.read:
        return RULES.read[package]
    expression = stated_expression(stated)
    if expression is None:
        raise UnknownLicenceError(package, " | ".join(_statements(stated)))
    return expression


def stated_expression(stated: PackageMetadata) -> str | None:
    """Return what metadata state: an expression, else one word that SPDX knows, else all of their classifiers."""
    one_field = (spdx(text) for text in (_field(stated, "License-Expression"), _field(stated, "License")))
    if found := next(filter(None, one_field), None):
        return found
    classified = [spdx(text) for text in _classifiers(stated)]
    return " AND ".join(filter(None, classified)) if classified and all(classified) else None


def spdx(statement: str) -> str | None:
    """Return a statement as SPDX writes it, None where that is no expression of its."""
    try:
        return str(canonicalize_license_expression(RULES.spelled.get(statement, statement)))
    except InvalidLicenseExpression:
        return None


def refusal(package: str, expression: str) -> str | None:
    """Return why a package may not stand in a lock under this licence, None where it may."""
    exemption = RULES.exceptions.get(package)
    if exemption:
        return None if expression == exemption.licence else f"{package}: it was weighed under {exemption.licence}"
    others = parts(expression) - RULES.allowed
    return f"{package} is under {', '.join(sorted(others))}: weigh it, and write down why" if others else None


def parts(expression: str) -> frozenset[str]:
    """Return the licences of an expression. Where it lets one choose, all of them: each must then be allowed."""
    return frozenset(part.strip() for part in OPERATORS.split(expression)) - {""}


def table() -> str:
    """Return the packages that run, each with its licence, and what is to be kept of it beyond its text."""
    names = sorted(pinned_packages(RUNTIME) | pinned_packages(PARQUET))
    rows = ((name, f"`{licence_of(name)}`", _why(name, RULES.exceptions)) for name in names)
    lines = [("package", "licence", "weighed"), ("---",) * 3, *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def page_parts() -> tuple[str, str, str]:
    """Return what stands on the page before the table, the table, and what follows."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(FIRST)
    shown, _, after = rest.partition(LAST)
    return before, shown, after


def _why(package: str, exemptions: Mapping[str, Exemption]) -> str:
    return exemptions[package].why if package in exemptions else ""


def _field(stated: PackageMetadata, name: str) -> str:
    return next(iter(stated.get_all(name) or ()), "")


def _classifiers(stated: PackageMetadata) -> list[str]:
    classifiers = stated.get_all("Classifier") or []
    return [text.split(" :: ")[-1] for text in classifiers if text.startswith("License :: ")]


def _statements(stated: PackageMetadata) -> list[str]:
    texts = (_field(stated, "License-Expression"), _field(stated, "License").partition("\n")[0], *_classifiers(stated))
    return [text for text in texts if text]


if __name__ == "__main__":
    before, _, after = page_parts()
    PAGE.write_text(f"{before}{FIRST}{table()}{LAST}{after}", encoding="utf-8")
