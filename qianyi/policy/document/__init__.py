"""The county's own document: read from Word or plain text, its clauses and annexes found, held against a policy."""
