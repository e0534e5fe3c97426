"""Rules floor: one module, one question that a plan must answer; the engine asks, counts, and words the findings.

``rule`` holds the shape of a rule and its verdicts, ``subjects`` what rules ask about, ``promises`` a stated change
beside its figures; the folders hold the rules, one folder for each dimension of coherence.
"""
