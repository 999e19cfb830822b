"""What an entry is besides its words, as terms of its heading: what results are narrowed by."""

from django.utils import timezone

from articles.models import Article

KIND, SECTION, YEAR, LASTING = "κ", "σ", "γ", "λλ"


def is_news(kind: str) -> bool:
    """Tell whether a kind reports what has happened; what others say holds until it is changed."""
    return kind.startswith("news.")


def of(article: Article, language: str) -> list[str]:
    year = timezone.localtime(article.published_at(language)).year
    found = [of_kind(article.kind), of_section(article.section_id), of_year(year)]
    return found if is_news(article.kind) else [*found, LASTING]


def of_kind(kind: str) -> str:
    return KIND + "".join(filter(str.isalnum, kind))


def of_section(section: int) -> str:
    return f"{SECTION}{section}"


def of_year(year: int) -> str:
    return f"{YEAR}{year}"
