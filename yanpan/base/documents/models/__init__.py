"""Papers and what is attached to them, one module per matter; import them from here."""

from yanpan.base.documents.models.attachments import Attachment
from yanpan.base.documents.models.documents import Document, NumberSeries
from yanpan.base.documents.models.exports import Export
from yanpan.base.documents.models.procedures import Briefing, Procedure, ProcedureVersion
from yanpan.base.documents.models.wordings import PaperWording

__all__ = [
    "Attachment",
    "Briefing",
    "Document",
    "Export",
    "NumberSeries",
    "PaperWording",
    "Procedure",
    "ProcedureVersion",
]
