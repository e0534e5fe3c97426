"""Audits: runs the rules on a snapshot, keeps findings and the answers that people gave."""
