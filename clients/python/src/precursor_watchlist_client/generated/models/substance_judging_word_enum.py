from typing import Literal

SubstanceJudgingWordEnum = Literal["confirmed", "dismissed"]

SUBSTANCE_JUDGING_WORD_ENUM_VALUES: set[SubstanceJudgingWordEnum] = {
    "confirmed",
    "dismissed",
}


def check_substance_judging_word_enum(value: str) -> SubstanceJudgingWordEnum:
    if value in SUBSTANCE_JUDGING_WORD_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SUBSTANCE_JUDGING_WORD_ENUM_VALUES!r}")
