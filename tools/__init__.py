"""Beside the house: the generators and measures that make calls; nothing in ceiba/ imports them."""
