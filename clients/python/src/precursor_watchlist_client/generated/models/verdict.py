from typing import Literal

Verdict = Literal["controlled", "no_match", "review", "unresolved"]

VERDICT_VALUES: set[Verdict] = {
    "controlled",
    "no_match",
    "review",
    "unresolved",
}


def check_verdict(value: str) -> Verdict:
    if value in VERDICT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VERDICT_VALUES!r}")
