"""Transparency: what norms make the institution publish, item by item, who answers, and every month as it was."""
