from typing import Literal

ResultsFormat = Literal["csv", "jsonl", "parquet", "xlsx"]

RESULTS_FORMAT_VALUES: set[ResultsFormat] = {
    "csv",
    "jsonl",
    "parquet",
    "xlsx",
}


def check_results_format(value: str) -> ResultsFormat:
    if value in RESULTS_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RESULTS_FORMAT_VALUES!r}")
