"""For my city: from an empty home to the first real list, step by step."""
