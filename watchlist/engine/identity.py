"""The identity of the engine by meaning: what its code does and its tables say, not how they are written or where.

Of code the syntax tree counts, without docstrings, comments, formatting, annotations of variables and functions, and
imports of our own packages. In their place stands, of each name that is used, the code of the module that defines it:
so a module may be renamed or moved, and two modules that change places are noticed. A table counts by its bytes and by
the name of its file, by which code finds it, not by its folder.

The tree is that of one version of Python: who compares identities names that version beside them.
"""

from __future__ import annotations

import ast
import hashlib
import json
import logging
import os
import platform
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Final

log = logging.getLogger(__name__)

CODE: Final = ".py"
TABLES: Final = frozenset({".csv", ".toml", ".npz"})
BLOCKS: Final = ("body", "orelse", "finalbody")
"""The fields of a syntax tree that hold statements."""
CACHE: Final = "meaning.json"
CACHED: Final = 16
"""How many meanings the file keeps: of a few sets of folders, of the last few states of the code."""


@dataclass(frozen=True, slots=True)
class ImportedName:
    """A name that an import of our own binds, the module imported from, and the name there; "" for a module itself."""

    bound: str
    module: str
    name: str


@dataclass(frozen=True, slots=True)
class Module:
    """What a module does: the digest of its tree, "" where it does nothing, what it uses, and its imports of our own.

    Used are names, each with what is asked of it by a dot; "" for the name itself.
    """

    digest: str
    used: frozenset[tuple[str, str]]
    imports: tuple[ImportedName, ...]


def meaning_of(root: Path, places: Sequence[str], *, cached_in: Path | None = None) -> str:
    """Return the digest of what modules and tables mean: those in some folders of `root`, and single ones by path.

    With a folder to cache in, code is parsed once for each state of the files; processes and threads may share it.
    Where it cannot be used the digest takes longer, and is the same. Raises FileNotFoundError for a place that is not
    there: a set that covers less than it names is no identity.
    """
    files = _read(root, places)
    if cached_in is None:
        return _meaning(files)
    path, key = cached_in / CACHE, _state(files)
    if digest := _cached(path).get(key):
        return digest
    digest = _meaning(files)
    _cache(path, key, digest)
    return digest


