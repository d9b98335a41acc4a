"""What was found of a dossier that was checked, each in plain words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked: whether it holds, and what was seen."""

    subject: str
    holds: bool
    said: str


@dataclass(frozen=True, slots=True)
class Verified:
    """All that was checked of a dossier. `title` names it as the dossier itself does, and proves nothing."""

    title: str
    key_id: str
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """Say whether all of it holds."""
        return all(check.holds for check in self.checks)


class NotADossier(Exception):
    """The file is no dossier, or no longer one that can be read; `str()` says why."""
