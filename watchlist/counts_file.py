"""The file in which a process counts: written, never mapped into its memory."""

from __future__ import annotations

import errno
import os
from functools import cached_property
from pathlib import Path
from struct import Struct
from typing import Final

from prometheus_client.mmap_dict import MmapedDict

LENGTH: Final = Struct("i")
VALUE: Final = Struct("dd")
START: Final = 8
"""Where the first entry stands: behind the length of all, and four bytes of padding."""


class CountsFile:
    """The values of a process, in memory and in a file of the format of `prometheus_client`, whose `MmapedDict` it is.

    The library maps its file. A full disk has no room for a page that is touched first, and the kernel ends who touches
    it (SIGBUS). What a full disk does not take here stays in memory, and is written with the next value that it takes.
    """

    def __init__(self, filename: str) -> None:
        self._path = Path(filename)
        self._content = bytearray(START)
        self._positions: dict[str, int] = {}
        self._is_whole = False
        if self._path.exists() and self._path.stat().st_size >= START:  # of a process that had the same number
            for key, value, timestamp, _ in MmapedDict.read_all_values_from_file(filename):  # type: ignore[no-untyped-call]
                self._set(key, value, timestamp)

    def read_value(self, key: str) -> tuple[float, float]:
        """Return a value and its instant; both are 0 until it is written."""
        if key not in self._positions:
            self._set(key, 0.0, 0.0)
        value, timestamp = VALUE.unpack_from(self._content, self._positions[key])
        return value, timestamp

    def write_value(self, key: str, value: float, timestamp: float) -> None:
        """Set a value, in the file too where the disk takes it."""
        self._set(key, value, timestamp)
        try:
            self._save(self._positions[key])
            self._is_whole = True
        except OSError:
            self._is_whole = False

    def close(self) -> None:
        """Close the file, which stays for whoever reads it."""
        if "_descriptor" in self.__dict__:
            os.close(self.__dict__.pop("_descriptor"))

    def _set(self, key: str, value: float, timestamp: float) -> None:
        if key not in self._positions:
            self._append(key)
        VALUE.pack_into(self._content, self._positions[key], value, timestamp)

    def _append(self, key: str) -> None:
        encoded = key.encode()
        padded = encoded + b" " * (8 - (len(encoded) + LENGTH.size) % 8)
        self._content += LENGTH.pack(len(encoded)) + padded + bytes(VALUE.size)
        self._positions[key] = len(self._content) - VALUE.size
        self._is_whole = False

    def _save(self, position: int) -> None:
        if self._is_whole:
            self._write(position, position + VALUE.size)
            return
        self._write(START, len(self._content))
        LENGTH.pack_into(self._content, 0, len(self._content))  # last: whoever reads meanwhile sees whole entries
        self._write(0, LENGTH.size)

    def _write(self, start: int, end: int) -> None:
        if os.pwrite(self._descriptor, memoryview(self._content)[start:end], start) < end - start:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    @cached_property
    def _descriptor(self) -> int:
        return os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
