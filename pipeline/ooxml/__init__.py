"""Office files as parts, text, charts and themes."""
