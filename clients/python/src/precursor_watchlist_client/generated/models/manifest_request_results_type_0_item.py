from typing import Literal

ManifestRequestResultsType0Item = Literal["csv", "jsonl", "parquet", "xlsx"]

MANIFEST_REQUEST_RESULTS_TYPE_0_ITEM_VALUES: set[ManifestRequestResultsType0Item] = {
    "csv",
    "jsonl",
    "parquet",
    "xlsx",
}


def check_manifest_request_results_type_0_item(value: str) -> ManifestRequestResultsType0Item:
    if value in MANIFEST_REQUEST_RESULTS_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MANIFEST_REQUEST_RESULTS_TYPE_0_ITEM_VALUES!r}")
