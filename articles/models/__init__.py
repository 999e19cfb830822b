from articles.models.article import Article, is_public
from articles.models.card import DiscardedCard, ShareCard
from articles.models.category import Category
from articles.models.history import Act, Revision
from articles.models.language import ArticleLanguage, Match, Work
from articles.models.moved import MissedAddress, OldAddress
from articles.models.open_forms import Presence, Typing
from articles.models.references import BodyLink, BodyPicture
from articles.models.rights import Right, Role
from articles.models.row import ArticleRow
from articles.models.tally import Tally

__all__ = [
    "Act",
    "Article",
    "ArticleLanguage",
    "ArticleRow",
    "BodyLink",
    "BodyPicture",
    "Category",
    "DiscardedCard",
    "Match",
    "MissedAddress",
    "OldAddress",
    "Presence",
    "Revision",
    "Right",
    "Role",
    "ShareCard",
    "Tally",
    "Typing",
    "Work",
    "is_public",
]
