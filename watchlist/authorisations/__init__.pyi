from .facts import (
    AuthorisationFacts as AuthorisationFacts,
    document_of as document_of,
    facts_of as facts_of,
    read_limit as read_limit,
    register_known_at as register_known_at,
    used_until as used_until,
)
from .models import (
    STATUSES as STATUSES,
    Authorisation as Authorisation,
    AuthorisationScan as AuthorisationScan,
    AuthorisationUse as AuthorisationUse,
)
from .registering import (
    MANAGE as MANAGE,
    MOST_BYTES as MOST_BYTES,
    TYPES as TYPES,
    VIEW_AUTHORISATIONS as VIEW_AUTHORISATIONS,
    NameAnotherAuthorisation as NameAnotherAuthorisation,
    Scan as Scan,
    consume as consume,
    correct as correct,
    read_type as read_type,
    refuse_used as refuse_used,
    register as register,
    revoke as revoke,
)
