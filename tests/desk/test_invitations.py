"""People come to the desk by an invitation; nobody chooses a password for somebody else."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from accounts.models import User
from articles.models import Role
from post.models import Letter
from tests import factories, pages
from tests.articles.days import NOW

ADD, LIST = "/admin/accounts/user/add/", "/admin/accounts/user/"
PASSPHRASE = "river-stone-lantern-42"


def group(role: str) -> int:
    return Role.objects.get(key=role).group.pk


def invite(browser, **changes):
    given = {
        "first_name": "王芳",
        "email": "Wang.Fang@example.org",
        "groups": [group("translator")],
        "interface_language": "zh-hans",
    }
    return browser.post(ADD, given | changes, follow=True)


def letter() -> str:
    message = message_from_bytes(bytes(Letter.objects.latest("pk").raw), policy=policy.default)
    return f"{message['Subject']}\n{message.get_content()}"


def link() -> str:
    return re.search(r"http://testserver(/admin/invitation/\S+)", letter())[1]


def page_of(person: User) -> str:
    return f"{LIST}{person.pk}/change/"


def choose(visitor, address: str, passphrase: str = PASSPHRASE):
    page = visitor.get(address, follow=True)
    new = {"new_password1": passphrase, "new_password2": passphrase}
    return visitor.post(page.request["PATH_INFO"], new, follow=True)


def test_invited_person_gets_a_letter_in_their_language_and_chooses_a_password(
    desk, visitor, clock
):
    browser = desk("administrator", interface_language="en")
    page = invite(browser)
    assert "An invitation goes to wang.fang@example.org." in pages.text(page)
    assert "4 March 2026, 17:00" in pages.text(page)
    wang = User.objects.get(email="wang.fang@example.org")
    assert (wang.username, wang.is_staff, wang.has_usable_password()) == (wang.email, True, False)
    assert "invited, not yet signed in" in pages.text(browser.get(LIST))
    for line in letter().splitlines():
        assert re.search("[\u4e00-\u9fff]|^$|http://testserver/", line), line
    assert "2026年3月4日 17:00" in letter()

    page = visitor.get(link(), follow=True)
    assert '<html lang="zh-hans"' in page.content.decode()
    choose(visitor, link())
    data = {"username": "wang.fang@example.org", "password": PASSPHRASE}
    assert visitor.post("/admin/login/?next=/admin/", data)["Location"] == "/admin/"
    assert "新闻" in pages.text(visitor.get("/admin/"))
    assert "in use" in pages.text(browser.get(LIST))


def test_who_has_all_rights_and_no_role_invites_and_is_invited(desk, visitor, clock):
    owner = factories.person("author", "owner", is_superuser=True, interface_language="en")
    owner.groups.clear()
    browser = desk(owner)
    assert "An invitation goes to wang.fang@example.org." in pages.text(invite(browser))
    wang = User.objects.get(email="wang.fang@example.org")
    page = browser.get(page_of(wang))
    browser.post(page_of(wang), pages.shown(page) | {"is_superuser": "on", "groups": []})
    wang.refresh_from_db()
    assert (wang.is_superuser, wang.groups.exists()) == (True, False)
    page = pages.press(browser, browser.get(page_of(wang)), "Send a new invitation")
    assert "An invitation goes to wang.fang@example.org." in pages.text(page)
    choose(visitor, link())
    data = {"username": "wang.fang@example.org", "password": PASSPHRASE}
    assert visitor.post("/admin/login/?next=/admin/", data)["Location"] == "/admin/"
    assert "is_editorial" in visitor.get("/admin/").context["start"]


def test_link_works_once_for_three_days_and_until_a_newer_one_is_sent(desk, visitor, clock):
    browser = desk("administrator", interface_language="en")
    invite(browser)
    wang = User.objects.get(email="wang.fang@example.org")
    first = link()
    clock.move_to(NOW + timedelta(days=2, hours=23))
    assert "new_password1" in visitor.get(first, follow=True).content.decode()
    clock.move_to(NOW + timedelta(days=3, minutes=1))
    page = visitor.get(first, follow=True)
    assert "new_password1" not in page.content.decode()
    browser = desk(browser.user)
    assert "the link has run out" in pages.text(browser.get(page_of(wang)))

    page = pages.press(browser, browser.get(page_of(wang)), "Send a new invitation")
    assert "Its link is valid until" in pages.text(page)
    second = link()
    assert "new_password1" not in visitor.get(first, follow=True).content.decode()
    choose(visitor, second)
    assert User.objects.get(pk=wang.pk).check_password(PASSPHRASE)
    assert "new_password1" not in visitor.get(second, follow=True).content.decode()
    browser.post(f"{LIST}{wang.pk}/invite/")
    assert Letter.objects.count() == 2


def test_address_that_is_taken_is_refused_in_words(desk):
    browser = desk("administrator", interface_language="en")
    factories.person("editor", "li", first_name="Li Hua")
    page = invite(browser, email="LI@example.org")
    assert "Li Hua has an account with this address already." in pages.text(page)
    page = invite(browser, groups=[], first_name="", interface_language="")
    # Above the form, with links, and beside each field.
    assert pages.text(page).count("This field is required.") == 6
    assert '<a href="#id_groups_0">' in page.content.decode()
    assert not Letter.objects.exists()


def test_only_who_has_all_rights_makes_an_administrator(desk):
    browser = desk("administrator", interface_language="en")
    role = group("administrator")
    invite(browser, groups=[role])
    assert not User.objects.filter(email="wang.fang@example.org").exists()
    # Saving the page of one takes nothing away that the form did not offer.
    colleague = factories.person("administrator", "colleague")
    page = browser.get(page_of(colleague))
    browser.post(page_of(colleague), pages.shown(page) | {"first_name": "Chen", "groups": []})
    colleague.refresh_from_db()
    assert (colleague.first_name, colleague.groups.get().pk) == ("Chen", role)
    owner = factories.person("administrator", "owner", is_superuser=True)
    invite(desk(owner), groups=[role])
    assert User.objects.get(email="wang.fang@example.org").groups.get().pk == role


def test_closed_account_is_shut_at_once_and_can_be_opened_again(desk):
    browser = desk("administrator", interface_language="en")
    writer = desk("author")
    page = pages.press(browser, browser.get(page_of(writer.user)), "Close the account")
    assert "Author cannot sign in any more" in pages.text(page)
    assert writer.get("/admin/").status_code == 302
    pages.press(browser, page, "Open the account again")
    assert User.objects.get(pk=writer.user.pk).is_active
    assert "Close the account" not in pages.buttons(browser.get(page_of(browser.user)))
    browser.post(f"{LIST}{browser.user.pk}/close/")
    assert User.objects.get(pk=browser.user.pk).is_active


def test_link_of_a_closed_account_opens_nothing(desk, visitor):
    browser = desk("administrator")
    invite(browser)
    wang = User.objects.get(email="wang.fang@example.org")
    browser.post(f"{LIST}{wang.pk}/close/")
    assert "new_password1" not in visitor.get(link(), follow=True).content.decode()


@pytest.mark.parametrize("role", ["publisher", "enquiry-desk"])
def test_only_administrators_invite_or_close(desk, role):
    browser = desk(role)
    other = factories.person("author")
    assert browser.get(ADD).status_code == 403
    for act in ("invite", "close", "open"):
        assert browser.post(f"{LIST}{other.pk}/{act}/").status_code == 403
    owner = factories.person("administrator", "owner", is_superuser=True)
    assert desk("administrator").post(f"{LIST}{owner.pk}/close/").status_code == 403
    assert User.objects.get(pk=owner.pk).is_active


def test_nobody_types_a_password_for_somebody_else(desk):
    browser = desk("administrator")
    other = factories.person("author")
    assert browser.get(f"{LIST}{other.pk}/password/").status_code == 404
    assert 'type="password"' not in browser.get(ADD).content.decode()
    assert 'type="password"' not in browser.get(page_of(other)).content.decode()


def test_link_of_an_invitation_stands_in_no_log(desk, visitor, caplog):
    invite(desk("administrator"))
    caplog.set_level("INFO", "liangjiang.access")
    for address in (link(), link() + "x/y", link().replace("/admin/", "/elsewhere/")):
        visitor.get(address)
    said = [record.getMessage() for record in caplog.records if record.name == "liangjiang.access"]
    assert len(said) == 3
    assert link().rstrip("/").split("/")[-1] not in "".join(said)


def test_link_that_was_cut_or_has_grown_in_a_mail_is_answered_with_what_to_do(desk, visitor):
    browser = desk("administrator")
    invite(browser)
    # Without the last stroke it still is the link.
    assert b"new_password1" in visitor.get(link().rstrip("/"), follow=True).content
    for address in (link()[:-4], link() + "x/y", link() + ".", link().rpartition("-")[0] + "%0a/"):
        for who in (visitor, browser):
            page = who.get(address)
            assert page.status_code == 200
            assert "Sign in" in pages.text(page) or "登录" in pages.text(page)
            assert "new_password1" not in page.content.decode()
    loose = visitor.get("/admin/password-reset/MQ/x/y/", headers={"accept-language": "en"})
    assert "Password reset unsuccessful" in pages.text(loose)


def test_closing_an_account_ends_its_invitation_for_good(desk, visitor):
    browser = desk("administrator")
    invite(browser)
    old, wang = link(), User.objects.get(email="wang.fang@example.org")
    browser.post(f"{LIST}{wang.pk}/close/")
    browser.post(f"{LIST}{wang.pk}/open/")
    choose(visitor, old) if b"new_password1" in visitor.get(old, follow=True).content else None
    wang.refresh_from_db()
    assert not wang.has_usable_password()


def test_name_is_one_line_wherever_it_stands(desk):
    invite(desk("administrator"), first_name="Wang\r\nFang\u202e\u2028 of")
    assert User.objects.get(email="wang.fang@example.org").first_name == "Wang Fang of"


def test_administrator_looks_at_roles_and_rights_and_changes_none(desk):
    right = factories.restricted(("write", "", "")).groups.first().rights.first()
    places = (
        f"/admin/auth/group/{right.group_id}/change/",
        f"/admin/articles/right/{right.pk}/change/",
    )
    browser = desk("administrator")
    for place in places:
        assert browser.get(place).status_code == 200
        assert browser.post(place, {"name": "All mine", "verb": "publish"}).status_code == 403
    assert browser.get("/admin/articles/right/add/").status_code == 403
    assert desk("administrator", name="all", is_superuser=True).get(places[1]).status_code == 200
