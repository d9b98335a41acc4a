from .base_weight import base_share as base_share
from .counterions import partner_forms as partner_forms
from .named_salts import named_salt as named_salt
from .reference_set import (
    FORMS as FORMS,
    FormMatch as FormMatch,
    Reference as Reference,
    ReferenceSet as ReferenceSet,
    ordered as ordered,
)
from .salts import traded_salts as traded_salts
