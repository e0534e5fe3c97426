"""Plans: statements, stakeholders, citations, elements, alignment and links; each change is a verb."""
