from typing import Literal

LineDecisionWord = Literal["held", "refused", "released", "released_under_authorisation", "seized", "withdrawn"]

LINE_DECISION_WORD_VALUES: set[LineDecisionWord] = {
    "held",
    "refused",
    "released",
    "released_under_authorisation",
    "seized",
    "withdrawn",
}


def check_line_decision_word(value: str) -> LineDecisionWord:
    if value in LINE_DECISION_WORD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LINE_DECISION_WORD_VALUES!r}")
