"""The PDF maker, brought into the page when it is first needed; natively it is simply installed.

The archive comes from our own site, and the service worker keeps it for the next time.
"""

from __future__ import annotations

import sys
from pathlib import Path

PLACE = Path("/packs/pdf")


async def load_pdf_pack() -> Path:
    """Make `import typst` work and return the folder with its fonts and pictures.

    Raises:
        Unreachable: in a browser, the first time, without a network.
    """
    if sys.platform != "emscripten":
        return Path(__file__).resolve().parents[1] / "assets"
    if not PLACE.is_dir():
        await _fetch_pack()
    return PLACE


async def _fetch_pack() -> None:
    import pyodide_js
    from pyodide.http import pyfetch

    from app.platform import site_base
    from sync.errors import Unreachable

    try:
        names = await (await pyfetch(f"{site_base()}/packs.json")).json()
        answer = await pyfetch(f"{site_base()}/{names['pdf']}")
        if not answer.ok:
            raise Unreachable
        content = await answer.buffer()
    except OSError as error:
        raise Unreachable from error
    pyodide_js.unpackArchive(content, "zip", extractDir=str(PLACE))
    sys.path.insert(0, str(PLACE / "__pypackages__"))
