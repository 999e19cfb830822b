from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class LiangjiangConfig(AppConfig):
    name = "liangjiang"
    verbose_name = _("Home page and whole site")

    def ready(self) -> None:
        # After the last app's migrations: by then all permissions exist. A data migration would
        # not see them, and a test that flushes the tables would lose its rows.
        post_migrate.connect(ensure_content, sender=self)


def ensure_content(plan: tuple = (), **kwargs) -> None:
    """Make the rows that the portal needs, such as categories and roles, where they are missing.

    plan: the migrations that have just been applied.
    """
    from articles import recount  # noqa: PLC0415  (models are not loaded at import)
    from articles.models import Article  # noqa: PLC0415
    from articles.rights import ensure_roles  # noqa: PLC0415
    from articles.site_map import ensure_categories  # noqa: PLC0415
    from contact.reply_templates import ensure_reply_templates  # noqa: PLC0415
    from liangjiang.admin_pages import ensure_admin_pages  # noqa: PLC0415
    from pagestore.purge import order_purge_at  # noqa: PLC0415
    from pagestore.tags import SITE  # noqa: PLC0415
    from search import upkeep  # noqa: PLC0415

    ensure_categories()
    ensure_roles()
    ensure_admin_pages()
    ensure_reply_templates()
    upkeep.mend()
    recount.fill()
    if plan and Article.objects.exists():
        # A migration may have changed what pages show, in a database that was restored, too.
        order_purge_at([SITE])
