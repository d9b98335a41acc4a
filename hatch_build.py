"""What the wheel has beside the files of this checkout: the compiled catalogs of translations."""

from __future__ import annotations

import shutil
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = "watchlist/locale"


class CompiledCatalogs(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles each catalog, and puts it beside its text."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the compiled catalogs to what is packed."""
        catalogs = _module(Path(self.root) / "config" / "catalogs.py")
        for locale, text in catalogs.catalogs(Path(self.root) / LOCALE).items():
            made = Path(self.directory) / "locale" / f"{locale}.mo"
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_bytes(catalogs.compiled([*catalogs.entries(text)]))
            build_data["force_include"][str(made)] = f"{LOCALE}/{locale}/LC_MESSAGES/django.mo"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave beside the wheel nothing but the wheel."""
        shutil.rmtree(Path(self.directory) / "locale")


def _module(path: Path) -> ModuleType:
    spec = spec_from_file_location("catalogs", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look for it there
    spec.loader.exec_module(module)
    return module
