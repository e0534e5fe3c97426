"""Door: the command ``ceiba``. ``main`` is the way in; ``files`` needs no installation and no Django, the rest does."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  said here, because the modules behind cannot even be read by an older one
    print(
        "Ceiba necesita Python 3.11 o posterior y este es {}.{}. En Debian 12: python3".format(*sys.version_info[:2]),
        file=sys.stderr,
    )
    sys.exit(2)
