from .identities import identified as identified
from .worker import DETAILS as DETAILS, GROUP as GROUP
from .worker_pool import pool as pool
