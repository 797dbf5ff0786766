"""Bytes → tables: each file type, its guards."""