def _read(root: Path, places: Iterable[str]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for place in places:
        if not (root / place).exists():
            raise FileNotFoundError(root / place)
        for path in (root / place).rglob("*") if (root / place).is_dir() else [root / place]:
            if path.suffix == CODE or path.suffix in TABLES:
                files[path.relative_to(root).as_posix()] = path.read_bytes()
    return dict(sorted(files.items()))


def _meaning(files: Mapping[str, bytes]) -> str:
    packages = {path.partition("/")[0] for path in files}
    modules = {_dotted(path): _module(path, code, packages) for path, code in files.items() if path.endswith(CODE)}
    tables = [_digest([PurePosixPath(path).name, table]) for path, table in files.items() if not path.endswith(CODE)]
    code = [_digest(_with_imports(module, modules)) for module in modules.values() if module.digest]
    return _digest([*sorted(code), "", *sorted(tables)])


def _digest(parts: Iterable[str | bytes]) -> str:
    """Return the digest of some parts; each is hashed with its length, so that none runs into the next."""
    whole = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(b"%d:" % len(content) + content)
    return whole.hexdigest()


def _dotted(path: str) -> str:
    return path.removesuffix(CODE).removesuffix("/__init__").replace("/", ".")


def _module(path: str, code: bytes, packages: Collection[str]) -> Module:
    tree = ast.parse(code, path)
    package = _dotted(path) if path.endswith("/__init__.py") else _dotted(path).rpartition(".")[0]
    imports = tuple(_imports(tree, package, packages))
    _strip(tree, packages)
    digest = _digest([ast.dump(tree, annotate_fields=False)]) if tree.body else ""
    return Module(digest, frozenset(_used(tree)), imports)


def _used(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name):
                yield name, ""
            case ast.Attribute(value=ast.Name(id=name), attr=attribute):
                yield name, attribute


def _imports(tree: ast.Module, package: str, packages: Collection[str]) -> Iterator[ImportedName]:
    """Yield the names that imports of our own bind, in functions too."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(names=aliases) if _is_own(node, packages):
                above = package.split(".")[: len(package.split(".")) + 1 - node.level] if node.level else []
                source = ".".join([*above, node.module] if node.module else above)
                yield from (ImportedName(alias.asname or alias.name, source, alias.name) for alias in aliases)
            case ast.Import(names=aliases) if _is_own(node, packages):
                for alias in aliases:
                    # `import a.b` binds a; the whole path to what is used of it stands in the tree.
                    bound, source = (alias.asname, alias.name) if alias.asname else (alias.name.partition(".")[0],) * 2
                    yield ImportedName(bound, source, "")


def _is_own(statement: ast.stmt, packages: Collection[str]) -> bool:
    match statement:
        case ast.ImportFrom(module=module, level=level):
            return level > 0 or (module or "").partition(".")[0] in packages
        case ast.Import(names=aliases):
            return all(alias.name.partition(".")[0] in packages for alias in aliases)
    return False


def _strip(tree: ast.Module, packages: Collection[str]) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.decorator_list:
            # Of a decorated one, annotations may be read by what decorates it.
            node.returns = None
            parameters = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            for parameter in filter(None, (*parameters, node.args.vararg, node.args.kwarg)):
                parameter.annotation = None
        for block in BLOCKS:
            statements = getattr(node, block, None)
            if isinstance(statements, list):
                deciding = [statement for statement in statements if _decides(statement, packages)]
                is_class = isinstance(node, ast.ClassDef)  # whose annotations are its fields
                setattr(node, block, deciding if is_class else [_unannotated(statement) for statement in deciding])


def _decides(statement: ast.stmt, packages: Collection[str]) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()):  # docstrings, of attributes too, and `...`
            return False
        case ast.If(test=ast.Name(id="TYPE_CHECKING"), orelse=[]):
            return False
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return False
    return not _is_own(statement, packages)


def _unannotated(statement: ast.stmt) -> ast.stmt:
    """Return an annotated assignment as the plain one that it is; other statements as they are."""
    match statement:
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            return ast.Assign([target], value)
        case ast.AnnAssign(target=target):  # it binds nothing, and makes a name one of its function
            return ast.AnnAssign(target, ast.Constant(None), None, statement.simple)
    return statement


def _with_imports(module: Module, modules: Mapping[str, Module]) -> list[str]:
    """Return the digest of a module's own tree and, of each name of ours that it uses, the code that defines it."""
    attributes = defaultdict(list)
    for name, attribute in module.used:
        attributes[name].append(attribute)
    definitions = set()
    for imported in module.imports:
        source, name = _definition(modules, imported.module, imported.name)
        for attribute in attributes[imported.bound]:
            place = (source, name) if name else _definition(modules, source, attribute)
            digest = modules[place[0]].digest if place[0] in modules else ""
            definitions.add((imported.bound, attribute, digest, place[1]))
    return [module.digest, *chain.from_iterable(sorted(definitions))]


def _definition(
    modules: Mapping[str, Module], source: str, name: str, seen: frozenset[tuple[str, str]] = frozenset()
) -> tuple[str, str]:
    """Return the module that defines a name, and the name there, "" for a module itself.

    A package that only hands the name on is looked through.
    """
    module = modules.get(source)
    for imported in module.imports if module else ():
        if imported.bound == name and (source, name) not in seen:
            return _definition(modules, imported.module, imported.name, seen | {(source, name)})
    return (f"{source}.{name}", "") if f"{source}.{name}" in modules else (source, name)


def _state(files: Mapping[str, bytes]) -> str:
    """Return the digest of the bytes of files, of this module and of the version whose trees it reads."""
    made_by = (platform.python_version(), Path(__file__).read_bytes())
    return _digest([*made_by, *(part for file in files.items() for part in file)])


def _cached(path: Path) -> dict[str, str]:
    """Return the meanings that a file holds by state, the last first; none where it is missing or damaged."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(content, dict):
        return {}
    return {key: digest for key, digest in content.items() if isinstance(digest, str)}


def _cache(path: Path, key: str, digest: str) -> None:
    """Store a meaning before those of a file. Of two processes that write at once, one parses anew next time."""
    meanings = list({key: digest, **_cached(path)}.items())[:CACHED]
    temporary = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(dict(meanings), indent=1), encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        log.warning("%s cannot be written (%s): code is parsed anew by each process.", path, error)
        with suppress(OSError):
            temporary.unlink()
