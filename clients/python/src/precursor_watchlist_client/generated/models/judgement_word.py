from typing import Literal

JudgementWord = Literal["confirmed", "dismissed", "undecided"]

JUDGEMENT_WORD_VALUES: set[JudgementWord] = {
    "confirmed",
    "dismissed",
    "undecided",
}


def check_judgement_word(value: str) -> JudgementWord:
    if value in JUDGEMENT_WORD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {JUDGEMENT_WORD_VALUES!r}")
