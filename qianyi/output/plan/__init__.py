"""A plan as people and programs get it: screen, JSON, workbook, picture."""
