from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from library import making
from library.models import Picture


class Command(BaseCommand):
    help = (
        "Makes the sizes and formats that pictures lack, the newest picture first. The worker does "
        "so by itself for what is uploaded; run this after an import of many pictures, after files "
        "were lost, or with --all after an upgrade that says so. It can be stopped and run again, "
        "beside the worker too. Exit code 1: some could not be made; their numbers are named."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="Make all of them again, not only what is missing."
        )

    def handle(self, *args, **options) -> None:
        failed = {}
        numbers = Picture.objects.order_by("-pk").values_list("pk", flat=True)
        for number in tqdm(list(numbers), "Pictures", unit=""):
            # Read now and not before: the worker may have made it, somebody may have deleted it.
            for picture in Picture.objects.filter(pk=number):
                if why := _failure(picture, anew=options["all"]):
                    failed[number] = why
        if failed:
            lines = [f"Picture {number}: {why}" for number, why in failed.items()]
            raise CommandError("\n".join(["Some pictures have no sizes:", *lines]))
        self.stdout.write("All pictures have all their sizes.")


def _failure(picture: Picture, anew: bool) -> str:
    """Return why a picture's renditions cannot be made, or nothing."""
    if not picture.is_complete and not making.attempt(picture):
        picture.refresh_from_db(fields=["renditions_error"])
        return picture.renditions_error
    if picture.is_complete:
        try:
            making.make_all(picture, anew)
        except Exception as error:
            return making.words(error)
    return ""
