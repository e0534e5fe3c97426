"""Monitoring: the plan seen whole; the pages where an element stands with all its nouns."""
