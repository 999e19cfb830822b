from articles.models.article import Article, is_public
from articles.models.category import Category
from articles.models.history import Act, ArticleLanguage, OldAddress, Revision
from articles.models.rights import Right, Role
from articles.models.row import ArticleRow

__all__ = [
    "Act",
    "Article",
    "ArticleLanguage",
    "ArticleRow",
    "Category",
    "OldAddress",
    "Revision",
    "Right",
    "Role",
    "is_public",
]
