"""A contract of import-linter: from outside a folder one imports the folder, and never a module in it.

What a folder offers stands in its `__init__.pyi`; `__init__.py` loads each name when it is first asked for, so that a
command loads what it needs and no more. `namespaces` are folders whose modules are doors themselves.
"""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """Kept where no module is imported from outside its folder, unless the folder is one of `namespaces`."""

    namespaces = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 - the signature is the tool's
        """Return each import that passes a door by."""
        past = sorted(
            (importer, module)
            for module in graph.modules
            if not graph.find_children(module)
            for folder in [module.rpartition(".")[0]]
            if folder and folder not in self.namespaces  # type: ignore[operator]
            for importer in graph.find_modules_that_directly_import(module)
            if importer != folder and not importer.startswith(f"{folder}.")
        )
        return ContractCheck(kept=not past, metadata={"past": past})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each import that passes a door by."""
        for importer, module in check.metadata["past"]:
            output.print_error(f"{importer} imports {module}: by its folder, please", bold=False)
