"""Exchange floor: one module per output; a proposal or snapshot in, text out. Same input, same bytes."""
