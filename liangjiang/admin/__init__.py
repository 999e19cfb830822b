from liangjiang.admin import home_slots, mourning, notices  # noqa: F401  (they register themselves)
