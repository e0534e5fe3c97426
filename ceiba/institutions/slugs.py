"""Short addresses: the word by which an institution stands in every address, and the words that are taken."""

import re

from django.utils.text import slugify

LONGEST = 60
PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# First words of the installation's own addresses (a test keeps this true), and those that it may come to need.
RESERVED = frozenset(
    "admin api archivos ayuda calendario ceiba cuenta datos documentos entrar estado estatico idioma instituciones "
    "invitacion media nueva nuevo openapi perfil portal primera-vez publicaciones publico robots robots.txt "
    "salir salud sitemap.xml static verificar www".split()
)
_SMALL_WORDS = frozenset("a al de del e el en la las los para por un una y".split())


def proposed(name: str) -> str:
    """Return a short address made from a name: «Municipalidad de San Juan» gives «municipalidad-san-juan»."""
    words = [word for word in slugify(name).split("-") if word not in _SMALL_WORDS]
    while len("-".join(words)) > LONGEST:
        words.pop()
    return "-".join(words)


def allowed(slug: str) -> bool:
    """Tell whether an institution may have this short address: small letters, digits and dashes, and not reserved."""
    return len(slug) <= LONGEST and PATTERN.fullmatch(slug) is not None and slug not in RESERVED
