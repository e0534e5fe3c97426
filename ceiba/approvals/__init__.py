"""Approvals: the life of a plan, its versions and amendments; the review of what units report; a new year."""
