"""A throw-away PostgreSQL from the installed server's binaries: without it tests would need one set up by hand."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Durability is for data that outlives a test.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
}


def binaries() -> Path | None:
    """The folder of the newest server's programs; Debian keeps them in a numbered folder off PATH."""
    numbered = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(numbered[-1]) if numbered else shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """A new cluster, and the URL at which it answers, through a socket alone; it is gone after the block."""
    # Directly under the temporary folder: a socket's path may have about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="elearn-pg-"))
    try:
        _run(
            programs, folder, "initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", *_locale()
        )
        options = " ".join(f"-c {name}={value!r}" for name, value in SETTINGS.items())
        _run(
            programs,
            folder,
            "pg_ctl",
            "start",
            "-w",
            "-l",
            str(folder / "log"),
            "-o",
            f"-k {folder} {options}",
        )
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            _run(programs, folder, "pg_ctl", "stop", "-m", "immediate")
        shutil.rmtree(folder)


def _locale() -> tuple[str, ...]:
    return ("--locale", "C.UTF-8" if sys.platform == "linux" else "C")


def _run(programs: Path, folder: Path, program: str, *arguments: str) -> None:
    command = [*_as_postgres(folder), str(programs / program), "-D", str(folder / "data"), *arguments]
    # The server keeps what it inherits: a pipe would never close, so its words go to a file.
    with (folder / "setup.log").open("a") as log:
        done = subprocess.run(
            command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=folder, check=False
        )
    if done.returncode:
        raise RuntimeError(f"{program} ended with {done.returncode}:\n{(folder / 'setup.log').read_text()}")


def _as_postgres(folder: Path) -> tuple[str, ...]:
    # PostgreSQL refuses to run as root.
    if os.geteuid() != 0:
        return ()
    shutil.chown(folder, "postgres")
    if shutil.which("runuser"):
        return ("runuser", "-u", "postgres", "--")
    return ("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--")
