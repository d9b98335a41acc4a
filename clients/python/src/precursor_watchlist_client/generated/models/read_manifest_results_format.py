from typing import Literal

ReadManifestResultsFormat = Literal["csv", "jsonl", "parquet", "xlsx"]

READ_MANIFEST_RESULTS_FORMAT_VALUES: set[ReadManifestResultsFormat] = {
    "csv",
    "jsonl",
    "parquet",
    "xlsx",
}


def check_read_manifest_results_format(value: str) -> ReadManifestResultsFormat:
    if value in READ_MANIFEST_RESULTS_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {READ_MANIFEST_RESULTS_FORMAT_VALUES!r}")
