import gzip
import ssl
import time
import tracemalloc
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import trustme

from cardscan.dav.client import Client
from cardscan.dav.errors import ServerError, UnreachableError
from cardscan.dav.patience import Patience
from cardscan.errors import CardscanError
from tests.support.servers import Between, answers

SECRET = "geheim:7"


def client(url: str, patience: Patience | None = None) -> Client:
    return Client(url, user="anna", password=SECRET, patience=patience or Patience(sleep=lambda _: None))


@pytest.fixture
def server() -> Iterator[Between]:
    with Between() as running:
        yield running


def test_a_request_carries_user_and_password_and_asks_for_plain_text(server: Between) -> None:
    server.faults = [("GET", answers(200, b"yes", ETag='W/"1"', Set_Cookie="a=b"))] * 2
    with client(server.url) as there:
        answer = there.request("GET", server.url)
        there.request("GET", server.url)
    assert (answer.status, answer.body, answer.etag) == (200, b"yes", '"1"')
    for _, _, headers in server.seen:
        assert headers["Authorization"] == "Basic YW5uYTpnZWhlaW06Nw=="
        assert headers["Accept-Encoding"] == "identity"
        assert "Cookie" not in headers


def test_a_redirect_within_the_server_keeps_method_and_body(server: Between) -> None:
    server.faults = [("*", answers(301, Location="/dav/")), ("*", answers(207, b"found"))]
    with client(server.url) as there:
        answer = there.request("PROPFIND", f"{server.url}x", body=b"<a/>")
    assert (answer.body, answer.url) == (b"found", f"{server.url}dav/")
    assert [(method, path) for method, path, _ in server.seen] == [("PROPFIND", "/x"), ("PROPFIND", "/dav/")]
    assert server.seen[1][2]["Content-Length"] == "4"


def test_a_redirect_to_another_server_gets_no_password(server: Between) -> None:
    with Between() as other, client(server.url) as there:
        server.faults = [("*", answers(302, Location=other.url))]
        with pytest.raises(ServerError, match="redirects to another server"):
            there.request("PUT", server.url)
        assert other.seen == []


@pytest.mark.parametrize("target", ["http://[", "//:99999/", "ftp://localhost/", "http://localhost:x/"])
def test_a_redirect_to_nowhere_is_an_error(server: Between, target: str) -> None:
    server.faults = [("*", answers(302, Location=target))]
    with client(server.url) as there, pytest.raises(CardscanError):
        there.request("GET", server.url)


def test_redirects_without_end_are_an_error(server: Between) -> None:
    server.faults = [("*", answers(302, Location="/"))] * 20
    with client(server.url) as there, pytest.raises(ServerError, match="without end"):
        there.request("GET", server.url)


def test_a_wrong_password_is_told_at_once(server: Between) -> None:
    server.faults = [("*", answers(401, WWW_Authenticate="Basic realm=x"))]
    with client(server.url) as there, pytest.raises(ServerError, match="wrong user or password") as caught:
        there.request("GET", server.url)
    assert len(server.seen) == 1 and SECRET not in str(caught.value) + caught.value.hint


def test_a_server_that_takes_no_passwords_is_told_apart(server: Between) -> None:
    server.faults = [("*", answers(401, WWW_Authenticate="Bearer"))]
    with client(server.url) as there, pytest.raises(ServerError, match="takes no passwords"):
        there.request("GET", server.url)


def test_a_longer_wait_than_is_sensible_is_left_to_the_user(server: Between) -> None:
    server.faults = [("*", answers(503, Retry_After="86400"))]
    with client(server.url) as there, pytest.raises(UnreachableError, match="wait 86400 seconds"):
        there.request("GET", server.url)
    assert len(server.seen) == 1


def test_a_server_that_never_answered_is_not_waited_for() -> None:
    with Between() as gone:
        url = gone.url
    waits: list[float] = []
    there = client(url, Patience(sleep=waits.append))
    with there, pytest.raises(UnreachableError, match="cannot be reached"):
        there.request("GET", url)
    assert waits == []


def test_an_answer_beyond_the_limit_is_not_taken(server: Between) -> None:
    server.faults = [("*", answers(200, b"x" * 3_000_000))]
    with client(server.url) as there, pytest.raises(ServerError, match="longer than 1 MiB"):
        there.request("GET", server.url, limit=1 << 20)


def test_an_answer_that_never_ends_is_not_waited_for(server: Between) -> None:
    def drips(handler: BaseHTTPRequestHandler) -> bool:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.02)
        return False

    server.faults = [("*", drips)]
    begun = time.monotonic()
    there = client(server.url, Patience(whole=0.3))
    with there, pytest.raises(UnreachableError, match="takes too long"):
        there.request("GET", server.url)
    assert time.monotonic() - begun < 3


