"""The sentence under the name of a section or category: what somebody finds there.

A new category of the site map starts with it. What editors make of it afterwards stays.
"""

import languages
from articles.models import Category
from languages import column

# Key: (English, Chinese)
INTRODUCTIONS = {
    "about": (
        "What Liangjiang is, how it came about, and who answers for what.",
        "两江新区的由来、范围与机构。",
    ),
    "about.introduction": (
        "The area in short: history, tasks, land and people.",
        "两江新区概览：沿革、定位、面积与人口。",
    ),
    "about.development-zones": (
        "The zones of Liangjiang, and what each of them is for.",
        "各功能区的范围与分工。",
    ),
    "about.officials": (
        "Who leads the area, and what each of them is in charge of.",
        "现任领导及分工。",
    ),
    "about.departments": (
        "What each department does, and how to reach it.",
        "各部门的职责与联系方式。",
    ),
    "investing": (
        "From the first question to the opening day: what is on offer and how it is done.",
        "从初步了解到开业：有哪些机会，手续怎么办。",
    ),
    "investing.why-liangjiang": (
        "What speaks for the area, in figures with their sources.",
        "用数据看两江的投资条件，数据均注明来源。",
    ),
    "investing.guide": (
        "What to compare, whom to ask and how to prepare a decision.",
        "决策之前：比较什么，问谁，怎么准备。",
    ),
    "investing.policies": (
        "Rules and measures for companies, explained in plain words.",
        "与企业有关的政策措施，附简明解读。",
    ),
    "investing.opportunities": (
        "Projects that look for partners or investors.",
        "正在寻找合作方或投资方的项目。",
    ),
    "investing.industrial-parks": (
        "The parks, what each of them is made for, and what stands there.",
        "各园区的产业定位与现状。",
    ),
    "investing.industries": (
        "What is made here, by whom, and how much of it.",
        "本地主要产业、骨干企业与产业规模。",
    ),
    "investing.enterprises": (
        "Companies at work here, and what they make.",
        "落户两江的企业和它们的产品。",
    ),
    "investing.procedures": (
        "Steps, papers, times and fees, and where to go.",
        "办事步骤、所需材料、时限、费用与办理地点。",
    ),
    "living": (
        "Moving here and feeling at home: schools, health care, food and days off.",
        "安家两江：上学、就医、饮食与休闲。",
    ),
    "living.food": (
        "What Chongqing eats, and where to find it.",
        "重庆有哪些味道，到哪里去吃。",
    ),
    "living.hotels": (
        "Places to stay, for a night or for a season.",
        "短住长住，都有去处。",
    ),
    "living.travel": (
        "Parks, old streets and views, and how to get there.",
        "公园、老街与风景，以及怎么去。",
    ),
    "living.leisure": (
        "Theatre, sport, walks and evenings out.",
        "看演出、做运动、散步与夜生活。",
    ),
    "living.info": (
        "Permits and visas, health care, the weather, and the numbers to keep.",
        "居留与签证、就医、气候，以及常用电话。",
    ),
    "living.education": (
        "Schools for every age, and what newcomers should ask them.",
        "各学段的学校，以及新来家庭该了解的事。",
    ),
    "news": (
        "Every story carries its date and its source.",
        "每条消息都注明日期与来源。",
    ),
    "news.local": (
        "What changes in the streets, parks and neighbourhoods of Liangjiang.",
        "街区、公园与社区的新变化。",
    ),
    "news.business": (
        "Projects, companies and trade.",
        "项目、企业与贸易。",
    ),
    "news.events": (
        "Fairs, signings and open days.",
        "展会、签约与开放活动。",
    ),
    "news.life": (
        "People, customs and everyday life.",
        "人物、风俗与日常生活。",
    ),
    "news.photos": (
        "Stories told in pictures.",
        "用图片讲述的故事。",
    ),
    "news.specials": (
        "Several stories on one subject, kept together.",
        "围绕同一主题的系列报道。",
    ),
    "news.video": (
        "Films about Liangjiang, described in words as well.",
        "两江的影像，附文字介绍。",
    ),
    "news.success-stories": (
        "How companies settled here, and what came of it.",
        "企业如何在两江落地，后来怎样。",
    ),
}


def introduction(key: str) -> dict[str, str]:
    """Return the sentence in every language, by its column."""
    columns = [column("description", code) for code in (languages.EN, languages.ZH)]
    return dict(zip(columns, INTRODUCTIONS.get(key, ("", "")), strict=True))


def fill_empty() -> int:
    """Write the sentence where a category has none; return how many categories got one."""
    count = 0
    for row in Category.objects.all():
        missing = {
            name: text
            for name, text in introduction(row.key).items()
            if text and not getattr(row, name)
        }
        if missing:
            count += Category.objects.filter(pk=row.pk).update(**missing)
    return count
