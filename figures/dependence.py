"""What a public page depends on among the figures (`pagestore.recording`)."""

# Which figures there are, and their order.
ALL = "figures"


def indicator(pk: int) -> str:
    """Return the tag of a figure with its numbers."""
    return f"i{pk}"
