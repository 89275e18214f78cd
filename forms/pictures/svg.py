"""Whether an SVG is a picture and nothing else: it runs nothing, fetches nothing, holds no page.

Whatever is not plainly harmless is refused; the file can be saved again as a plain SVG. It judges,
and changes nothing.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
XHTML = "http://www.w3.org/1999/xhtml"
XML = "http://www.w3.org/XML/1998/namespace"

# What acts, what holds something foreign, and what could turn a harmless link into another one.
REFUSED_ELEMENTS = frozenset(
    (
        *("script", "foreignobject", "iframe", "embed", "object", "audio", "video", "canvas"),
        *("handler", "listener", "animate", "animatemotion", "animatetransform", "animatecolor"),
        *("set", "discard", "a", "link", "meta", "base"),
    )
)
LINKS = frozenset(("href", "src", "data", "action", "from", "to", "values"))
INLINE_PICTURE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]*")
OUTSIDE_URL = re.compile(r"url\(\s*+[\"']?+\s*+(?!#)", re.IGNORECASE)
# Escapes could hide the rest; the others fetch without the word "url".
CSS_REFUSED = re.compile(
    r"\\|@import|@namespace|image-set|image\(|src\(|expression\(", re.IGNORECASE
)
DECLARED = re.compile(r"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)")


def unsafe_part(content: bytes) -> str:
    """What in an SVG is not harmless, in a word for who saved it; "" when nothing is."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "not UTF-8"
    if found := _unsafe_text(text):
        return found
    try:
        # Entities and outside definitions were refused above.
        root = ElementTree.fromstring(text.encode())  # noqa: S314
    except (ElementTree.ParseError, ValueError, RecursionError):
        return "not XML"
    if root.tag != f"{{{SVG}}}svg":
        return "not SVG"
    return next((found for element in root.iter() if (found := _unsafe_element(element))), "")


def _unsafe_text(text: str) -> str:
    declared = DECLARED.match(text.lstrip())
    if declared and declared[1].lower() not in ("utf-8", "us-ascii"):
        return "not UTF-8"
    if re.search(r"<!(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        return "<!DOCTYPE>"
    if re.search(r"<\?(?!xml\s)", text):
        return "<?...?>"
    return ""


def _unsafe_element(element: ElementTree.Element) -> str:
    namespace, name = _split(element.tag)
    if namespace == XHTML or name.lower() in REFUSED_ELEMENTS:
        return f"<{name}>"
    if name.lower() == "style" and _unsafe_css(element.text or ""):
        return "<style>"
    return next(
        (_split(key)[1] for key, value in element.attrib.items() if _unsafe_attribute(key, value)),
        "",
    )


def _unsafe_attribute(key: str, value: str) -> bool:
    namespace, name = _split(key)
    name, value = name.lower(), value.strip()
    if name.startswith("on") or (namespace == XML and name == "base"):
        return True
    if name in LINKS and not value.startswith("#"):
        return not INLINE_PICTURE.fullmatch(value)
    return bool(OUTSIDE_URL.search(value)) or (name == "style" and _unsafe_css(value))


def _unsafe_css(css: str) -> bool:
    return bool(OUTSIDE_URL.search(css) or CSS_REFUSED.search(css))


def _split(name: str) -> tuple[str, str]:
    if name.startswith("{"):
        namespace, _, local = name[1:].partition("}")
        return namespace, local
    return "", name
