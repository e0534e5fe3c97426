"""Fourth floor: documents in, proposals out; snapshots in, files out. Readers never write, writers never judge."""
