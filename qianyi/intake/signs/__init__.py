"""What a mark says: legends, words for kinds of day."""
