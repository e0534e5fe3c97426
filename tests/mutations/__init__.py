"""Faults injected into sound plans, one at a time: does the audit see each, and is it quiet where there is none?"""
