from .authorisation_view import (
    AuthorisationRow as AuthorisationRow,
    authorisation_row as authorisation_row,
    register_address as register_address,
)
from .hold_pages import hold_context as hold_context
from .inspectors_register import (
    refuse_without_reasons as refuse_without_reasons,
    register_download as register_download,
    register_page as register_page,
)
from .route_check_pages import RouteCheckRow as RouteCheckRow, route_check_row as route_check_row
from .route_check_words import ROUTE_RESULTS as ROUTE_RESULTS
from .ruling_pages import SELECT_RELATED as SELECT_RELATED
from .ruling_words import RulingView as RulingView, ruling_view as ruling_view
