from .arrivals import (
    CLOSED as CLOSED,
    NO_ROLE as NO_ROLE,
    Admission as Admission,
    admit as admit,
)
from .asking import Arrival as Arrival, address_to_log_in as address_to_log_in, arrival_of as arrival_of
from .client import Provider as Provider, provider as provider
from .identity import ProviderIdentity as ProviderIdentity
from .log_out import (
    address_to_log_out as address_to_log_out,
    end_as_told as end_as_told,
    keep_id_token as keep_id_token,
)
from .refusals import NotBelieved as NotBelieved, ProviderAway as ProviderAway, ProviderRefused as ProviderRefused
