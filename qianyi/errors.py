"""The one family of errors that ends a command with exit status 2 and one Chinese sentence on stderr."""

from __future__ import annotations


class QianyiError(Exception):
    """Something a person can put right: the message says what is wrong and what to do."""
