"""Indicators: baselines, targets per period and measurements of an element."""
