"""Registers: the books of an office, declared as data, and the measures that they feed to indicators."""
