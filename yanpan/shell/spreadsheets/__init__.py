"""Spreadsheets in and out: opened safely, written so that nothing in them is evaluated."""
