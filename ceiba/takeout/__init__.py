"""Taking everything out: all that an institution owns, in one archive of open formats."""
