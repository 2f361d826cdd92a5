"""通知 as a paper of the office, from what its document says and nothing else. In Chinese."""

from collections.abc import Mapping
from typing import Any

from yanpan.base.documents.reading import DocumentView
from yanpan.shell.papers import Paper, Paragraph, Salutation
from yanpan.shell.papers.official import copies, day_of, ended, mark_of, sentences, signature


def notice_paper(document: DocumentView, text: Mapping[str, Any]) -> Paper:
    """text: subject, receivers (names of units), body (one paragraph a line)."""
    wording = document.wording
    facts = {
        "number": document.number,
        "organ": document.organ,
        "date": day_of(document.signed_at),
        "subject": text["subject"],
        "receivers": "、".join(text["receivers"]),
    }
    return Paper(
        title=wording.say("title", **facts),
        organ=document.organ,
        drill=document.drill,
        number=document.number,
        urgency=document.urgency_mark,
        mark=mark_of(document),
        subtitle=ended(document),
        blocks=(
            Salutation(wording.say("salutation", **facts)),
            *sentences(wording, facts, "opening"),
            *(Paragraph(line) for line in text["body"].splitlines() if line.strip()),
            *sentences(wording, facts, "closing"),
            signature(wording, facts),
        ),
        footer=copies(wording, facts),
    )
