"""Rules floor, dimension of measurement: can the promise be measured, and do its own figures agree."""
