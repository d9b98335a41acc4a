from .models import IntegrityCheck as IntegrityCheck
from .unreleased import refuse_unreleased as refuse_unreleased
from .verifying import (
    VERIFY_RECORDS as VERIFY_RECORDS,
    IntegrityDifference as IntegrityDifference,
    accept_rows as accept_rows,
    differences as differences,
    last_check as last_check,
    screenings_of_tonight as screenings_of_tonight,
    summary_of as summary_of,
    verify_tonight as verify_tonight,
)
