"""Rules floor, dimension of clarity: can a reader understand what is promised."""
