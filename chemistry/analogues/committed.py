"""The file of the background as it is committed; all rarities rest on it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import Final

from chemistry import data

FILE: Final = "background.npz"


def background_bytes() -> bytes:
    """The content of the file."""
    return files(data.__name__).joinpath(FILE).read_bytes()


@cache
def background_sha256() -> str:
    """The hash by which an answer names it."""
    return hashlib.sha256(background_bytes()).hexdigest()
