"""Exchange floor: one module per format; bytes in, a ``Document`` (text with place) or a snapshot out."""
