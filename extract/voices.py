"""Texts that are one person's words from end to end: columns, speeches written out, interviews."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.names import name_at
from extract.officials import PositionMention
from extract.reading import Reading, within
from extract.text import Sentence

HEAD = 700  # characters in which a text says whose it is

BYLINE = re.compile(
    r"^[ \t]*(?:oleh|penulis|ditulis oleh)[ \t]*:?[ \t]*(?:(?:Prof|Dr|dr|Ir|Drs|Dra|H|Hj)\.[ \t]*)*"
    r"(?P<name>[A-Z][\w'’.-]+(?:[ \t](?:[A-Z][\w'’.-]*|bin|binti|al)){1,4})"
    r"(?:,[ \t]*(?:[A-Z][a-z]{0,3}\.){1,3}[A-Za-z.]*)*[ \t]*(?:[,(\n]\s*|$)",
    re.IGNORECASE | re.MULTILINE,
)
# "*) Penulis adalah Kepala Dinas Sosial": the office of a byline, told under the text.
ABOUT_WRITER = re.compile(
    r"^\W*penulis(?:nya)?[ \t]+(?:(?:adalah|ialah|merupakan|kini|saat ini|sehari-hari|bekerja|"
    r"bertugas|menjabat|sebagai|selaku)[ \t]+)*",
    re.IGNORECASE | re.MULTILINE,
)
SPEECH = re.compile(
    r"^[ \t*_#]*(?:teks |naskah |transkrip )?(?:kata )?(?:sambutan|pidato|arahan|amanat|keynote "
    r"speech)\b",
    re.IGNORECASE | re.MULTILINE,
)
GREETING = re.compile(
    r"\b(?:assalamu[’' ]?alaikum|yang (?:saya|kami) hormati|saudara-saudara|om swasti?astu|"
    r"salam sejahtera|hadirin|bapak(?: dan |-)ibu)\b",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\b(?:saya|kami|kita)\b", re.IGNORECASE)
INTERVIEW = re.compile(
    r"\b(?:mewawancarai|wawancara(?:i)?(?:[ \t]+(?:khusus|eksklusif|kami|redaksi))*[ "
    r"\t]+(?:dengan|bersama)|"
    r"berbincang[ \t]+(?:dengan|bersama))\b",
    re.IGNORECASE,
)
# What else calls a text an interview, without saying with whom.
QUESTIONED = re.compile(
    r"\b(?:wawancara|petikan(?:nya)?|tanya[ -]jawab|(?:per)?bincang(?:an)?|obrolan)\b",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"[ \t]*(?:T|Q|Tanya|Pertanyaan|Redaksi|Wartawan|Pewawancara)[ \t]*:", re.IGNORECASE
)
ANSWERS = re.compile(r"[ \t]*(?:J|A|Jawab(?:an)?)[ \t]*:", re.IGNORECASE)
QUESTION_MAX = 220  # characters; a question of an interview is short


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a text is: an office held in it, or a name as written; from `start` on.

    `questions` says that short paragraphs that ask are somebody else's, `marked` that answers are
    marked too, and nothing else is the speaker's.
    """

    start: int
    rule: str
    position: PositionMention
    name: str | None = None
    questions: bool = False
    marked: bool = False


def find_voice(reading: Reading) -> Voice | None:
    """Whose words the whole text is, when its head says so; else None."""
    return _column(reading) or _speech(reading) or _interview(reading)


def _column(reading: Reading) -> Voice | None:
    """A column whose byline names an office: "Oleh: X, Bupati Toba", or whose last line does."""
    match = BYLINE.search(reading.text[:HEAD])
    if match is None or FIRST_PERSON.search(reading.text, match.end()) is None:
        return None
    held = within(reading.officials.positions, match.end(), match.end() + 4)
    if held:
        return Voice(held[0].end, "column", held[0], match["name"].strip())
    about = _about_writer(reading)
    return Voice(match.end(), "column", about, match["name"].strip()) if about else None


