"""`python -m watchlist.engine.command`: the same as `precursor-watchlist`."""

import sys

from watchlist.engine.command.main import main

if __name__ == "__main__":
    sys.exit(main())
