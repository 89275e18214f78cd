"""Runs the hub on a socket until it is told to stop.

The socket is taken first and alone, so that a taken port is known before anything slow begins. It
does not choose folders or print anything.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Final, Self

from sync.hub.errors import PortNotFree

if TYPE_CHECKING:
    import uvicorn

    from sync.hub.store import Store

# As many devices at once as a large school has; each may hold one body of a megabyte.
MAX_CONNECTIONS: Final = 1000
# A push that is on its way may end; a browser that only keeps its line open may not hold us up.
GRACEFUL_SHUTDOWN_S: Final = 3
KEEP_ALIVE_S: Final = 15
BACKLOG: Final = 512

_Handler = Callable[[int, FrameType | None], object] | int | None


def take_port(host: str, port: int) -> socket.socket:
    """Take a port and listen on it; 0 takes a free one. Who connects waits until `serve`.

    Raises:
        PortNotFree: another program has it, or this machine does not give it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere this would allow two programs on one port
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        taken.close()
        raise PortNotFree(port=port, host=host) from error
    return taken


def make_server(store: Store, *, site: Path | None) -> uvicorn.Server:
    """Return a server for the hub that is not running yet."""
    import uvicorn  # here, because a taken port is told before this is read

    from sync.hub.app import make_app

    config = uvicorn.Config(
        make_app(store, site=site),
        access_log=False,  # its lines have paths and addresses; ours have neither
        log_config=None,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        limit_concurrency=MAX_CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACEFUL_SHUTDOWN_S,
    )
    return uvicorn.Server(config)


class Stop:
    """Ctrl+C and SIGTERM as a wish that is kept, never as an exception in the middle of a step.

    An exception may come while Python imports a module, where it is lost, and the program goes on.
    To be used in the main thread, which signals go to, around everything up to the end.
    """

    def __init__(self) -> None:
        self.asked = False
        self._server: uvicorn.Server | None = None
        self._before: dict[signal.Signals, _Handler] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def reaches(self, server: uvicorn.Server) -> None:
        """From now on the wish ends this server, too."""
        self._server = server
        server.should_exit = self.asked

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True
        if self._server is not None:
            self._server.should_exit = True


def serve(
    store: Store,
    listening: socket.socket,
    stop: Stop,
    *,
    site: Path | None,
    on_ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until `stop` is asked for; what was begun is finished, then this returns."""
    if stop.asked:
        return
    server = make_server(store, site=site)
    stop.reaches(server)
    on_ready()
    with listening:
        server.run(sockets=[listening])
