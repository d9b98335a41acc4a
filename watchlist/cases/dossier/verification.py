"""The result of checking a dossier."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DossierCheck:
    """One check: its subject, whether it holds, and a sentence of detail."""

    subject: str
    holds: bool
    detail: str


@dataclass(frozen=True, slots=True)
class DossierVerification:
    """All checks of a dossier. `title` names it as the dossier itself does, and proves nothing."""

    title: str
    key_id: str
    checks: tuple[DossierCheck, ...]

    @property
    def holds(self) -> bool:
        """Say whether all checks hold."""
        return all(check.holds for check in self.checks)


class NotADossier(Exception):
    """The file is no dossier, or no longer one that can be read; `str()` says why."""
