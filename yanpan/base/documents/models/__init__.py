"""Papers and what is attached to them, one module per matter; import them from here."""

from yanpan.base.documents.models.attachments import Attachment
from yanpan.base.documents.models.documents import Document, NumberSeries
from yanpan.base.documents.models.exports import Export

__all__ = ["Attachment", "Document", "Export", "NumberSeries"]
