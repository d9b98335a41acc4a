"""What Helm renders of the chart, as objects of Kubernetes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from typing import Any

import yaml

from watchlist.engine.host import ROOT

CHART = ROOT / "deploy" / "helm"
PAGE = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
RELEASE = "watchlist"


def first_values() -> str:
    """Return the values of docs/install.md, which a house begins with."""
    return PAGE.partition("```yaml\n")[2].partition("```")[0]


def helm(*words: str, values: str = "", expect: int = 0) -> str:
    """Return what Helm prints, given values in the place of a file; it must leave with the status expected."""
    command = ("helm", *words, str(CHART), "--values", "-")
    done = subprocess.run(command, input=values or first_values(), capture_output=True, text=True, check=False)
    assert done.returncode == expect, done.stdout + done.stderr
    return done.stdout + done.stderr


def rendered(*chosen: str) -> list[dict[str, Any]]:
    """Return the objects of an installation, with single values chosen otherwise (`web.replicas=3`)."""
    words = (word for each in chosen for word in ("--set", each))
    command = ("helm", "template", RELEASE, str(CHART), "--values", "-", *words)
    done = subprocess.run(command, input=first_values(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [each for each in yaml.safe_load_all(done.stdout) if each]


def pods(objects: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Yield each template of pods: the name of what makes them, its labels, its specification."""
    for each in objects:
        spec = each["spec"]["jobTemplate"]["spec"] if each["kind"] == "CronJob" else each["spec"]
        if each["kind"] in {"Deployment", "Job", "CronJob"}:
            yield each["metadata"]["name"], spec["template"]["metadata"]["labels"], spec["template"]["spec"]
