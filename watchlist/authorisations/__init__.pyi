from .facts import AuthorisationFacts as AuthorisationFacts, facts_of as facts_of, read_limit as read_limit
from .models import (
    STATUSES as STATUSES,
    Authorisation as Authorisation,
    AuthorisationScan as AuthorisationScan,
    AuthorisationUse as AuthorisationUse,
)
from .register_rows import document_of as document_of, register_known_at as register_known_at, used_until as used_until
from .registering import (
    MANAGE as MANAGE,
    VIEW_AUTHORISATIONS as VIEW_AUTHORISATIONS,
    correct as correct,
    register as register,
    revoke as revoke,
)
from .scans import MOST_BYTES as MOST_BYTES, TYPES as TYPES, Scan as Scan, read_type as read_type
from .using import NameAnotherAuthorisation as NameAnotherAuthorisation, consume as consume, refuse_used as refuse_used
