"""Runs the twins of examples: reads the text of an example a line, as JSON, and prints what its twin returned.

python -m cookbook URL FOLDER    # the password of the demo people in PASSWORD
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from cookbook import cases, change_sets, files, goods, house_lists, law, messages, screening, tokens
from cookbook.twins import TWINS, Book

MODULES = (tokens, screening, files, cases, goods, house_lists, messages, law, change_sets)
"""Each names its twins when it is imported."""


def main() -> None:
    """Answer each example; for one that has not exactly one twin, name how many it has."""
    book = Book(sys.argv[1], os.environ["PASSWORD"], Path(sys.argv[2]))
    for line in sys.stdin:
        example: str = json.loads(line)
        found = [twin for twin in TWINS if twin.example in example]
        answer = found[0].run(book) if len(found) == 1 else {"twins": len(found)}
        print(json.dumps({"twin": found[0].example if len(found) == 1 else None, "answer": answer}), flush=True)
    for client in book.clients.values():
        client.close()


if __name__ == "__main__":
    main()
