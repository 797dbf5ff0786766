"""Invented counties, made by `python -m samples.make_samples`. No person or institution in them exists."""
