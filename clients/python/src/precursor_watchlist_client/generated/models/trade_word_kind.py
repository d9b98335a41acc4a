from typing import Literal

TradeWordKind = Literal[
    "code",
    "colour",
    "concentration",
    "date",
    "grade",
    "hazard",
    "label",
    "medicine",
    "mixture",
    "packing",
    "purity",
    "purpose",
    "solution",
    "state",
    "trade",
    "transport",
]

TRADE_WORD_KIND_VALUES: set[TradeWordKind] = {
    "code",
    "colour",
    "concentration",
    "date",
    "grade",
    "hazard",
    "label",
    "medicine",
    "mixture",
    "packing",
    "purity",
    "purpose",
    "solution",
    "state",
    "trade",
    "transport",
}


def check_trade_word_kind(value: str) -> TradeWordKind:
    if value in TRADE_WORD_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TRADE_WORD_KIND_VALUES!r}")
