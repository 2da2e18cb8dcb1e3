"""The real service on a free port for as long as a test needs it: without it no browser would have anything to open."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.settings import environment

START = "from elearn.cli.serve import serve; serve()"
PATIENCE = 90.0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(database_url: str, log: Path, **settings: str) -> Iterator[str]:
    """`elearn serve` on this database; the address it serves at."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    wanted = {
        **os.environ,
        **environment(database_url),
        "ELEARN_WORKERS": "1",
        "ELEARN_PORT": str(port),
        "ELEARN_URL": url,
        **settings,
    }
    with log.open("w") as told:
        service = subprocess.Popen([sys.executable, "-c", START], env=wanted, stdout=told, stderr=told)
    try:
        _wait_for(url, service, log)
        yield url
    finally:
        service.terminate()
        service.wait(timeout=20)


def _wait_for(url: str, service: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert service.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{url}/sign-in", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"nothing answered at {url}:\n{log.read_text()}")
