"""Where the source makes a refusal of a sentence that no page could translate: found in the text, not by calling it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

WORD = re.compile(r"[^\W\d_]{2,}")
PLACEHOLDER = re.compile(r"%\(\w+\)")
TRANSLATES = re.compile(r"_|say|n?p?n?gettext(_lazy)?")


def refusals(modules: Mapping[Path, ast.Module]) -> set[str]:
    """Return the names of the classes that inherit from `Refusal`, however far."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for module in modules.values()
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef)
    }
    found = {"Refusal"}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return found


def untranslated(module: ast.Module, kinds: set[str]) -> Iterator[tuple[int, str]]:
    """Yield the line and the class of every refusal whose sentence is a text of the source, as it stands there."""
    constants = {
        target.id: node.value
        for node in module.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds and node.args:
            said = node.args[0]
            named = constants.get(said.id) if isinstance(said, ast.Name) else None
            if _speaks(named if named is not None else said):
                yield node.lineno, node.func.id


def _speaks(node: ast.expr) -> bool:
    """Say whether there are words in an expression outside of calls that translate."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and TRANSLATES.fullmatch(node.func.id):
        return False
    if isinstance(node, ast.Subscript):  # a sentence of a table, by its key
        return _speaks(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        return any(map(_speaks, node.args[1:]))
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(WORD.search(PLACEHOLDER.sub("", node.value)))
    return any(_speaks(child) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))
