"""Budgets: funding sources, printed totals, budget lines and what each line serves."""
