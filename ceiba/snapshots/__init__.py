"""Snapshots: the one road from tables to kernel values, each part with its own revision."""
