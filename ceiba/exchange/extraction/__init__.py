"""Exchange floor: from text with place to a proposal. Grammar lives here, vocabulary in the methodology."""
