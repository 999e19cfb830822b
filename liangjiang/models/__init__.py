from liangjiang.models.daily_job import DailyJob
from liangjiang.models.home_slot import HomeSlot, Place
from liangjiang.models.installation import Installation
from liangjiang.models.mourning import Mourning
from liangjiang.models.site_notice import SiteNotice

__all__ = ["DailyJob", "HomeSlot", "Installation", "Mourning", "Place", "SiteNotice"]
