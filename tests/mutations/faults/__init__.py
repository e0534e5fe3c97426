"""Faults by dimension: what a tired office does to a sound plan, each with the rules that must answer."""
