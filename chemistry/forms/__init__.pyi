from .counterions import partner_forms as partner_forms
from .reference_set import (
    FORMS as FORMS,
    FormMatch as FormMatch,
    Reference as Reference,
    ReferenceSet as ReferenceSet,
    ordered as ordered,
)
from .salts import base_share as base_share, named_salt as named_salt, traded_salts as traded_salts
