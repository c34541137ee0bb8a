from cardscan.book.care.imports.contact import contact_of
from cardscan.model import Url
from cardscan.vcards.lines import lines_of


def said(*lines: str) -> list[tuple[str, str]]:
    return [(account.service, account.value) for account in contact_of(lines_of("\n".join(lines))).social]


def test_accounts_are_named_by_property_service_scheme_or_label() -> None:
    assert said(
        "X-SKYPE:chris.chat",
        "X-QQ:12345",
        "X-TWITTER:@chris",
        "IMPP;X-SERVICE-TYPE=Telegram:x-apple:chris_t",
        "IMPP;TYPE=home:xmpp:chris@chat.example",
        "IMPP:skype:chris.chat",
        "X-SOCIALPROFILE;type=twitter:chris",
        "item1.IMPP:ABCD1234",
        "item1.X-ABLabel:Threema",
        "X-SOCIALPROFILE;TYPE=skype:live:chris",
        "X-SOCIALPROFILE;type=facebook:https://www.facebook.com/chris",
    ) == [
        ("skype", "chris.chat"),
        ("qq", "12345"),
        ("x", "@chris"),
        ("telegram", "chris_t"),
        ("xmpp", "chris@chat.example"),
        ("threema", "ABCD1234"),
        ("skype", "live:chris"),
        ("facebook", "https://www.facebook.com/chris"),
    ]


def test_addresses_are_kept_that_only_their_own_network_knows() -> None:
    lines = (
        "ida@firma.local",
        "Ida Intern <ida.i@firma.example>",
        "ida.@firma.example",
        "a..b.@docomo.example",
        "ask her",
    )
    found = contact_of(lines_of("\n".join(f"EMAIL:{line}" for line in lines))).emails
    assert [email.value for email in found] == [
        "ida@firma.local",
        "ida.i@firma.example",
        "ida.@firma.example",
        "a..b.@docomo.example",
    ]


def test_a_link_of_any_kind_is_a_website() -> None:
    assert contact_of(lines_of("URL:http://intranet/people")).urls == (Url("http://intranet/people"),)
