"""Ground floor: the words of the trade as values, and the arithmetic that every other floor relies on.

Nothing here reads a file, a clock, a database or the network. A newcomer starts with ``plan`` (what an institution
promises), ``indicator`` (how it is measured), ``snapshot`` (everything at one moment) and ``finding`` (what a rule
says). The arithmetic stands in four files, each resting on the one before: ``exact`` (sums and quotients),
``accumulation`` (a year from its months), ``achievement`` (how much of a promise), ``rollup`` (a plan from its parts).
"""
