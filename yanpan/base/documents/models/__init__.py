"""Papers and what is attached to them, one module per matter; import them from here."""

from yanpan.base.documents.models.attachments import Attachment
from yanpan.base.documents.models.documents import Document, NumberSeries

__all__ = ["Attachment", "Document", "NumberSeries"]
