"""Pages of what the lines report."""
