from search.models.asked import Asked
from search.models.entry import Entry, Word
from search.models.wording import Promotion, Synonym

__all__ = ["Asked", "Entry", "Promotion", "Synonym", "Word"]
