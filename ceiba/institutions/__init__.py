"""Institutions: who promises, its units and people, roles per unit, history, jobs; ``@verb``."""
