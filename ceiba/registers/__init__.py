"""Registers: the measures that an institution's own books feed to indicators."""
