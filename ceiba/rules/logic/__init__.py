"""Rules floor, dimension of logic: does the chain from purpose to activity hold together."""