def drips_headers(handler: BaseHTTPRequestHandler) -> bool:
    handler.close_connection = True
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)
    return False


def test_headers_that_never_end_are_not_waited_for(server: Between) -> None:
    server.faults = [("GET", answers(200)), ("GET", drips_headers)]
    patience = Patience(headers=0.4, attempts=1)
    with client(server.url, patience) as there:
        there.request("GET", server.url)  # whose connection is used again
        begun = time.monotonic()
        with pytest.raises(UnreachableError, match="takes too long"):
            there.request("GET", server.url)
        assert time.monotonic() - begun < 5
        server.faults = [("GET", answers(200, b"well"))]
        assert there.request("GET", server.url).body == b"well"


@pytest.mark.parametrize("packed", ["br", "zstd", "gzip, gzip"])
def test_an_answer_that_may_unpack_to_anything_is_not_taken(server: Between, packed: str) -> None:
    server.faults = [("GET", answers(200, b"x", Content_Encoding=packed))]
    with client(server.url) as there, pytest.raises(ServerError, match="packed, which was not asked for"):
        there.request("GET", server.url)


def test_a_packed_answer_is_not_unpacked_beyond_the_limit(server: Between) -> None:
    server.faults = [("GET", answers(200, gzip.compress(bytes(100_000_000)), Content_Encoding="gzip"))]
    tracemalloc.start()
    with client(server.url) as there, pytest.raises(ServerError, match="longer than 1 MiB"):
        there.request("GET", server.url, limit=1 << 20)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200_000_000


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


def secure(authority: trustme.CA, host: str) -> Between:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    return Between(context=context)


def test_an_untrusted_certificate_gets_no_request(authority: trustme.CA) -> None:
    with secure(authority, "localhost") as server, client(server.url) as there:
        with pytest.raises(ServerError, match="certificate is not trusted") as caught:
            there.request("GET", server.url)
        assert server.seen == []
    assert not isinstance(caught.value, UnreachableError)


def test_encrypted_headers_that_never_end_are_not_waited_for(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    with secure(authority, "localhost") as server, client(server.url, Patience(headers=0.4)) as there:
        server.faults = [("GET", drips_headers)]
        begun = time.monotonic()
        with pytest.raises(UnreachableError, match="takes too long"):
            there.request("GET", server.url)
        assert time.monotonic() - begun < 5


def test_an_authority_of_the_users_own_is_trusted(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    with secure(authority, "localhost") as server, client(server.url) as there:
        server.faults = [("GET", answers(200, b"yes"))]
        assert there.request("GET", server.url).body == b"yes"
        server.faults = [("GET", answers(302, Location=server.url.replace("https", "http")))]
        with pytest.raises(ServerError, match="not encrypted"):
            there.request("GET", server.url)
    with secure(authority, "cloud.example") as server, client(server.url) as there:
        with pytest.raises(ServerError, match="certificate is not trusted"):
            there.request("GET", server.url)
        assert server.seen == []


def test_a_server_without_encryption_is_told_apart(server: Between) -> None:
    url = server.url.replace("http", "https")
    with client(url) as there, pytest.raises(ServerError, match="no encrypted connection"):
        there.request("GET", url)


@pytest.mark.parametrize("proxy", ["socks5://localhost:1", "gopher://localhost:1", "http://[::1"])
def test_a_proxy_that_cannot_be_used_is_told(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(ServerError, match="proxy"):
        client("https://cloud.example/")


def test_no_proxy_sees_what_stays_on_this_computer(server: Between, monkeypatch: pytest.MonkeyPatch) -> None:
    with Between() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        server.faults = [("GET", answers(200, b"yes"))]
        with client(server.url) as there:
            assert there.request("GET", server.url).body == b"yes"
        assert proxy.seen == []


def test_a_missing_file_of_authorities_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(ServerError, match="SSL_CERT_FILE"):
        client("https://cloud.example/")


@pytest.mark.parametrize("etag", ['"ä山"', '"a\nb"', '"\x00"', '"\x7f"'])
def test_an_etag_of_any_text_does_no_harm(server: Between, etag: str) -> None:
    server.faults = [("PUT", answers(204))]
    with client(server.url) as there:
        try:
            assert there.request("PUT", server.url, headers={"If-Match": etag}).status == 204
        except ServerError as error:
            assert "makes no sense" in str(error)


def test_a_broken_compression_is_an_error(server: Between) -> None:
    server.faults = [("GET", answers(200, b"no gzip", Content_Encoding="gzip"))]
    with client(server.url) as there, pytest.raises(ServerError, match="makes no sense"):
        there.request("GET", server.url)
