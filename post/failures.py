"""What an error of a mail server or the network means for the letter that was being sent."""

import smtplib
from dataclasses import dataclass

from post.models import Letter

# The server closes the connection (RFC 5321, 3.8).
CLOSING = 421
# The letter is larger than the server takes; some say so when they are told the sender.
TOO_LARGE = 552
PERMANENT = 500


@dataclass(frozen=True)
class Failure:
    problem: Letter.Problem
    # The server's own words, for the list of letters.
    words: str
    # Another try would get the same answer.
    is_final: bool = False
    # Nothing more can be sent over this connection.
    ends_round: bool = False


def explain(error: Exception) -> Failure:
    """Tell what an error that came while sending means."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        # There is one recipient only.
        code, words = next(iter(error.recipients.values()))
        return _answer(code, words, is_final=code >= PERMANENT)
    if isinstance(error, smtplib.SMTPResponseException):
        code = error.smtp_code
        return _answer(code, error.smtp_error, is_final=_is_final(error, code))
    words = f"{type(error).__name__}: {error}"
    # smtplib's errors are OSErrors, all of them.
    if isinstance(error, smtplib.SMTPServerDisconnected) or (
        isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException)
    ):
        return Failure(Letter.Problem.AWAY, words, ends_round=True)
    return Failure(Letter.Problem.OTHER, words)


def _is_final(error: smtplib.SMTPResponseException, code: int) -> bool:
    if isinstance(error, smtplib.SMTPDataError):
        return code >= PERMANENT
    # Any other refusal of the sender is about the account, which an operator can mend; so is what
    # the server says before it has heard of the letter.
    return isinstance(error, smtplib.SMTPSenderRefused) and code == TOO_LARGE


def _answer(code: int, words: bytes | str, is_final: bool = False) -> Failure:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return Failure(
        Letter.Problem.REFUSED if is_final else Letter.Problem.LATER,
        f"{code} {' '.join(text.split())}",
        is_final=is_final,
        ends_round=code == CLOSING,
    )
