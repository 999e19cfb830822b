"""What a public page depends on in the library (`pagestore.recording`)."""


def picture(pk: int) -> str:
    """Return the tag of how a picture looks: its file, its sizes, its focal point."""
    return f"p{pk}"
