"""Share cards: the picture, 1200 × 630, that other sites show beside a link to an article.

One per article and language, drawn by the worker after publishing (docs/decisions/0027).
"""
