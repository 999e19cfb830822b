"""The site map that every installation starts with: sections and categories in both languages."""

from articles.introductions import introduction
from articles.models import Category

# Section: (English, Chinese, [(slug, English, Chinese)]). Chinese names follow the glossary.
SECTIONS = {
    "about": (
        "About",
        "走进两江",
        [
            ("introduction", "Introduction", "两江概况"),
            ("development-zones", "Development Zones", "功能区"),
            ("officials", "Officials", "领导之窗"),
            ("departments", "Departments", "机构设置"),
        ],
    ),
    "investing": (
        "Investing",
        "投资两江",
        [
            ("why-liangjiang", "Why Liangjiang", "为什么选择两江"),
            ("guide", "Guide", "投资指南"),
            ("policies", "Policies", "投资政策"),
            ("opportunities", "Opportunities", "投资机会"),
            ("industrial-parks", "Industrial Parks", "产业园区"),
            ("industries", "Industries", "重点产业"),
            ("enterprises", "Enterprises", "重点企业"),
            ("procedures", "Procedures", "办事指南"),
        ],
    ),
    "living": (
        "Living",
        "生活在两江",
        [
            ("food", "Food", "美食"),
            ("hotels", "Hotels", "酒店"),
            ("travel", "Travel", "旅游"),
            ("leisure", "Leisure", "休闲娱乐"),
            ("info", "Info", "便民信息"),
            ("education", "Education", "教育"),
        ],
    ),
    "news": (
        "News",
        "新闻",
        [
            ("local", "Local", "本地新闻"),
            ("business", "Business", "商务新闻"),
            ("events", "Events", "活动"),
            ("life", "Life", "社会生活"),
            ("photos", "Photos", "图片"),
            ("specials", "Specials", "专题"),
            ("video", "Video", "视频"),
            ("success-stories", "Success Stories", "成功案例"),
        ],
    ),
    "site": (
        "This site",
        "本站",
        [
            ("contact", "Contact Us", "联系我们"),
            ("terms", "Terms and Conditions", "使用条款"),
            ("privacy", "Privacy Policy", "隐私政策"),
            ("accessibility", "Accessibility", "无障碍声明"),
        ],
    ),
}
HIDDEN = {"site"}
# Category: the section in whose menu it stands a second time.
ALSO_UNDER = {"investing.industrial-parks": "about"}


def ensure_categories() -> None:
    """Make the categories that are missing; leave every existing one as it is."""
    known = set(Category.objects.values_list("key", flat=True))
    for place, (slug, (english, chinese, categories)) in enumerate(SECTIONS.items()):
        entries = [(slug, slug, place, english, chinese)]
        entries += [
            (f"{slug}.{own}", own, order, *names) for order, (own, *names) in enumerate(categories)
        ]
        for key, own, position, english_name, chinese_name in entries:
            if key not in known:
                Category.objects.create(
                    key=key,
                    slug=own,
                    section=None if key == slug else Category.objects.get(key=slug),
                    position=position,
                    is_hidden=key in HIDDEN,
                    name_en=english_name,
                    name_zh_hans=chinese_name,
                    **introduction(key),
                )
    for key, section in ALSO_UNDER.items():
        if key not in known:
            Category.objects.filter(key=key).update(also_under=Category.objects.get(key=section))
