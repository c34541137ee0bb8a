"""One table of networks, for print, codes and exports."""

from urllib.parse import urlsplit

import pytest

from cardscan.export.values import profile_link
from cardscan.model import Social
from cardscan.networks import NETWORKS, SocialNetwork, service_at
from cardscan.payload import parse_payload
from tests.support.typed_cards import found

HOSTS = [(host, network.service) for network in NETWORKS for host in network.hosts]


def test_no_host_and_no_label_is_of_two_networks() -> None:
    names = [name for network in NETWORKS for name in (*network.hosts, *network.labels)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("host", "service"), HOSTS)
def test_a_link_is_the_same_network_s_in_print_and_in_a_code(host: str, service: str) -> None:
    [printed] = found("social", "Anna Weber", f"https://{host}/annaweber")
    [coded] = parse_payload(f"https://{host}/annaweber")
    assert printed.value == Social(service, f"{host}/annaweber")
    assert coded.value == Social(service, f"https://{host}/annaweber")


@pytest.mark.parametrize("network", [network for network in NETWORKS if network.profile])
def test_a_profile_is_at_one_of_the_network_s_hosts(network: SocialNetwork) -> None:
    link = profile_link(Social(network.service, "annaweber"))
    assert service_at(urlsplit(link).hostname or "") == network.service
    assert "annaweber" in link


def test_a_label_s_profile_is_the_network_s() -> None:
    assert profile_link(Social("twitter", "anna")) == "https://x.com/anna"
