"""Runs the hub on a socket until it is told to stop.

The socket is taken first and alone, so that a taken port is known before anything slow begins. It
does not choose folders or print anything.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

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


def serve(
    store: Store,
    listening: socket.socket,
    *,
    site: Path | None,
    on_ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until Ctrl+C or a request to end (SIGTERM); what was begun is finished, then return.

    To be called in the main thread, which signals go to.
    """
    # The server hands a signal on when it has finished; a request to end is then no more than that.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt), listening:
        server = make_server(store, site=site)
        on_ready()
        server.run(sockets=[listening])
