from typing import Literal

DatePrecision = Literal["day", "unknown", "year"]

DATE_PRECISION_VALUES: set[DatePrecision] = {
    "day",
    "unknown",
    "year",
}


def check_date_precision(value: str) -> DatePrecision:
    if value in DATE_PRECISION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DATE_PRECISION_VALUES!r}")
