"""Rules floor, dimension of evidence: can what the plan says be verified."""
