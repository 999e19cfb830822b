"""Mail back ends that do not do what one would like."""

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
