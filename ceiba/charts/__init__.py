"""Second floor: small charts as SVG text, each with the table that says the same in words.

A chart takes values and words that are ready to be read; it knows no language, no methodology and no page. Colours
come from the page's style sheet by class, so that one chart prints, shows and survives a strict content policy.
"""
