from django.core.management.base import BaseCommand, CommandError
from django.db.models import Exists, OuterRef
from django.utils import timezone
from tqdm import tqdm

import languages
from articles.cards import making, orders
from articles.models import Article, ShareCard


class Command(BaseCommand):
    help = (
        "Draws the share cards that public articles lack. The worker does so by itself for what is "
        "published; run this once after an upgrade that brings the cards, or with --all when what "
        "stands on every card has changed, such as the name of a section. It can be stopped and "
        "run again, beside the worker too. Exit code 1: some could not be drawn; they are named."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="Draw all of them again, not only what is missing."
        )

    def handle(self, *args, **options) -> None:
        for code in languages.codes():
            _order(code, anew=options["all"])
        waiting = ShareCard.objects.exclude(due_at=None).order_by("-article")
        # These are as they should be until then, or somebody else is at them.
        waiting = waiting.exclude(error="", due_at__gt=timezone.now())
        failed = []
        for number in tqdm(list(waiting.values_list("pk", flat=True)), "Cards", unit=""):
            # Read now and not before: the worker may have drawn it.
            for card in ShareCard.objects.filter(pk=number).exclude(due_at=None):
                if not making.attempt(card):
                    card.refresh_from_db(fields=["error"])
                    failed.append(f"Article {card.article_id} ({card.language}): {card.error}")
        if failed:
            raise CommandError("\n".join(["Some cards could not be drawn:", *failed]))
        self.stdout.write("All public articles have their share cards.")


def _order(code: str, anew: bool) -> None:
    rows = Article.objects.public(code)
    if not anew:
        known = ShareCard.objects.filter(article=OuterRef("pk"), language=code)
        rows = rows.filter(~Exists(known))
    orders.order_now(rows.values_list("pk", flat=True), code)
