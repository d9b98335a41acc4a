"""A contract of import-linter: from outside a folder one imports the folder, and never a module in it.

What a folder offers stands in its `__init__.pyi`; `__init__.py` loads each name when it is first asked for, so that a
command loads what it needs and no more. `namespaces` are folders whose modules are doors themselves.
"""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

from watchlist.engine.host import ROOT


class DoorsContract(Contract):
    """Kept where no module is imported from outside its folder, unless the folder is one of `namespaces`."""

    namespaces = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Return each import that passes a door by; `verbose` is the tool's, and changes nothing."""
        past = sorted(
            (importer, module)
            for module in graph.modules
            if not graph.is_module_squashed(module) and not _is_folder(module)
            for importer in graph.find_modules_that_directly_import(module)
            if self._passes(importer, module)
        )
        return ContractCheck(kept=not past, metadata={"past": past})

    def _passes(self, importer: str, module: str) -> bool:
        folder, home = module.rpartition(".")[0], importer if _is_folder(importer) else importer.rpartition(".")[0]
        if not folder or folder in self.namespaces:  # type: ignore[operator]
            return False
        if home == folder or home.startswith(f"{folder}."):
            return False
        # What a folder has in folders of its own is its inside.
        return home in self.namespaces or not folder.startswith(f"{home}.")  # type: ignore[operator]

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each import that passes a door by."""
        for importer, module in check.metadata["past"]:
            output.print_error(f"{importer} imports {module}: by its folder, please", bold=False)


def _is_folder(module: str) -> bool:
    return ROOT.joinpath(*module.split("."), "__init__.py").exists()
