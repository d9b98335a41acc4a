from typing import Literal

CaseOutcomeWord = Literal["in_part", "refused", "released", "released_under_authorisation", "seized", "withdrawn"]

CASE_OUTCOME_WORD_VALUES: set[CaseOutcomeWord] = {
    "in_part",
    "refused",
    "released",
    "released_under_authorisation",
    "seized",
    "withdrawn",
}


def check_case_outcome_word(value: str) -> CaseOutcomeWord:
    if value in CASE_OUTCOME_WORD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CASE_OUTCOME_WORD_VALUES!r}")
