"""Addresses: one form for one page, and which of them may be connected to."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str, allow_loopback: bool = False) -> bool:
    """Whether an IP address may be connected to; IPv4 inside IPv6 is looked at as IPv4.

    >>> is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("0.0.0.0")
    (False, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        ip = _inner_ipv4(ip) or ip
    if ip.is_loopback:
        return allow_loopback
    special = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_link_local
    return ip.is_global and not special


def _inner_ipv4(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip in NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|igsh|mc_[ce]id|_ga|_gl"
    r"|mkt_tok|ref_src|ref_url|ncid|cmpid|amp|outputtype|_unique_id|tbclid|ttclid|li_fat_id"
    r"|wt_mc|pk_\w+|mtm_\w+|at_\w+|__twitter_impression)",
    re.IGNORECASE,
)
# Parameters that ask for the whole article on one page.
WHOLE = {("page", "all"), ("showpage", "all"), ("single", "1"), ("view", "all")}
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def canonical_url(url: str) -> str:
    """One address for all the ways in which an article is linked.

    Scheme and host in lower case, no default port, no fragment, no double slashes, no tracking
    parameters, no AMP variant, no "?page=all", one percent-encoding.

    >>> canonical_url("HTTPS://Contoh.Example:443//a%7eb/amp/?utm_source=x&id=7#top")
    'https://contoh.example/a~b/?id=7'
    """
    try:
        parts = urlsplit(_out_of_cache(url.strip()))
    except ValueError:  # a bracket without its match: no address, and left as it is
        return url.strip()
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if not scheme or not host:
        return url.strip()
    path = _without_amp(_plain_path(parts.path))
    return urlunsplit((scheme, netloc(scheme, host, _port(parts)), path, _query(parts.query), ""))


def _out_of_cache(url: str) -> str:
    """The address of the publisher behind an AMP cache, or behind several."""
    while found := AMP_CACHE.match(url):
        url = f"http{'s' if found['s'] else ''}://{found['rest']}"
    return url


AMP_CACHE = re.compile(
    r"https?://(?:[\w.-]+\.cdn\.ampproject\.org/[cv]|(?:www\.)?google\.[a-z.]+/amp)/"
    r"(?P<s>s/)?(?P<rest>[\w-]+\..+)",
    re.IGNORECASE,
)


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        return None


def netloc(scheme: str, host: str, port: int | None) -> str:
    """Host and port as an address writes them: ASCII, lower case, without a default port."""
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").rstrip(".")
        except UnicodeError:
            host = quote(host)
    host = f"[{host}]" if ":" in host else host.lower()
    default = {"http": 80, "https": 443}.get(scheme)
    return host if port in (None, default) else f"{host}:{port}"


def _plain_path(path: str) -> str:
    path = re.sub(r"/{2,}", "/", _encoded(path)) or "/"
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del segments[1:][-1:]
            segments = segments[:-1] if len(segments) > 1 else segments
        elif segment != ".":
            segments.append(segment)
    if path.endswith(("/.", "/..")):
        segments.append("")
    return "/".join(segments) or "/"


def _encoded(text: str) -> str:
    """One percent-encoding: what need not be encoded is not, what must be is, in capitals."""

    def one(found: re.Match[str]) -> str:
        if found[1] is None:
            return "%25"  # a percent sign that encodes nothing, also where a digit follows decoded
        char = chr(int(found[1], 16))
        return char if char in UNRESERVED else f"%{found[1].upper()}"

    text = re.sub(r"%([0-9A-Fa-f]{2})?", one, text)
    return quote(text, safe="%/:@!$&'()*+,;=-._~?")


def _without_amp(path: str) -> str:
    """The path without a leading or a trailing segment "amp"."""
    path = re.sub(r"^(?:/amp)+(?=/[^/])", "", path)
    return re.sub(r"(?<=[^/])(?:/amp)+(/?)$", r"\1", path)


def _query(query: str) -> str:
    kept = []
    for piece in query.split("&"):
        name, _, value = piece.partition("=")
        known = TRACKING.fullmatch(name) or (name.lower(), value.lower()) in WHOLE
        if piece and not known:
            kept.append(_encoded(piece))
    return "&".join(kept)


def absolute(base: str, reference: str) -> str | None:
    """The http or https address that a page at `base` means, without fragment; None for others."""
    try:
        url = urljoin(base, reference.strip()).partition("#")[0]
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return url if host and url.lower().startswith(("http://", "https://")) else None


def without_secret(text: str) -> str:
    """A message without the name and the password that an address in it may carry.

    >>> without_secret("https://budi:kuda@contoh.example/a: gone")
    'https://…@contoh.example/a: gone'
    """
    return SECRET.sub("//…@", text)


# Messages go into logs and into the database.
SECRET = re.compile(r"//[^/@\s]*@")


LONGEST = 8000  # characters of an address: what RFC 9110, 4.1, asks everybody to support


def plain_address(url: str) -> str:
    """An address that may be asked for, without its fragment. Raises ValueError with the reason."""
    if len(url) > LONGEST:
        raise ValueError(f"has more than {LONGEST} characters")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ValueError(f"is no address: {error}") from error
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ValueError("is no http or https address")
    if parts.username is not None or parts.password is not None:
        raise ValueError("carries a user name; remove it")
    try:
        place = netloc(parts.scheme.lower(), parts.hostname, parts.port)
    except ValueError as error:
        raise ValueError(f"has a wrong port: {error}") from error
    if re.search(r"[\x00-\x20\x7f]", place):
        raise ValueError("has a host with characters that no host has")
    path = _encoded(parts.path) or "/"
    return urlunsplit((parts.scheme.lower(), place, path, _encoded(parts.query), ""))
