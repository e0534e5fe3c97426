"""Rules floor, dimension of alignment: does the plan serve the goals that it names."""
