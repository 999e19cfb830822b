"""The numbers that enquiries are known by, such as LJ-4F7KQ2."""

import secrets

# No vowels, so that no word comes out; nothing that is mistaken for something else when read aloud
# or copied by hand (0 O, 1 I L, 5 S, 2 Z, 8 B, U V).
LETTERS = "34679CDFGHJKMNPQRTWXY"
LENGTH = 6


def new_reference() -> str:
    """Return a number that nobody can guess from another one; 85 million are possible."""
    return "LJ-" + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
