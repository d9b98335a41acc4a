from typing import Literal

DecisionWord = Literal["confirmed", "dismissed", "in_part", "open", "undecided", "waiting"]

DECISION_WORD_VALUES: set[DecisionWord] = {
    "confirmed",
    "dismissed",
    "in_part",
    "open",
    "undecided",
    "waiting",
}


def check_decision_word(value: str) -> DecisionWord:
    if value in DECISION_WORD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DECISION_WORD_VALUES!r}")
