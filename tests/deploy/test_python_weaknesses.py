"""The check of a deployment names the known weaknesses of the Python that runs, and refuses none."""

from __future__ import annotations

import pytest
from django.core.checks import INFO
from django.core.checks.registry import registry

from config.python_weaknesses import check_python, check_version, weaknesses
from watchlist.engine.host import ROOT

DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("version", "known"),
    [
        ((3, 11, 2), ["CVE-2024-0450", "CVE-2024-4032", "CVE-2024-7592", "CVE-2025-6069"]),
        ((3, 11, 13), ["CVE-2025-6069"]),
        ((3, 11, 14), []),
        ((3, 12, 5), ["CVE-2024-7592", "CVE-2025-6069"]),
        ((3, 13, 5), ["CVE-2025-6069"]),
        ((3, 13, 6), []),
        ((3, 14, 0), []),
    ],
)
def test_the_weaknesses_of_a_patch_level_are_named(version: tuple[int, ...], known: list[str]) -> None:
    text = " ".join(message.msg for message in check_version(version))
    assert [weakness.cve for weakness in weaknesses() if weakness.cve in text] == known


def test_a_weakness_that_a_distribution_may_have_mended_refuses_no_deployment() -> None:
    assert [message.level for message in check_version((3, 11, 2))] == [INFO]


def test_the_check_of_a_deployment_asks_for_them() -> None:
    assert check_python in registry.deployment_checks


def test_each_weakness_is_weighed_in_the_document() -> None:
    assert [weakness.cve for weakness in weaknesses() if weakness.cve not in DOCUMENT] == []
