"""A mail server on this machine that does at every step of a conversation what a test wants."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP

# In the order in which a conversation reaches them. At DATA the letter is announced; at ACCEPTED
# the server has taken it and has not said so yet.
STEPS = ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "ACCEPTED"]


@dataclass
class Taken:
    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def message_id(self) -> str:
        return message_from_bytes(self.raw, policy=policy.default)["Message-ID"]


class MailServer:
    """`acts` maps a step to what happens there instead of the usual answer."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.acts: dict[str, Callable] = {}
        self.lines: list[asyncio.Transport] = []
        # Addresses that do not exist here.
        self.unknown: set[str] = set()

    @property
    def calls(self) -> int:
        """How many clients have called."""
        return len(self.lines)

    @property
    def recipients(self) -> list[str]:
        return [address for letter in self.taken for address in letter.recipients]

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802  (aiosmtpd's name)
        self.taken.append(Taken(envelope.mail_from, envelope.rcpt_tos, envelope.content))
        if act := self.acts.get("ACCEPTED"):
            act(server)
            await asyncio.Event().wait()
        return "250 taken"


class _Conversation(SMTP):
    def connection_made(self, transport) -> None:
        self.event_handler.lines.append(transport)
        super().connection_made(transport)

    async def _handle_client(self) -> None:
        if not self._acts("CONNECT"):
            await super()._handle_client()

    def _acts(self, step: str) -> bool:
        act = self.event_handler.acts.get(step)
        if act:
            act(self)
        return bool(act)

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802
        if not self._acts("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_HELO(self, hostname: str) -> None:  # noqa: N802
        if not self._acts("EHLO"):
            await super().smtp_HELO(hostname)

    async def smtp_MAIL(self, argument: str) -> None:  # noqa: N802
        if not self._acts("MAIL"):
            await super().smtp_MAIL(argument)

    async def smtp_RCPT(self, argument: str) -> None:  # noqa: N802
        address = argument.partition("<")[2].partition(">")[0]
        if address in self.event_handler.unknown:
            await self.push("550 5.1.1 nobody of that name")
        elif not self._acts("RCPT"):
            await super().smtp_RCPT(argument)

    async def smtp_DATA(self, argument: str) -> None:  # noqa: N802
        if not self._acts("DATA"):
            await super().smtp_DATA(argument)


# What can happen at a step


def answer(words: str) -> Callable:
    return lambda conversation: conversation.transport.write(f"{words}\r\n".encode())


def hang_up(conversation: SMTP) -> None:
    conversation.transport.abort()


def say_nothing(conversation: SMTP) -> None:
    """Leave the client waiting."""


def trickle(conversation: SMTP) -> None:
    """Answer in time, a line at a time, and never come to an end."""

    async def lines() -> None:
        while not conversation.transport.is_closing():
            conversation.transport.write(b"250-wait\r\n")
            await asyncio.sleep(0.05)

    conversation.trickling = asyncio.ensure_future(lines())


def kill(process: Callable) -> Callable:
    """Kill the process that `process` returns, and hang up."""

    def act(conversation: SMTP) -> None:
        os.kill(process().pid, signal.SIGKILL)
        process().wait()
        conversation.transport.abort()

    return act


# Running it


@contextmanager
def running_mail_server() -> Iterator[MailServer]:
    """Listen on this machine; `address` is (host, port)."""
    mail_server, loop = MailServer(), asyncio.new_event_loop()

    async def listen() -> asyncio.Server:
        return await loop.create_server(
            lambda: _Conversation(mail_server, loop=loop, hostname="mail.test"), "127.0.0.1", 0
        )

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    # Never in this thread: a browser of another test may have a loop running here.
    server = asyncio.run_coroutine_threadsafe(listen(), loop).result()
    mail_server.address = server.sockets[0].getsockname()
    mail_server.url = "smtp://{}:{}/".format(*mail_server.address)
    try:
        yield mail_server
    finally:
        asyncio.run_coroutine_threadsafe(_stop(server, mail_server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _stop(server: asyncio.Server, mail_server: MailServer) -> None:
    server.close()
    for line in mail_server.lines:
        line.abort()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
