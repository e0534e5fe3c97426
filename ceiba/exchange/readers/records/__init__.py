"""Rows of a sheet become records of a register: columns matched, cells read as their fields ask, each row answered."""
