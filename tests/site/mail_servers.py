"""Mail servers for tests: one that speaks SMTP, and some that do not do what one would like."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.mail.backends.base import BaseEmailBackend


class Refusing(BaseEmailBackend):
    """Answers every letter with an error."""

    def send_messages(self, messages) -> int:
        raise ConnectionRefusedError("no mail server here")


class Picky(BaseEmailBackend):
    """Refuses letters to `bad@example.org` and takes all others."""

    taken: list = []

    def send_messages(self, messages) -> int:
        for message in messages:
            if "bad@example.org" in message.recipients():
                raise ValueError("no such mailbox")
            self.taken.append(message)
        return len(messages)


class _Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as taking a letter needs."""

    def handle(self) -> None:
        sender, recipients = "", []
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            address = re.search("<(.*?)>", line)
            if line.upper().startswith("MAIL"):
                sender = address[1]
            elif line.upper().startswith("RCPT"):
                recipients.append(address[1])
            elif line.upper() == "DATA":
                self._say("354 go on")
                self.server.taken.append((sender, recipients, self._letter()))
            elif line.upper() == "QUIT":
                self._say("221 bye")
                return
            self._say("250 ok")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def _letter(self) -> bytes:
        lines = list(iter(self.rfile.readline, b".\r\n"))
        return b"".join(line.removeprefix(b".") if line[:2] == b".." else line for line in lines)


@contextmanager
def mail_server() -> Iterator[socketserver.TCPServer]:
    """Listen on this machine; `taken` is what came: (sender, recipients, letter)."""
    with socketserver.TCPServer(("127.0.0.1", 0), _Conversation) as server:
        server.taken = []
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
