"""Who asks: the name that robots.txt may use for this program, and whom a site can write to."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

NAME = "RakorBot"
VERSION = "0.1"
# RFC 2606 and RFC 6761: names under which nobody can be asked.
NOBODY = re.compile(r"(?:.+\.)?(?:localhost|invalid|test|example(?:\.(?:com|net|org))?)")
# A page or a mail address, in characters that a header line may hold.
CONTACT = re.compile(r"https?://[!-'*-~]+|[!-'*-?A-~]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


class ContactError(Exception):
    """Real sites would be asked, and nobody is named to whom they could write."""


def user_agent(contact: str | None = None) -> str:
    """The User-Agent line. Raises ContactError for a contact that is no page and no mail address.

    >>> user_agent("https://warta.id/bot")
    'RakorBot/0.1 (+https://warta.id/bot)'
    >>> user_agent("redaksi@warta.id")
    'RakorBot/0.1 (+mailto:redaksi@warta.id)'
    """
    if not contact:
        return f"{NAME}/{VERSION} (+http://localhost/; asks this machine only)"
    contact = contact.strip().removeprefix("mailto:")
    if not CONTACT.fullmatch(contact) or NOBODY.fullmatch(_host(contact)):
        raise ContactError(
            f"contact {contact!r} is no web page and no mail address at which somebody can be "
            "reached; correct --contact or RAKOR_CONTACT"
        )
    return f"{NAME}/{VERSION} (+{'mailto:' if '://' not in contact else ''}{contact})"


def _host(contact: str) -> str:
    return (urlsplit(contact).hostname or "") if "://" in contact else contact.rpartition("@")[2]


def check_contact(contact: str | None, urls: Iterable[str]) -> None:
    """Raises ContactError for a contact that is none, and where one of these addresses is of a real
    site and there is no contact."""
    user_agent(contact)
    strangers = [] if contact else [url for url in urls if is_real(url)]
    if strangers:
        raise ContactError(
            f"{urlsplit(strangers[0]).hostname} would be asked, and no contact is set; give a web "
            "page or mail address at which you can be reached, with --contact or RAKOR_CONTACT"
        )


def is_real(url: str) -> bool:
    """Whether an address may be of somebody else: not this machine, and no reserved name.

    >>> is_real("https://warta.id/feed"), is_real("http://127.0.0.1:80/"), is_real("http://a.test/")
    (True, False, False)
    """
    host = (urlsplit(url).hostname or "").rstrip(".")
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return bool(host) and not NOBODY.fullmatch(host)
