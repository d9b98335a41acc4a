from .pages import refuse_unknown_filter as refuse_unknown_filter
from .records import (
    ConstituentRecord as ConstituentRecord,
    IdentifierRecord as IdentifierRecord,
    NameRecord as NameRecord,
)
