"""The tables of the headquarters' pages as they are taken along (?as=xlsx): units, hours, figures, papers."""

from django.utils.translation import gettext_lazy as _

from yanpan.base.documents.reading import DocumentView
from yanpan.shell.spreadsheets.tables import Table
from yanpan.shell.words.documents import document_kind_word, document_state_word

DOCUMENTS: Table[tuple[str, DocumentView]] = Table(
    _("Papers issued"),
    (
        (_("Number"), lambda pair: pair[1].number or _("draft")),
        (_("Kind"), lambda pair: document_kind_word(pair[0])),
        (_("Title"), lambda pair: pair[1].title),
        (_("State"), lambda pair: document_state_word(pair[1].state)),
        (_("Replaced by"), lambda pair: pair[1].replaced_by),
        (_("Issuing body"), lambda pair: pair[1].organ),
        (_("Drafted"), lambda pair: pair[1].drafted_at),
        (_("Signed"), lambda pair: pair[1].signed_at),
        (_("Issued"), lambda pair: pair[1].issued_at),
    ),
)
