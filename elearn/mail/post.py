"""Without this no letter would leave the house: it hands them to a mail server and says plainly what came of it."""

import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from types import TracebackType

from elearn.config import Smtp, is_loopback
from elearn.domain.outbox import Delivery, Envelope, Fate

SECONDS = 20.0
"""So long each step of a conversation may take; a deliverer's lease on a letter is far longer."""

# Every body and name is carried as ASCII, so that a server which knows no more than that passes it on unharmed.
POLICY = SMTP.clone(cte_type="7bit")


class Unsendable(Exception):
    """The letter cannot be written to this address, whatever server is asked."""


def compose(envelope: Envelope, sender: str, host: str, at: datetime, off: str = "") -> EmailMessage:
    """The letter as a message; the same letter bears the same Message-ID at every try.

    ``off`` is the address that stops such letters, offered by the reader's program where it is given (RFC 2369, 8058).

    Raises ``Unsendable`` where the address is none. A name cannot break out of its header: line ends are folded here,
    and the policy refuses any that are left.
    """
    message = EmailMessage(policy=POLICY)
    try:
        message["From"] = sender
        message["To"] = Address(display_name=_on_one_line(envelope.name), addr_spec=envelope.address)
        message["Subject"] = _on_one_line(envelope.subject)
    except (ValueError, IndexError, MessageError) as trouble:
        raise Unsendable from trouble
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{envelope.id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    if off:
        message["List-Unsubscribe"] = f"<{off}>"
    if off.startswith("https://"):  # RFC 8058 knows no other
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(envelope.body)
    return message


def _on_one_line(text: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


@dataclass(slots=True)
class Server:
    """The mail server for as long as a round of deliveries lasts; spoken to when the first letter is sent."""

    at: Smtp
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    seconds: float = SECONDS
    line: smtplib.SMTP | None = None

    def __enter__(self) -> "Server":
        """Nothing yet: a round without letters needs no server."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take leave of the server."""
        self.hang_up()

    def hang_up(self) -> None:
        """End the conversation; the next letter begins another."""
        line, self.line = self.line, None
        if line is not None:
            try:
                line.quit()
            except (smtplib.SMTPException, OSError):
                line.close()

    def send(self, message: EmailMessage) -> Delivery:
        """Hand over one letter: delivered, refused for good, or to be tried again."""
        try:
            line = self.line = self.line or self._dial()
        except (smtplib.SMTPException, OSError) as trouble:
            return Delivery(fate=None, code=_code_of(trouble), server_down=True)
        try:
            line.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            return _by_code(next(iter(refused.recipients.values()))[0])
        except smtplib.SMTPDataError as refused:
            return _by_code(refused.smtp_code)
        except smtplib.SMTPNotSupportedError:
            return Delivery(fate=Fate.REFUSED, code="smtputf8")
        except (smtplib.SMTPException, OSError) as trouble:
            # Nobody knows whether a letter arrived whose answer was lost: it is tried again, under the same Message-ID.
            self.hang_up()
            return Delivery(fate=None, code=_code_of(trouble), server_down=True)
        return Delivery(fate=Fate.DELIVERED, code="250")

    def _dial(self) -> smtplib.SMTP:
        at = self.at
        if at.implicit:
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                at.host, at.port, timeout=self.seconds, context=self.context
            )
        else:
            line = smtplib.SMTP(at.host, at.port, timeout=self.seconds)
        try:
            line.ehlo()
            if not at.implicit and line.has_extn("starttls"):
                line.starttls(context=self.context)
                line.ehlo()
            elif not at.implicit and not is_loopback(at.host):
                raise smtplib.SMTPNotSupportedError("no TLS")
            if at.user:
                line.login(at.user, at.password)
        except BaseException:
            line.close()
            raise
        return line


def _by_code(code: int) -> Delivery:
    """5xx is for good, 4xx for now; 421 closes the conversation."""
    fate = Fate.REFUSED if 500 <= code <= 599 else None
    return Delivery(fate=fate, code=str(code), server_down=code == 421)


def _code_of(trouble: Exception) -> str:
    if isinstance(trouble, smtplib.SMTPResponseException):
        return str(trouble.smtp_code)
    if isinstance(trouble, smtplib.SMTPNotSupportedError):
        return "no-tls"
    if isinstance(trouble, ssl.SSLError):
        return "tls"
    return "no-answer"
