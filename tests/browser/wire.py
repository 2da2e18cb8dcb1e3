"""Every byte that a browser sends, as it goes by: without it only the page's own word would say what never leaves."""

import re
import socket
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread

# Not at the beginning of a line only: on a line that stays open a request follows right upon the body before it.
REQUEST = re.compile(rb"((?:GET|HEAD|POST|PUT|OPTIONS) /[^ \r\n]*) HTTP/1\.1\r\n")
LOCAL = ("127.0.0.1", 0)


class Wire(socketserver.ThreadingTCPServer):
    """A line between the browser and the service that keeps what the browser sends, connection by connection."""

    daemon_threads = False

    def __init__(self) -> None:
        """Listen on a port of its own; calls are answered once ``to`` is known."""
        super().__init__(LOCAL, _Line)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.service = LOCAL
        self.heard: list[bytearray] = []

    def to(self, service: str) -> None:
        """Hand on to the service at this address from now on."""
        host, port = service.removeprefix("http://").split(":")
        self.service = (host, int(port))
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}).start()

    @property
    def sent(self) -> bytes:
        """All that was sent."""
        return b"\n".join(map(bytes, self.heard))

    @property
    def requests(self) -> list[str]:
        """The method and address of each request, but for files of ours that never change."""
        found = [each.decode() for each in REQUEST.findall(self.sent)]
        return [each for each in found if not re.fullmatch(r"GET /static/[\w./-]+(\?v=\w+)?", each)]

    def forget(self) -> None:
        """Begin to listen anew."""
        for each in self.heard:
            each.clear()


class _Line(socketserver.BaseRequestHandler):
    """One connection, carried both ways until either end has had enough."""

    server: Wire

    def handle(self) -> None:
        heard = bytearray()
        self.server.heard.append(heard)
        with socket.create_connection(self.server.service) as callee:
            answer = Thread(target=_carry, args=(callee, self.request, bytearray()))
            answer.start()
            _carry(self.request, callee, heard)
            answer.join()


class Elsewhere:
    """A stranger's machine that only listens: for what is said in calls (TCP) and letters (UDP) at one port."""

    def __init__(self) -> None:
        """Listen on one port for both."""
        self._calls = socket.create_server(LOCAL)
        self.port: int = self._calls.getsockname()[1]
        self._letters = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._letters.bind(("127.0.0.1", self.port))
        for door in (self._calls, self._letters):
            door.setblocking(False)

    def heard(self) -> set[str]:
        """In which ways anything was said since it was asked last; a call without a word is none."""
        found = set()
        with suppress(BlockingIOError):
            while self._letters.recv(65536):
                found.add("letter")
        with suppress(BlockingIOError):
            while call := self._calls.accept()[0]:
                with call, suppress(BlockingIOError):
                    call.setblocking(False)
                    if call.recv(65536):
                        found.add("call")
        return found

    def close(self) -> None:
        """Stop listening."""
        self._calls.close()
        self._letters.close()


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    """A stranger's machine for as long as a test needs it."""
    found = Elsewhere()
    yield found
    found.close()


@contextmanager
def wired() -> Iterator[Wire]:
    """A wire for as long as a test needs it."""
    with Wire() as found:
        yield found
        if found.service != LOCAL:  # what never began to serve would be waited for without end
            found.shutdown()


def _carry(source: socket.socket, target: socket.socket, kept: bytearray) -> None:
    try:
        while piece := source.recv(65536):
            kept += piece
            target.sendall(piece)
    except OSError:  # the other end has gone meanwhile
        pass
    for each in (source, target):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
