"""Rows of sheets of any length, one after another: what a register takes in never stands in memory as a whole."""
