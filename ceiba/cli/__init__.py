"""Door: the command ``ceiba``. ``main`` is the way in, ``files`` and ``serving`` need no installation and no Django."""
