"""One writer at a time on SQLite: without it eight writers wait on each other's retries ten times as long."""

import fcntl
import os
import threading
import time
from pathlib import Path

from sqlalchemy.exc import OperationalError

PATIENCE = 10.0
PAUSE = 0.001


class DatabaseBusy(OperationalError):
    """Another writer did not finish in time; the same request may simply be tried again."""

    def __init__(self, message: str) -> None:
        """Carry one sentence; no statement was sent."""
        super().__init__(message, None, TimeoutError(message))

    def __str__(self) -> str:
        """The sentence alone, without SQLAlchemy's link to its manual."""
        return str(self.orig)


class WritersLock:
    """A lock that threads and processes share: a thread lock, then flock on a file beside the database.

    Waiting here, before BEGIN IMMEDIATE, is fair and cheap; SQLite's own busy handler sleeps ever longer.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        """`path` is the lock's file, made when first needed; `patience` is in seconds."""
        self._path = path
        self._patience = patience
        self._threads = threading.Lock()
        self._owner: int | None = None
        self._file: int | None = None

    def acquire(self) -> None:
        """Wait for the turn to write; raises DatabaseBusy when it does not come in time."""
        if self._owner == threading.get_ident():
            raise RuntimeError("This thread is already writing: end that session before opening another.")
        deadline = time.monotonic() + self._patience
        if not self._threads.acquire(timeout=self._patience):
            raise DatabaseBusy("The database is busy: another writer has not finished.")
        try:
            self._file = self._flock(deadline)
        except BaseException:
            self._threads.release()
            raise
        self._owner = threading.get_ident()

    def release(self) -> None:
        """Let the next writer in; does nothing when nobody holds the lock."""
        if self._file is None:
            return
        # Closing the file lets the flock go, and the kernel does the same for a process that dies.
        os.close(self._file)
        self._file = self._owner = None
        self._threads.release()

    def __enter__(self) -> None:
        """Take the turn for a block, for work on the file itself."""
        self.acquire()

    def __exit__(self, *_: object) -> None:
        """Give the turn back."""
        self.release()

    def _flock(self, deadline: float) -> int:
        # Opened anew each time: a file kept open over fork() would be one lock for parent and child.
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() < deadline:
                    time.sleep(PAUSE)
                    continue
                os.close(file)
                raise DatabaseBusy("The database is busy: another process has not finished.") from None
            return file
