import sys

from django.core.management.base import BaseCommand

from liangjiang.doctor import examine

STYLES = {"ERROR": "ERROR", "ADVICE": "WARNING", "NOTE": "NOTICE"}


class Command(BaseCommand):
    help = (
        "Says what is wrong with this installation and what to do, one line a finding. An ERROR "
        "keeps the portal from doing its work, ADVICE does not; of a NOTE nothing is wrong. It "
        "changes nothing (in a bucket of pictures it writes a small file and deletes it) and works "
        "without a database too. The exit code is 0 when there is no finding but notes, else 1."
    )
    # They are among its findings.
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--files", action="store_true", help="Look for the files of every picture."
        )
        parser.add_argument(
            "--mail", action="store_true", help="Connect to the mail server; nothing is sent."
        )

    def handle(self, *args, files: bool, mail: bool, **options) -> None:
        found = 0
        for finding in examine(all_files=files, mail_server=mail):
            style = STYLES[finding.level]
            self.stdout.write(
                f"{getattr(self.style, style)(finding.level.ljust(6))}  {finding.text}"
            )
            found += finding.level != "NOTE"
        if found:
            sys.exit(1)
        self.stdout.write("Nothing is wrong.")
