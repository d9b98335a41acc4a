from typing import Literal

EvidenceRecordKindEnum = Literal["contained", "contains", "masked", "same_skeleton", "similar"]

EVIDENCE_RECORD_KIND_ENUM_VALUES: set[EvidenceRecordKindEnum] = {
    "contained",
    "contains",
    "masked",
    "same_skeleton",
    "similar",
}


def check_evidence_record_kind_enum(value: str) -> EvidenceRecordKindEnum:
    if value in EVIDENCE_RECORD_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EVIDENCE_RECORD_KIND_ENUM_VALUES!r}")
