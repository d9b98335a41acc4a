from typing import Literal

OverrideReason = Literal["authority_agreed", "filed_elsewhere", "not_asked_here", "other", "seen_elsewhere"]

OVERRIDE_REASON_VALUES: set[OverrideReason] = {
    "authority_agreed",
    "filed_elsewhere",
    "not_asked_here",
    "other",
    "seen_elsewhere",
}


def check_override_reason(value: str) -> OverrideReason:
    if value in OVERRIDE_REASON_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OVERRIDE_REASON_VALUES!r}")
