"""Social networks and messengers: their hosts, how cards name them, where they show an account.

Put together by hand for cardscan, from what cards and the networks' own links show; under its terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class SocialNetwork:
    """One network or messenger."""

    service: str
    """What it is called in a Social."""
    hosts: tuple[str, ...]
    """Of the links to its accounts."""
    labels: tuple[str, ...] = ()
    """What cards put before an account, in lower case."""
    profile: str = ""
    """The address of an account's page, with {} for the account; "" where it has none to be known."""
    has_dots: bool = False
    """Its accounts may look like domains: "weber.studio"."""
    shows_names: bool = False
    """It shows a name of several words for an account, and cards print that."""

    def has(self, host: str) -> bool:
        """Tell whether the host is one of its own, or below one."""
        return any(f".{host}".endswith(f".{own}") for own in self.hosts)


_DOTTED = frozenset(
    "bluesky facebook instagram kakaotalk line mastodon skype snapchat threads tiktok wechat zalo".split()
)
_NAMED = frozenset("facebook linkedin pinterest researchgate vimeo xing youtube".split())

NETWORKS = tuple(
    SocialNetwork(
        service, tuple(hosts.split()), tuple(labels.split()), profile, service in _DOTTED, service in _NAMED
    )
    for service, hosts, labels, profile in (
        ("linkedin", "linkedin.com lnkd.in", "linkedin linked-in", "https://www.linkedin.com/in/{}"),
        ("facebook", "facebook.com fb.com fb.me", "facebook fb", "https://www.facebook.com/{}"),
        ("instagram", "instagram.com instagr.am", "instagram insta ig", "https://www.instagram.com/{}"),
        ("x", "twitter.com x.com", "twitter twitter/x", "https://x.com/{}"),
        ("youtube", "youtube.com youtu.be", "youtube", "https://www.youtube.com/@{}"),
        ("github", "github.com", "github", "https://github.com/{}"),
        ("gitlab", "gitlab.com", "gitlab", "https://gitlab.com/{}"),
        ("xing", "xing.com", "xing", "https://www.xing.com/profile/{}"),
        ("tiktok", "tiktok.com", "tiktok", "https://www.tiktok.com/@{}"),
        ("threads", "threads.net threads.com", "", "https://www.threads.net/@{}"),
        ("mastodon", "mastodon.social", "mastodon", ""),
        ("bluesky", "bsky.app", "bluesky bsky", "https://bsky.app/profile/{}"),
        ("snapchat", "snapchat.com", "snapchat", ""),
        ("pinterest", "pinterest.com", "pinterest", "https://www.pinterest.com/{}"),
        ("behance", "behance.net", "behance", "https://www.behance.net/{}"),
        ("dribbble", "dribbble.com", "dribbble", "https://dribbble.com/{}"),
        ("medium", "medium.com", "", "https://medium.com/@{}"),
        ("vimeo", "vimeo.com", "vimeo", "https://vimeo.com/{}"),
        ("telegram", "t.me telegram.me", "telegram", "https://t.me/{}"),
        ("whatsapp", "wa.me wa.link whatsapp.com", "", ""),
        ("skype", "skype.com", "skype", ""),
        ("wechat", "wechat.com weixin.qq.com", "wechat weixin 微信 微信号", ""),
        ("line", "line.me lin.ee", "line", ""),
        ("kakaotalk", "open.kakao.com pf.kakao.com", "kakaotalk kakao 카카오톡", ""),
        ("zalo", "zalo.me zaloapp.com", "zalo", ""),
        ("viber", "viber.com", "", ""),
        ("signal", "signal.me", "", ""),
        ("qq", "", "qq", ""),
        ("orcid", "orcid.org", "orcid", "https://orcid.org/{}"),
        ("vk", "vk.com", "vk вконтакте", "https://vk.com/{}"),
        ("weibo", "weibo.com", "weibo 微博", ""),
        ("researchgate", "researchgate.net", "", ""),
    )
)

FORWARDERS = frozenset(
    "bit.ly cutt.ly flowcode.com flow.page flowpage.com is.gd l.ead.me me-qr.com ow.ly q-r.to qr.io qrco.de "
    "qrfy.io qrs.ly qr-code.click rb.gy rebrand.ly s.id scan.page scanqr.to shorturl.at t.ly tiny.cc "
    "tinyurl.com uqr.to v.gd qrto.org".split()
)
"""Hosts of links that lead elsewhere; codes are made with them."""

_BY_NAME = MappingProxyType(
    {name: network for network in NETWORKS for name in (network.service, *network.labels)}
)


def service_at(host: str) -> str:
    """Return the service whose host this is, or "".

    >>> service_at("de.linkedin.com"), service_at("vertex.com")
    ('linkedin', '')
    """
    return next((network.service for network in NETWORKS if network.has(host.lower())), "")


def service_named(name: str) -> str:
    """Return what the service that somebody calls so is called in a Social.

    >>> service_named("Twitter"), service_named("Threema")
    ('x', 'threema')
    """
    folded = name.strip().lower()
    return _BY_NAME[folded].service if folded in _BY_NAME else folded


def is_network(name: str) -> bool:
    """Tell whether a service goes by this name.

    >>> is_network("skype"), is_network("attention")
    (True, False)
    """
    return name in _BY_NAME


def is_forwarder(host: str) -> bool:
    """Tell whether links at this host only lead on to another, so that they say nothing of whose they are.

    >>> is_forwarder("qrco.de"), is_forwarder("weber.example")
    (True, False)
    """
    return any(f".{host.lower()}".endswith(f".{own}") for own in FORWARDERS)


def profile_of(service: str, account: str) -> str:
    """Return where the network shows the account, or "" where that is not known.

    >>> profile_of("twitter", "anna"), profile_of("skype", "anna")
    ('https://x.com/anna', '')
    """
    return _BY_NAME[service].profile.format(account) if service in _BY_NAME else ""
