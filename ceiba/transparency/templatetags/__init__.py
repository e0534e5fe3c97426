"""Filters of the pages of duties."""
