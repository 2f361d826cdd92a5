"""Words of the headquarters' codes in templates."""
