"""Generators of documents whose truth is known, and the measure of how well they are read."""
