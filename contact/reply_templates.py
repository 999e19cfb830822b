"""The reply templates that the portal comes with."""

import tomllib
from pathlib import Path

import languages
from contact.models import ReplyTemplate
from languages import column

FILE = Path(__file__).with_name("reply_templates.toml")


def ensure_reply_templates() -> None:
    """Make the templates that are missing; leave every existing one as an editor wrote it."""
    known = set(ReplyTemplate.objects.exclude(key=None).values_list("key", flat=True))
    for position, (key, texts) in enumerate(tomllib.loads(FILE.read_text("utf-8")).items()):
        if key in known:
            continue
        fields = {
            column(name, code): texts[code][name].strip()
            for code in languages.codes()
            for name in ("name", "subject", "text")
        }
        is_answer = texts.get("is_answer", True)
        ReplyTemplate.objects.create(key=key, position=position, is_answer=is_answer, **fields)
