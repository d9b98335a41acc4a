"""Numbers in Chinese digits, everyday and formal: 五十, 两千五百, 壹佰贰拾, 1.5万."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_DIGITS: Final = {
    mark: value
    for marks in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖")
    for value, mark in enumerate(marks)
} | {"两": 2, "兩": 2}
_TENS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS: Final = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
NUMERALS: Final = "".join([*_DIGITS, *_TENS, *MYRIADS])


def read_chinese(text: str) -> Decimal | None:
    """Return the value of a run of Chinese digits, None where it is no number: 五十 is 50, 五〇 is 50, 千十 none."""
    if len(text) > 1 and all(mark in _DIGITS for mark in text):
        return Decimal("".join(str(_DIGITS[mark]) for mark in text))
    whole = section = digit = 0
    last_power = 10_000
    for mark in text:
        if mark in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[mark]
        elif mark in _TENS:
            if _TENS[mark] >= last_power:
                return None
            last_power = _TENS[mark]
            section += (digit or 1) * last_power
            digit = 0
        else:
            whole = (whole + section + digit) * MYRIADS[mark]
            section = digit = 0
            last_power = 10_000
    total = whole + section + digit
    return Decimal(total) if total else None
