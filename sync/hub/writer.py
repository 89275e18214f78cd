"""One thread that writes, many waiting actions to a transaction: a group commit.

The slow part of keeping something safely is waiting for the disk, one fsync a commit. Whatever came
in while the last commit was on its way shares the next one. An action's future is done only after
that commit, so what it says is durable. It does not know what the actions do.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from queue import SimpleQueue
from typing import Final, Generic, TypeVar

from sqlalchemy import Connection, Engine

from sync.hub.database import writing
from sync.hub.errors import Problem, StoreFailed

Result = TypeVar("Result")

# As many as wait in one commit at most, so that nobody waits for a transaction without an end.
MAX_ACTIONS_A_COMMIT: Final = 128


class Writer(Generic[Result]):
    """Runs actions in order of coming. Its thread starts with the first one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: SimpleQueue[_Job[Result] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._lock = threading.Lock()

    def submit(self, action: Callable[[Connection], Result]) -> Future[Result]:
        """Run an action in one of the next transactions; done when that is committed.

        An action that raises Problem must not have written anything. The future raises what the
        action raised, or StoreFailed when nothing of its transaction was kept.

        Raises:
            StoreFailed: the writer is closed.
        """
        job = _Job(action)
        with self._lock:
            if self._closed:
                raise StoreFailed("closed")
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="hub-writer", daemon=True)
                self._thread.start()
            self._queue.put(job)
        return job.future

    def close(self) -> None:
        """Let everything submitted so far finish, then end the thread."""
        with self._lock:
            self._closed = True
            self._queue.put(None)
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            jobs, is_last = self._next_jobs()
            if jobs:
                self._run_together(jobs)
            if is_last:
                return

    def _next_jobs(self) -> tuple[list[_Job[Result]], bool]:
        """Wait for one job and take what else is there; True when the writer was closed."""
        jobs: list[_Job[Result]] = []
        job = self._queue.get()
        while job is not None:
            # A job nobody waits for any more is left out: the device will send it again.
            if job.future.set_running_or_notify_cancel():
                jobs.append(job)
            if self._queue.empty() or len(jobs) >= MAX_ACTIONS_A_COMMIT:
                return jobs, False
            job = self._queue.get()
        return jobs, True

    def _run_together(self, jobs: list[_Job[Result]]) -> None:
        try:
            with writing(self._engine) as connection:
                for job in jobs:
                    job.run(connection)
        except BaseException as error:  # whatever it was, nobody may wait for ever
            for job in jobs:
                job.future.set_exception(error)
        else:
            for job in jobs:
                job.tell()


class _Job(Generic[Result]):
    """One action, and what became of it until it may be told."""

    def __init__(self, action: Callable[[Connection], Result]) -> None:
        self.future: Future[Result] = Future()
        self._action = action
        self._tell: Callable[[], object] = self.future.cancel

    def run(self, connection: Connection) -> None:
        try:
            result = self._action(connection)
        except Problem as problem:
            self._tell = partial(self.future.set_exception, problem)
        else:
            self._tell = partial(self.future.set_result, result)

    def tell(self) -> None:
        self._tell()
