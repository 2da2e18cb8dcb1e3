"""A real mail server in a thread: without it nobody would know what our letters do when one refuses, waits or dies."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from elearn.config import Smtp
from tests.browser.service import free_port


@dataclass
class Postbox:
    """What the server took, and how it answers: ``answers`` go to RCPT, ``after_data`` to DATA, in turn.

    ``hang_up`` counts conversations to be dropped as soon as the letter itself has come.
    """

    port: int = 0
    arrived: list[bytes] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    after_data: list[str] = field(default_factory=list)
    hang_up: int = 0

    @property
    def smtp(self) -> Smtp:
        """How our side is told to find it."""
        return Smtp(host="127.0.0.1", port=self.port, implicit=False)

    @property
    def letters(self) -> list[EmailMessage]:
        """What arrived, read as a mail program would."""
        return [message_from_bytes(each, policy=SMTP) for each in self.arrived]  # type: ignore[misc]  # by its policy

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's own name)
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.answers:
            answer = self.answers.pop(0)
            if not answer.startswith("2"):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 (as above)
        if self.hang_up:
            self.hang_up -= 1
            server.transport.abort()
            return "250 never heard"
        if self.after_data:
            answer = self.after_data.pop(0)
            if not answer.startswith("2"):
                return answer
        self.arrived.append(envelope.original_content)
        return "250 taken"


@contextmanager
def serving(postbox: Postbox | None = None, **options: Any) -> Iterator[Postbox]:
    """A mail server on a free port for as long as the block lasts."""
    box = postbox or Postbox()
    box.port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **options)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def knows(user: str, password: str) -> Any:
    """An authenticator that lets in this user alone."""

    def ask(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        right = (given.login, given.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return ask
