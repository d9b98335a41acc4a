from .lists import checked as checked, held_lists as held_lists, stale_days as stale_days
from .words import Addresses as Addresses
