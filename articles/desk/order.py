"""Own language first, under the name by which the desk of articles knows it."""

from languages.order import own_language_first

__all__ = ["own_language_first"]
