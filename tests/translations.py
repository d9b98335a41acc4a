"""Whether every text is translated: `python -m tests.translations` lists what is not, and ends with 1 where any is.

The languages are those of the settings; each but the source has a catalog (`watchlist/locale/`). Refused are: a text of
the code that is not gathered, one that no longer stands in the code, and of each language an entry that is not
translated, or doubted, or that lost or gained a placeholder or a tag.
`--gathered` looks at the texts of the code alone.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from config.catalogs import CatalogEntry, CatalogUnreadable, entries
from tests.translated import outside
from watchlist.engine.host import ROOT

HOME: Final = ROOT / "watchlist"
LOCALE: Final = HOME / "locale"
SOURCE: Final = LOCALE / "en" / "LC_MESSAGES" / "django.po"
ONE: Final = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
BY_NUMBER: Final = frozenset({"ngettext", "ngettext_lazy"})
IN_CONTEXT: Final = frozenset({"pgettext", "pgettext_lazy"})
"""The sense comes first, then the text."""
FROM: Final = frozenset({"django.utils.translation", "watchlist.engine.texts"})
MADE: Final = re.compile(
    r"\b(_|gettext|ngettext|pgettext)\(((?:u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")(?:, ?)?)+)"
)
LITERAL: Final = re.compile(r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")")
PLACEHOLDER: Final = re.compile(r"%\(\w+\)[sdr]|%[sdr]|\{\w*\}")
NAMED: Final = re.compile(r"%\((\w+)\)")
TAG: Final = re.compile(r"</?\w+[^<>]*>")
TRANSLATED: Final = re.compile(r"{%\s*(blocktranslate|blocktrans|comment)\b.*?{%\s*end\1\s*%}|{#.*?#}", re.DOTALL)
TEMPLATE_TAG: Final = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
NAMES: Final = frozenset({"| Precursor Watchlist", "Precursor Watchlist"})
"""What is the same in every language."""
FORMS: Final = re.compile(r"nplurals=(\d)")


def main() -> int:
    """Print what is missing, and return how the process ends."""
    faults = [*ungathered()]
    if "--gathered" not in sys.argv:
        for code, _name in settings.LANGUAGES[1:]:
            faults += faults_of(to_locale(code))
    print(*faults, sep="\n") if faults else print("Every text is translated.")
    return bool(faults)


def ungathered() -> Iterator[str]:
    """Yield each text of the code that is not in the catalog of the source, or cannot be, and the reverse."""
    gathered = {entry.singular for entry in entries(SOURCE)} - {""}
    found: dict[str, str] = {}
    for path in sorted(HOME.rglob("*.py")):
        for text, line in python_texts(path.read_text(encoding="utf-8")):
            where = f"{path.relative_to(ROOT)}:{line}"
            if text is None:
                yield f"{where}: a text that is put together, or marked by a name that gettext does not know"
            else:
                found.setdefault(text, where)
    for path in sorted((HOME / "templates").rglob("*.html")):
        source, name = path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
        yield from (f"{name}: a text that nobody can translate: {text!r}" for text in hard_texts(source))
        for text in template_texts(source):
            found.setdefault(text, name)
    yield from (
        f"{where}: not gathered (make messages): {text!r}" for text, where in found.items() if text not in gathered
    )
    yield from (f"no longer in the code (make messages): {text!r}" for text in sorted(gathered - found.keys()))


def python_texts(source: str) -> Iterator[tuple[str | None, int]]:
    """Yield the texts that a module marks, each with its line; None for what cannot be gathered."""
    tree = ast.parse(source)
    named = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in FROM
        for alias in node.names
        if alias.name in ONE | BY_NUMBER | IN_CONTEXT
    }
    named |= {node.name: node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in ONE}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in named):
            continue
        marks = _marks(named[node.func.id], node.args)
        is_known = node.func.id in ONE | BY_NUMBER | IN_CONTEXT
        for at, mark in enumerate(marks):
            if not (isinstance(mark, ast.Constant) and isinstance(mark.value, str)):
                if is_known and isinstance(mark, ast.JoinedStr | ast.BinOp):
                    yield None, node.lineno
            elif not is_known:
                yield None, node.lineno
            elif at == 0:
                yield mark.value, node.lineno


def _marks(function: str, arguments: list[ast.expr]) -> list[ast.expr]:
    """Return the arguments that are texts."""
    return arguments[1:2] if function in IN_CONTEXT else arguments[: 2 if function in BY_NUMBER else 1]


def template_texts(source: str) -> Iterator[str]:
    """Yield the texts that a template marks."""
    for mark in MADE.finditer(templatize(source)):
        texts = LITERAL.findall(mark.group(2))
        yield ast.literal_eval(texts[1 if mark.group(1) in IN_CONTEXT else 0])


def hard_texts(source: str) -> Iterator[str]:
    """Yield the texts of a template that are written in it without being marked for translation."""
    for text in outside(TEMPLATE_TAG.sub("", TRANSLATED.sub("", source))):
        if text not in NAMES and 'translate="no"' not in text:
            yield text


def faults_of(locale: str) -> Iterator[str]:
    """Yield what is wrong with the catalog of a language, by the texts of the source."""
    path = LOCALE / locale / "LC_MESSAGES" / "django.po"
    if path.exists():
        yield from faults_in(path, SOURCE)
    else:
        yield f"{path}: there is none"


def faults_in(path: Path, source_path: Path) -> Iterator[str]:
    """Yield what is wrong with a catalog."""
    try:
        catalog = {entry.key: entry for entry in entries(path)}
    except CatalogUnreadable as error:
        yield str(error)
        return
    head = FORMS.search(catalog[""].forms[0]) if "" in catalog else None
    forms = int(head.group(1)) if head else 0
    if not forms:
        yield f"{path}: its head does not say how many forms the plural has"
    source = {entry.key: entry for entry in entries(source_path) if entry.key}
    yield from (f"{path}: missing: {key!r}" for key in source if key not in catalog)
    for key, entry in catalog.items():
        yield from (f"{path}:{entry.line}: {fault}: {key!r}" for fault in entry_faults(entry, forms) if key in source)


def entry_faults(entry: CatalogEntry, forms: int) -> Iterator[str]:
    """Yield what is wrong with a translation."""
    if entry.is_fuzzy:
        yield "is fuzzy"
    if not entry.is_translated:
        yield "is not translated"
        return
    if len(entry.forms) != (forms if entry.plural else 1):
        yield "has another number of forms than its language"
    for at, form in entry.forms.items():
        if not _keeps_places(entry, form, may_leave_number=at == 0 and len(entry.forms) > 1):
            yield f"has other placeholders: {form!r}"
        elif "%(" in entry.singular + entry.plural and not _can_be_filled(form):
            yield f"cannot be filled with facts (a per cent sign is %%): {form!r}"
        if tags(form) not in (tags(entry.singular), tags(entry.plural)):
            yield f"has other tags: {form!r}"
        edges = {(text[:1] == "\n", text[-1:] == "\n") for text in (entry.singular, entry.plural) if text}
        if (form[:1] == "\n", form[-1:] == "\n") not in edges:
            yield f"begins or ends with another line: {form!r}"


def placeholders(text: str) -> frozenset[str]:
    """Return the places that a text has for facts."""
    return frozenset(PLACEHOLDER.findall(text.replace("%%", "")))


def _keeps_places(entry: CatalogEntry, form: str, *, may_leave_number: bool) -> bool:
    """Say whether a form has the places of its text; that of one thing alone may leave out the number."""
    found, wanted = placeholders(form), placeholders(entry.plural or entry.singular)
    return found == wanted or (may_leave_number and found < wanted and len(wanted - found) == 1)


def _can_be_filled(form: str) -> bool:
    try:
        form % dict.fromkeys(NAMED.findall(form), 1)
    except (TypeError, ValueError):
        return False
    return True


def tags(text: str) -> Counter[str]:
    """Return the tags of a text, in whatever order."""
    return Counter(TAG.findall(text))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.exit(main())
