"""SQLite as this product needs it: a commit that was answered survives a power cut, or nothing starts."""
