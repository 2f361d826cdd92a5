"""Keeping it running: archives of a home, whether they restore, copies of its keys, what the machine looks like."""
