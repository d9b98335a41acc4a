"""A line as it is shown to whoever may not read why a signal was raised: the contract's keys, and null for a reason.

These types are made of those of the answer, so that a field that is added there is withheld here from its first day.
"""

from __future__ import annotations

from collections.abc import Mapping
from inspect import cleandoc
from types import GenericAlias
from typing import Any, Final, cast

from msgspec import UNSET, Struct, defstruct, field, structs

from watchlist.engine.answer import Finding, Line, Part, Suppressed, SuppressedFinding

ALWAYS_SHOWN: Final = frozenset({"tier", "branch", "severity", "substance", "explanation"})
"""What is shown of a signal, whoever asks."""

WITHHELD: Final = "null where the reasons of a signal are withheld from this token"
"""What the document of the API says of every other field."""

OF_SIGNALS: Final = (
    "Of `near_boundary` and `analogue` a token without the right to review cases is shown tier, severity, branch and "
    "substance, and in `explanation` that reasons are withheld; every other field is null."
)
"""What it says of the whole."""


def withheld(finding: Finding, why: str) -> Finding:
    """Return a signal without its reasons: null for what is not always shown, and `why` for its explanation."""
    shown_type = ShownSuppressedFinding if isinstance(finding, Suppressed) else ShownFinding
    values = structs.asdict(finding)
    kept = {name: value if name in ALWAYS_SHOWN or value is UNSET else None for name, value in values.items()}
    return cast(Finding, shown_type(**{**kept, "explanation": why}))


def _derived_type(part: type[Struct], changes: Mapping[str, Any], description: str, *bases: type) -> type[Struct]:
    """Return a type with the fields of another in their order, of which `changes` have another type."""
    config = part.__struct_config__
    fields = [
        (shown.name, changes.get(shown.name, shown.type), field(name=shown.encode_name, default=shown.default))
        for shown in structs.fields(part)
    ]
    return defstruct(
        f"Shown{part.__name__}",
        fields,
        bases=(Part, *bases),
        namespace={"__doc__": description},
        tag_field=config.tag_field,
        tag=config.tag,
        frozen=True,
        kw_only=True,
    )


def _withheld(part: type[Struct], *bases: type) -> type[Struct]:
    """Return a type of which every field but those that are always shown may be null."""
    withheld_fields = (described for described in structs.fields(part) if described.name not in ALWAYS_SHOWN)
    optional = {described.name: described.type | None for described in withheld_fields}
    return _derived_type(part, optional, f"{cleandoc(part.__doc__ or '')}\n\n{OF_SIGNALS}", *bases)


ShownFinding: Final = _withheld(Finding)
ShownSuppressedFinding: Final = _withheld(SuppressedFinding, Suppressed)
ShownLine: Final = _derived_type(Line, {"findings": GenericAlias(tuple, (ShownFinding, ...))}, Line.__doc__ or "")
