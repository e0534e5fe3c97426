"""Publications: what the institution made public, frozen, chained and signed; nothing of it is ever changed."""
