"""Sheets of workbooks: one module per family of formats, all giving the same cells; blocks of them become tables."""
