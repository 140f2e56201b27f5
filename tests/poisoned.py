"""A public database of documents whose words try to run, to break pages, or to calculate."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from extract.commitments import Commitment
from extract.document import Document
from extract.figures import Claim, Figure
from extract.meetings import Meeting, Participant
from extract.officials import Official
from extract.pipeline import Extraction, OfficialFact, RegionFact
from pipelines import store
from pipelines.audit_store import save_observations
from pipelines.publish import publish
from pipelines.reference import load_reference
from scraper.sources import Source

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "'-alert(1)-'",
    "{{ 7 * 7 }}",
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "=HYPERLINK(\"http://a.example\")",
    "\u202ekilab\u202c",
    "a" * 300,
    "<a href=javascript:alert(1)>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<style>*{display:none}</style>",
    "${alert(1)}`-alert(1)-`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "\u2028alert(1)\u0007",
]  # fmt: skip
PADDING = "Rapat itu juga membahas jalan desa dan pelatihan kerja bagi pemuda. " * 30
PROMISE = "Pemkab Lahat menargetkan 12,5 persen pada tahun 2023."
CLAIM = "terus menunjukkan penurunan"


def made(n: int, poison: str = "") -> Extraction:
    """A document with a figure, a claim, a commitment and a meeting, all carrying the poison."""
    figure = f"Angka kemiskinan Lahat 14,14 persen {poison} tahun 2024."
    text = f"{figure} {PROMISE} Angkanya {CLAIM}. {PADDING}"
    where = {name: text.index(name) for name in ("14,14 persen", "12,5 persen", PROMISE, CLAIM)}
    document = Document(
        id=f"{n:016x}", text=text, source="kabar",
        url="javascript:alert(1)" if "javascript" in poison else f"https://kabar.example/{n}",
        publisher=f"Kabar {poison}".strip(), title=f"Berita {n} {poison}".strip(),
        published=date(2024, 7, 18), region="16.04", sponsored=n % 2 == 1,
    )  # fmt: skip
    speaker = f"Surya Wirawan {poison}".strip()
    common: dict[str, Any] = {
        "indicator": "poverty_rate", "unit": "percent", "region": "16.04", "speaker": speaker,
    }  # fmt: skip
    figures = (
        Figure(start=where["14,14 persen"], end=where["14,14 persen"] + 12, value=14.14,
               decimals=2, period="2024", hedged=True, cited_source="BPS", **common),
        Figure(start=where["12,5 persen"], end=where["12,5 persen"] + 11, value=12.5, decimals=1,
               period="2023", modality="target", **common),
    )  # fmt: skip
    commitment = Commitment(
        start=where[PROMISE], end=where[PROMISE] + len(PROMISE), owner=f"Pemkab Lahat {poison}",
        speaker=speaker, region="16.04", indicator="poverty_rate", deadline="2023", figure=1,
        instrument=f"RPJMD {poison}",
    )  # fmt: skip
    claim = Claim(
        start=where[CLAIM], end=where[CLAIM] + len(CLAIM), kind="falling",
        indicator="poverty_rate", region="16.04", speaker=speaker,
    )  # fmt: skip
    meeting = Meeting(
        "rapat koordinasi", f"Tema {poison}", "2024-07-18", f"Aula {poison}", "16.04", speaker,
        (Participant(speaker, "bupati", "chair"),), 0, 5,
    )  # fmt: skip
    official = OfficialFact(official=Official(speaker, "bupati", "pj", region="16.04"), mentions=())
    return Extraction(
        document=document, regions=(RegionFact(code="16.04", subject=True, mentions=()),),
        officials=(official,), figures=figures, claims=(claim,), commitments=(commitment,),
        meeting=meeting,
    )  # fmt: skip


def publish_poisoned(data: Path) -> None:
    """Publish one clean document and one for each attack, with findings of two verdicts."""
    db = store.open_store(data)
    with store.transaction(db):
        save_observations(db, load_reference().observations)
        store.save_sources(
            db, [Source("kabar", "Kabar", "news", "https://kabar.example/", "16.04")]
        )
        for n, poison in enumerate(["", *ATTACKS]):
            one = made(n, poison)
            store.save_document(db, one.document)
            store.replace_facts(db, one, rules="1")
        for verdict in ("consistent", "differs"):
            db.conn.execute(
                "INSERT INTO findings VALUES (?, 'uji', ?, 'info', ?, 'x', '2024-01-01', NULL, "
                "'unreviewed')",
                [verdict, verdict, f"kata {verdict}"],
            )
            db.conn.execute(
                "INSERT INTO finding_facts SELECT ?, 0, 'figures', min(id) FROM figures", [verdict]
            )
    db.close()
    publish(data)
