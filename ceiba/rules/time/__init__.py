"""Rules floor, dimension of time: do years, horizons and periods fit."""
