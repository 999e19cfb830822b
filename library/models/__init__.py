from library.models.collection import Collection
from library.models.discarded import DiscardedFile
from library.models.picture import Licence, Picture, master_name

__all__ = ["Collection", "DiscardedFile", "Licence", "Picture", "master_name"]
