"""The REST API: what was published, for anybody; what an office works on, for who holds a token. It has no tables."""
