"""Exchange floor: the tables of open data, one place for each; pure functions of what was published."""
