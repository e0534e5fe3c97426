"""Participation: what people ask of an institution, and what it answers."""
