"""What of a document was not understood, cut or left out: never a silent default."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from extract.document import Issue, Level
from extract.periods import Period, find_impossible_days, find_periods
from extract.reading import Reading
from extract.tables import load_table
from extract.text import SENTENCE_MAX

_TAGS = (
    "a|b|blockquote|br|div|em|figure|font|h[1-6]|i|iframe|img|li|ol|p|script|section|span|strong"
)
_MARKUP = re.compile(
    rf"</?(?:{_TAGS}|style|table|tbody|td|th|tr|u|ul)(?:\s[^<>]{{0,300}})?/?>"
    r"|&(?:[a-z]{2,8}|#\d{2,5});",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 40  # below, a share of function words says nothing
# In 200 paragraphs of news and minutes, 10 to 46 words in 100 are function words, half have 24 or
# more; English, Javanese and Sundanese prose has up to 4 of them.
_FUNCTION_WORDS = 0.06
_PROSE = 0.6  # words in small letters; lists of names and tables have fewer


Check = Callable[[Reading, "date | None"], "Iterator[tuple[Level, str]]"]


def find_issues(reading: Reading, published: date | None) -> tuple[Issue, ...]:
    """What the readers could not read whole, in the order of `CHECKS`.

    `published` is the publication date as it was handed in, before the text's own first date
    stood in for it.
    """
    document = reading.document
    return tuple(
        Issue(
            stage="extract",
            level=level,
            message=message,
            source=document.source,
            url=document.url,
        )
        for check in CHECKS
        for level, message in check(reading, published)
    )


def no_text(reading: Reading, published: date | None) -> Iterator[tuple[Level, str]]:
    """A text without a letter."""
    if not any(letter.isalpha() for letter in reading.text):
        yield "warning", "the text is empty: nothing was read"


def no_date(reading: Reading, published: date | None) -> Iterator[tuple[Level, str]]:
    """No publication date: relative words have nothing to count from but the text's own dates."""
    if published is not None or not reading.text.strip():
        return
    if reading.published is not None:
        day = reading.published.isoformat()
        yield "info", f"no publication date; the first date of the text, {day}, stands for it"
        return
    left = _relative(reading.text)
    if left:
        words = ", ".join(dict.fromkeys(p.text for p in left[:3]))
        yield "warning", f"no publication date; {len(left)} words of time left unread: {words}"
    else:
        yield "warning", "no publication date; its statements have no day"


def _relative(text: str) -> list[Period]:
    return [p for p in find_periods(text, date(2000, 7, 1)) if p.relative]


def date_ahead(reading: Reading, published: date | None) -> Iterator[tuple[Level, str]]:
    """A publication date that has not come yet, where in the country it is latest."""
    today = datetime.now(ZoneInfo("Asia/Jayapura")).date()
    if published is not None and published > today:
        yield "warning", f"the publication date {published.isoformat()} lies in the future"


def impossible_days(reading: Reading, published: date | None) -> Iterator[tuple[Level, str]]:
    """Written dates that no calendar has."""
    for start, end in find_impossible_days(reading.text, reading.periods):
        yield "warning", f"no such day, left out: {reading.text[start:end]}"


def markup(reading: Reading, published: date | None) -> Iterator[tuple[Level, str]]:
    """Tags and entities that the reader of the page should have taken out."""
    found = [match[0] for match in _MARKUP.finditer(reading.document.text)]
    if found:
        first = found[0] if len(found[0]) <= 40 else f"{found[0][:39]}…"
        yield "warning", f"{len(found)} tags or entities of HTML left in the text, first {first}"


def long_sentences(reading: Reading, published: date | None) -> Iterator[tuple[Level, str]]:
    """Stretches without any end of a sentence, which were read in pieces."""
    text, least = reading.text, SENTENCE_MAX // 2
    pieces = sum(
        after.paragraph == before.paragraph
        and before.end - before.start > least
        and text[before.end - 1].isalnum() | (text[before.end - 1] == ",")
        for before, after in zip(reading.sentences, reading.sentences[1:], strict=False)
    )
    if pieces:
        yield "info", f"sentences over {SENTENCE_MAX} characters were read in {pieces + 1} pieces"


def other_language(reading: Reading, published: date | None) -> Iterator[tuple[Level, str]]:
    """Prose with hardly any of the small words that no Indonesian text is without."""
    for start, end in _prose(reading):
        words = _WORDS.findall(reading.text, start, end)
        if len(words) < _FEWEST_WORDS:
            continue
        known = sum(map(_function_words().__contains__, map(str.lower, words)))
        small = sum(map(str.islower, words))
        if small < _PROSE * len(words):
            continue
        if known < _FUNCTION_WORDS * len(words):
            quote = " ".join(words[:6])
            yield "info", f"a passage of {len(words)} words seems not Indonesian: {quote} …"


def _prose(reading: Reading) -> Iterator[tuple[int, int]]:
    """The spans of the paragraphs."""
    start = end = number = -1
    for sentence in reading.sentences:
        if sentence.paragraph != number:
            if number >= 0:
                yield start, end
            start, number = sentence.start, sentence.paragraph
        end = sentence.end
    if number >= 0:
        yield start, end


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("function_words"))


def recognised(reading: Reading, published: date | None) -> Iterator[tuple[Level, str]]:
    """Pages that were read from their pictures: scans, and print whose fonts name no letters."""
    pages = sorted({box.page for box in reading.document.boxes if box.confidence < 1})
    if pages:
        shown = ", ".join(map(str, pages[:10])) + (", …" if len(pages) > 10 else "")
        yield "info", f"letters recognised from pictures on {len(pages)} pages: {shown}"


CHECKS: tuple[Check, ...] = (
    recognised,
    no_text,
    no_date,
    date_ahead,
    impossible_days,
    markup,
    long_sentences,
    other_language,
)
