"""A program behind its web server, asked over one kept connection: without it the server's share would be unseen."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

PATIENCE = 60.0
FORM = "application/x-www-form-urlencoded"
TAIL = 30
"""So many of a server's last lines are told when it is lost."""


class Lost(RuntimeError):
    """A server did not answer; the words say whether it still runs and what it said last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request: where to, with which cookies, and the fields of a form where one is sent."""

    path: str
    cookies: str = ""
    fields: Mapping[str, str | list[str]] | None = None


class Served:
    """A server that answers: what it says, and what processor time it took meanwhile."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
        """Wait until it answers; ``process`` is the first of its processes, ``log`` what all of them say."""
        self._process, self._log = process, log
        self._line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if process.poll() is not None or time.monotonic() > until:
                raise Lost(self._why(f"nothing answered at port {port}"))
            time.sleep(0.1)
        self._family = list(_family(process.pid))

    def answer(self, ask: Ask) -> int:
        """Send a request, read the whole answer, return its status; raises ``Lost`` when none comes."""
        try:
            return self._asked(ask)
        except (OSError, HTTPException) as error:
            raise Lost(self._why(f"{ask.path} was not answered ({error!r})")) from error

    def _asked(self, ask: Ask) -> int:
        headers = {"Cookie": ask.cookies} if ask.cookies else {}
        if ask.fields is None:
            self._line.request("GET", ask.path, headers=headers)
        else:
            body = urlencode(ask.fields, doseq=True)
            self._line.request("POST", ask.path, body, {**headers, "Content-Type": FORM})
        response = self._line.getresponse()
        response.read()
        return response.status

    def seconds(self) -> float:
        """Processor seconds of all of its processes so far, in user code and in the kernel."""
        # Linux names the processor clock of any process so; /proc/PID/stat counts in steps of 10 ms.
        return sum(time.clock_gettime((~process << 3) | 2) for process in self._family)

    def call(self) -> None:
        """Open the connection anew: a server hangs up on one that was silent for long."""
        self._line.close()
        self.answer(Ask(path="/"))

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _answers(self) -> bool:
        try:
            return self._asked(Ask(path="/")) > 0
        except (OSError, HTTPException):
            self._line.close()
            return False

    def _why(self, what: str) -> str:
        """What happened, how the server ended if it did, and its last words."""
        try:
            ended = f"it ended with {self._process.wait(timeout=1)}"
        except subprocess.TimeoutExpired:
            ended = "it still runs"
        said = self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-TAIL:]
        return "\n".join((f"{what}; {ended}. Its log ends:", *(said or ["(it said nothing)"])))


@contextmanager
def serving(port: int, *command: str, **settings: str) -> Iterator[Served]:
    """Python run with this command, which serves at this port, for as long as the block lasts."""
    with tempfile.NamedTemporaryFile(prefix="elearn-bench-") as log:
        process = subprocess.Popen(  # noqa: S603 (our own program)
            [sys.executable, *command], env={**os.environ, **settings}, stdout=log, stderr=log
        )
        try:
            served = Served(process, port, Path(log.name))
            yield served
            served.close()
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def _family(process: int) -> Iterator[int]:
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))
