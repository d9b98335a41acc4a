"""A mail server on this machine that speaks enough SMTP to be sent to, and can be in a bad mood."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

OK = b"250 OK\r\n"
MOODS = {"refuses": b"550 no such person\r\n", "asks to wait": b"451 come again\r\n"}


@dataclass(slots=True)
class MailServer:
    """What it was sent, and its mood: "takes", "refuses", "asks to wait", or "hangs up" in the middle of a mail."""

    port: int = 0
    mood: str = "takes"
    received: list[tuple[str, Message]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one client until it leaves, or we do."""
        writer.write(b"220 here\r\n")
        receiver = ""
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"QUIT":
                break
            if verb == b"RCPT":
                receiver = line.decode().partition("<")[2].partition(">")[0]
                writer.write(MOODS.get(self.mood, OK))
            elif verb != b"DATA":
                writer.write(OK)
            elif self.mood == "hangs up":
                break
            else:
                writer.write(b"354 go on\r\n")
                content = await reader.readuntil(b"\r\n.\r\n")
                self.received.append((receiver, message_from_bytes(content.removesuffix(b".\r\n"))))
                writer.write(OK)
        writer.close()


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Serve on a free port until the block ends."""
    server, loop, ready = MailServer(), asyncio.new_event_loop(), threading.Event()

    async def begin() -> None:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        server.port = listening.sockets[0].getsockname()[1]
        ready.set()

    def run() -> None:
        loop.run_until_complete(begin())
        loop.run_forever()

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
