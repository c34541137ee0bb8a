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

    def has(self, host: str) -> bool:
        """Tell whether the host is one of its own, or below one."""
        return any(f".{host}".endswith(f".{own}") for own in self.hosts)


NETWORKS = tuple(
    SocialNetwork(service, tuple(hosts.split()), tuple(labels.split()), profile)
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
        ("threads", "threads.net", "", "https://www.threads.net/@{}"),
        ("mastodon", "mastodon.social", "mastodon", ""),
        ("bluesky", "bsky.app", "bluesky bsky", "https://bsky.app/profile/{}"),
        ("pinterest", "pinterest.com", "pinterest", "https://www.pinterest.com/{}"),
        ("behance", "behance.net", "behance", "https://www.behance.net/{}"),
        ("dribbble", "dribbble.com", "dribbble", "https://dribbble.com/{}"),
        ("medium", "medium.com", "", "https://medium.com/@{}"),
        ("vimeo", "vimeo.com", "vimeo", "https://vimeo.com/{}"),
        ("telegram", "t.me telegram.me", "telegram", "https://t.me/{}"),
        ("whatsapp", "wa.me whatsapp.com", "", ""),
        ("skype", "skype.com", "skype", ""),
        ("wechat", "wechat.com weixin.qq.com", "wechat weixin 微信 微信号", ""),
        ("line", "line.me", "line", ""),
        ("kakaotalk", "", "kakaotalk kakao 카카오톡", ""),
        ("zalo", "zalo.me", "zalo", ""),
        ("viber", "viber.com", "", ""),
        ("signal", "signal.me", "", ""),
        ("qq", "", "qq", ""),
        ("orcid", "orcid.org", "orcid", "https://orcid.org/{}"),
        ("vk", "vk.com", "vk вконтакте", "https://vk.com/{}"),
        ("weibo", "weibo.com", "weibo 微博", ""),
        ("researchgate", "researchgate.net", "", ""),
    )
)

_BY_NAME = MappingProxyType(
    {name: network for network in NETWORKS for name in (network.service, *network.labels)}
)


def service_at(host: str) -> str:
    """Return the service whose host this is, or "".

    >>> service_at("de.linkedin.com"), service_at("vertex.com")
    ('linkedin', '')
    """
    return next((network.service for network in NETWORKS if network.has(host.lower())), "")


def profile_of(service: str, account: str) -> str:
    """Return where the network shows the account, or "" where that is not known.

    >>> profile_of("twitter", "anna"), profile_of("skype", "anna")
    ('https://x.com/anna', '')
    """
    return _BY_NAME[service].profile.format(account) if service in _BY_NAME else ""
