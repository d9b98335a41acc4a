"""CAS Registry Numbers, as people type them."""

from __future__ import annotations

import re
import unicodedata

from stdnum import casrn
from stdnum.exceptions import InvalidChecksum, ValidationError

from chemistry.errors import CasError

LONGEST = 64
PREFIX = re.compile(
    r"^c\.?\s?a\.?\s?s\.?(?:[\s-]*(?:(?:rn|registry|reg|number|no|nr|n°)(?![^\W\d_])\.?|登[记記録](?:番)?[号號]|番?[号號]))*[\s:.#-]*",
    re.IGNORECASE,
)
PADDING = " ()[].,;*"
"""Characters around a number that mean nothing."""
SEPARATOR = r"[\s\-./_]*"
NUMBER = re.compile(rf"^0*([1-9][0-9]{{1,6}}){SEPARATOR}([0-9]{{2}}){SEPARATOR}([0-9])$")

LONGEST_TEXT = 2_000
WRITTEN = re.compile(r"(?<![\w-])[1-9][0-9]{1,6}-[0-9]{2}-[0-9](?![\w-])", re.ASCII)


def normalise_cas(text: str) -> str:
    """The number as "41661-47-6".

    Reads any dash, spaces, full-width digits, missing dashes, leading zeros, brackets around it and a leading "CAS",
    "C.A.S. No." or "CAS号".
    Raises CasError: cas_malformed, or cas_check_digit where the last digit is not the one the others give.
    """
    if len(text) > LONGEST:
        raise CasError("cas_malformed", f"{len(text)} characters")
    folded = "".join(map(_fold, unicodedata.normalize("NFKC", text))).strip().strip(PADDING)
    parts = NUMBER.match(PREFIX.sub("", folded))
    if parts is None:
        raise CasError("cas_malformed", f"{text.strip()!r} is not of the form 1234567-89-0")
    number = "-".join(parts.groups())
    try:
        return casrn.validate(number)
    except InvalidChecksum as error:
        expected = casrn.calc_check_digit(number[:-1].replace("-", ""))
        raise CasError("cas_check_digit", f"{number} should end in {expected}", number) from error
    except ValidationError as error:
        raise CasError("cas_malformed", f"{number} is not of the form 1234567-89-0") from error


def written_in(text: str) -> list[str]:
    """The valid numbers that stand in a running text with their dashes, once each: ["103-79-7"]."""
    found = (match[0] for match in WRITTEN.finditer("".join(map(_fold, text[:LONGEST_TEXT]))))
    return list(dict.fromkeys(number for number in found if casrn.is_valid(number)))


def one_slip_away(text: str) -> tuple[str, ...]:
    """The valid numbers from which one slip makes a number whose check digit is wrong: ("103-79-7",) of "103-79-8".

    The slips are those of typing: a wrong last digit, and two neighbouring digits exchanged. Empty for other texts.
    """
    try:
        normalise_cas(text)
    except CasError as error:
        digits = error.number.replace("-", "")
    else:
        return ()
    pairs = [place for place in range(len(digits) - 1) if digits[place] != digits[place + 1]]
    swapped = (digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :] for place in pairs)
    meant = [_dashed(digits[:-1] + casrn.calc_check_digit(digits[:-1]))] if digits else []
    return tuple(dict.fromkeys([*meant, *(number for number in map(_dashed, swapped) if casrn.is_valid(number))]))


def _dashed(digits: str) -> str:
    return f"{digits[:-3]}-{digits[-3:-1]}-{digits[-1]}"


def _fold(character: str) -> str:
    is_dash = unicodedata.category(character) == "Pd" or character == "\N{MINUS SIGN}"
    return "-" if is_dash else character
