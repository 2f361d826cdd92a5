"""From figures to papers."""
