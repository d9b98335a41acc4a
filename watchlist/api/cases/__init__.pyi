from .access import (
    READING as READING,
    MayReadCases as MayReadCases,
    MayReadRegister as MayReadRegister,
    case_numbered as case_numbered,
)
