"""What is inside a photo's file: which kind it is, and whether it tells where it was taken.

A tablet or a phone writes the place into every photo. A child's school or home must not travel with
a picture of it. It opens no picture and changes nothing.
"""

from __future__ import annotations

import struct

# How a file of each kind begins, and what its name may end with.
KINDS = {
    "png": (b"\x89PNG\r\n\x1a\n", (".png",)),
    "jpeg": (b"\xff\xd8\xff", (".jpg", ".jpeg")),
    "webp": (b"RIFF", (".webp",)),
}
# TIFF tag of the block of places (GPS) in a photo's notes, Exif 2.32 section 4.6.3.
PLACE_TAG = 0x8825
ORDERS = {b"II*\x00": "<", b"MM\x00*": ">"}


def is_of_its_kind(name: str, content: bytes) -> bool:
    """Whether a photo is what its name says: PNG, JPEG or WebP."""
    return any(
        content.startswith(start) and name.endswith(endings) for start, endings in KINDS.values()
    )


def tells_where(content: bytes) -> bool:
    """Whether a photo says where it was taken."""
    if b"GPSLatitude" in content:
        return True
    return any(
        _has_place(content[place:], order)
        for mark, order in ORDERS.items()
        for place in _places_of(mark, content)
    )


def _places_of(mark: bytes, content: bytes) -> list[int]:
    """Where notes begin: after the name of their block, in JPEG, PNG and WebP alike."""
    found, start = [], content.find(mark)
    while start >= 0:
        if b"exif" in content[max(0, start - 10) : start].lower():
            found.append(start)
        start = content.find(mark, start + 1)
    return found


def _has_place(notes: bytes, order: str) -> bool:
    try:
        (first,) = struct.unpack_from(f"{order}I", notes, 4)
        (count,) = struct.unpack_from(f"{order}H", notes, first)
        tags = (struct.unpack_from(f"{order}H", notes, first + 2 + 12 * n)[0] for n in range(count))
        return PLACE_TAG in tags
    except struct.error:
        return False
