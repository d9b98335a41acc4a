"""What a site allows, in words, for whom the law leaves outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chemistry.class_rules.names import article, named
from chemistry.class_rules.rule import HYDROGEN, Alternative, RuleSite
from chemistry.class_rules.vocabulary import classes


def allowed_words(site: RuleSite, parts: Mapping[str, str], taking: Iterable[Alternative]) -> tuple[str, ...]:
    """ "alkyl", "halogen"; of a required site "that" (as in the reference), "a single ring". None, if they say nothing.

    `parts`: words of the parts by id. `taking`: the alternatives that leave nothing open.
    """
    words = [word for choice in taking if choice.limb or not site.required for word in _words(choice, site, parts)]
    if not words or not all(words):
        return ()
    itself = ["that"] if site.required and any(not choice.limb for choice in site.allow) else []
    return tuple(dict.fromkeys([*itself, *words]))


def _words(choice: Alternative, site: RuleSite, parts: Mapping[str, str]) -> list[str]:
    """A required site bears one group, which has an article; any other, groups of these kinds."""
    kinds = [parts[choice.part]] if choice.part else [_kind(name) for name in choice.classes]
    if site.required:
        kinds = [_with_article(kind) for kind in kinds]
    limit = f" of at most {choice.max_carbons} carbon atoms" if choice.max_carbons else ""
    return [*(kind and f"{kind}{limit}" for kind in kinds), *map(named, choice.smiles)]


def _kind(name: str) -> str:
    return "nothing" if name == HYDROGEN else classes()[name].words


def _with_article(kind: str) -> str:
    if not kind or kind == "nothing":
        return kind
    noun = "" if kind.endswith(("ring", "group")) else " group"
    return f"{article(kind)} {kind}{noun}"
