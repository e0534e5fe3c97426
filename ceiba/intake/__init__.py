"""Intake: a file comes in, is read, is reviewed, is accepted."""
