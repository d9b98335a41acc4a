"""What holds of the cartridge alone is tested where there is one: on PostgreSQL."""

from __future__ import annotations

from django.db import connection

collect_ignore = [] if connection.vendor == "postgresql" else ["test_cartridge.py"]
