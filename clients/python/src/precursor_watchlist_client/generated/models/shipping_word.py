from typing import Literal

ShippingWord = Literal["ask", "go", "hold"]

SHIPPING_WORD_VALUES: set[ShippingWord] = {
    "ask",
    "go",
    "hold",
}


def check_shipping_word(value: str) -> ShippingWord:
    if value in SHIPPING_WORD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SHIPPING_WORD_VALUES!r}")
