"""Changed copies of originals: annotated, tidied, everything else kept."""