def _about_writer(reading: Reading) -> PositionMention | None:
    """The office that a line at the end of a text gives to its writer."""
    low = max(0, len(reading.text) - HEAD)
    for line in ABOUT_WRITER.finditer(reading.text, low):
        held = within(reading.officials.positions, line.end(), line.end() + 4)
        if held:
            return held[0]
    return None


def _speech(reading: Reading) -> Voice | None:
    """A speech written out: its heading names the office, its beginning greets."""
    match = SPEECH.search(reading.text[:HEAD])
    if match is None:
        return None
    end = _end_of_line(reading.text, match.start())
    held = within(reading.officials.positions, match.start(), end)
    greeting = GREETING.search(reading.text, end, end + 2 * HEAD)
    if not held or greeting is None:
        return None
    return Voice(greeting.start(), "speech", held[0], _name_below(reading.text, end))


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _name_below(text: str, end: int) -> str | None:
    """A name in capitals that is a line of its own right under a heading."""
    line = text[end + 1 : _end_of_line(text, end + 1)].strip(" \t*_,")
    words = line.split()
    if not line.isupper() or not 2 <= len(words) <= 5:
        return None
    found = name_at(line.title(), 0)
    return line.title() if found and found.end == len(line) else None


def _interview(reading: Reading) -> Voice | None:
    """An interview printed as questions and answers: its head says with whom."""
    marked = _marked_interview(reading)
    head = reading.text[: 2 * HEAD]
    match = INTERVIEW.search(head) or QUESTIONED.search(head)
    if marked or match is None:
        return marked
    questions = [
        p
        for p in _paragraphs(reading.sentences)
        if p[0].start > match.end() and is_question(reading.text, p)
    ]
    if len(questions) < 2:
        return None
    first = questions[0][0].start
    held = _answers(reading, match, first)
    return Voice(first, "interview", held, None, questions=True) if held else None


def _answers(reading: Reading, match: re.Match[str], first: int) -> PositionMention | None:
    """The office of who is interviewed: of the person behind "wawancara dengan", else of the only
    one whom the text names before the first question."""
    offices = reading.officials.positions
    if match.re is INTERVIEW:
        low, high = match.end(), match.end() + 120
        held = within(offices, low, high)
        names = within(reading.officials.names, low, high)
        return held[0] if held and names else None
    named = [mention for mention in within(offices, 0, first) if mention.official is not None]
    return named[0] if len({mention.official for mention in named}) == 1 else None


def _marked_interview(reading: Reading) -> Voice | None:
    """An interview whose every question and answer is marked ("T:", "J:"): with whoever holds an
    office and was named last before the first question."""
    text, paragraphs = reading.text, list(_paragraphs(reading.sentences))
    asked = [p[0].start for p in paragraphs if ASKS.match(text, p[0].start)]
    answered = [p[0].start for p in paragraphs if ANSWERS.match(text, p[0].start)]
    if len(asked) < 2 or len(answered) < 2:
        return None
    low = max(0, asked[0] - HEAD)
    held = [
        position
        for position in within(reading.officials.positions, low, asked[0])
        if position.official is not None
    ]
    if not held:
        return None
    return Voice(asked[0], "interview", held[-1], None, questions=True, marked=True)


def is_of_voice(text: str, voice: Voice, paragraph: list[Sentence]) -> bool:
    """Whether a paragraph may be the speaker's: no question, and an answer where these are
    marked."""
    if voice.marked:
        return ANSWERS.match(text, paragraph[0].start) is not None
    return not (voice.questions and is_question(text, paragraph))


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        yield list(group)


def is_question(text: str, paragraph: list[Sentence]) -> bool:
    """Whether a paragraph of an interview asks: short and with a question mark, or marked so."""
    words = text[paragraph[0].start : paragraph[-1].end]
    asked = words.rstrip('*_ ”"').endswith("?") and len(words) <= QUESTION_MAX
    return asked or ASKS.match(words) is not None
