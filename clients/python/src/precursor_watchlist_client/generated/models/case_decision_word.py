from typing import Literal

CaseDecisionWord = Literal["refused", "released", "released_under_authorisation", "seized", "withdrawn"]

CASE_DECISION_WORD_VALUES: set[CaseDecisionWord] = {
    "refused",
    "released",
    "released_under_authorisation",
    "seized",
    "withdrawn",
}


def check_case_decision_word(value: str) -> CaseDecisionWord:
    if value in CASE_DECISION_WORD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CASE_DECISION_WORD_VALUES!r}")
