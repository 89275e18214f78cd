"""Opens the hub's database so that what is committed is on the disk, and says so when it can not.

SQLite in WAL mode with synchronous=FULL: readers never wait for the writer, and a commit returns
after fsync. Nothing here knows what the tables mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection as SqliteConnection
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from sync.hub.errors import OtherStore, StoreFailed
from sync.hub.schema import SCHEMA_VERSION, meta, metadata

# Another process (the command line beside a running hub) may hold the write lock for a moment.
BUSY_TIMEOUT_MS: Final = 10_000
# One connection for each thread that may read at the same time; anyio's pool has 40.
POOL_SIZE: Final = 8
POOL_OVERFLOW: Final = 40

# What a database does; a mistake in our own queries is not among them.
_FAILURES: Final = (DBAPIError, NoConnectionFree)


def open_engine(url: str | URL) -> Engine:
    """Open a database and make its tables where they are missing.

    Raises:
        OtherStore: a database of another version.
        StoreFailed: it can not be opened.
    """
    # hide_parameters: an error's text, and so a log, must not quote hashes and ids.
    engine = create_engine(
        url, hide_parameters=True, pool_size=POOL_SIZE, max_overflow=POOL_OVERFLOW
    )
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    try:
        with writing(engine) as connection:
            metadata.create_all(connection)
            _check_version(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the database.

    Raises:
        StoreFailed: the database failed.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except _FAILURES as error:
        raise StoreFailed(type(error).__name__) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: committed, durably, when the block ends, or not at all.

    Raises:
        StoreFailed: the database failed; nothing of the block was kept.
    """
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
    except _FAILURES as error:
        raise StoreFailed(type(error).__name__) from error


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: SqliteConnection, _record: object) -> None:
        # The driver must not begin transactions by itself: we choose which kind.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        # A writer takes the lock at once: a read that turns into a write could fail half way.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _check_version(connection: Connection) -> None:
    row = connection.execute(select(meta.c.value).where(meta.c.key == "schema")).first()
    if row is None:
        connection.execute(meta.insert().values(key="schema", value=str(SCHEMA_VERSION)))
    elif row.value != str(SCHEMA_VERSION):
        raise OtherStore
