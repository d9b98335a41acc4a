#!/opt/watchlist/.venv/bin/python -IS
"""Ends with 0 where the process server of this container is ready to be called."""

import http.client
import os
import sys

name = os.environ.get("WATCHLIST_ALLOWED_HOSTS", "127.0.0.1").split(",")[0].strip()
asking = http.client.HTTPConnection("127.0.0.1", 8000, timeout=5)
try:
    asking.request("GET", "/api/v1/readyz", headers={"Host": name})
    sys.exit(asking.getresponse().status != 200)
except OSError as error:
    sys.exit(f"not asked: {error}")
