"""Documents: files that came in, the places in them that every field was read from, and evidence."""
