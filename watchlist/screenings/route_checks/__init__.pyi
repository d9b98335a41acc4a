from .models import RouteCheck as RouteCheck, RouteCheckTerm as RouteCheckTerm
from .state import (
    checks_in_force as checks_in_force,
    checks_known_at as checks_known_at,
    engine_check as engine_check,
    shipment_checks_known_at as shipment_checks_known_at,
    state_of_check as state_of_check,
)
from .substances import CheckedSubstance as CheckedSubstance, substances_of as substances_of
from .verbs import (
    CheckFacts as CheckFacts,
    answer_check as answer_check,
    check_shipment as check_shipment,
    request_check as request_check,
    withdraw_check as withdraw_check,
)
