"""Invented counties, made by `make samples`. No person or institution in them exists."""
