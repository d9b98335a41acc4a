"""The service: it remembers, has two people decide, and shows."""

import os

# The library of workbooks writes by lxml where that happens to be installed, whose errors are none of files: a full
# disk was then no `OSError`. We lock no lxml.
os.environ["OPENPYXL_LXML"] = "False"
