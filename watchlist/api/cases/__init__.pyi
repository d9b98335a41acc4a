from .access import (
    PUBLIC_STATES as PUBLIC_STATES,
    READING as READING,
    MayReadCases as MayReadCases,
    MayReadRegister as MayReadRegister,
    case_numbered as case_numbered,
)
