"""Headings, kinds of sheet and every register that is a table of rows."""
