"""The pages of a day of the headquarters."""
