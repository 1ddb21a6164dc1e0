"""Languages: PO files, what to translate, fallback, plural forms; the only use of Babel.

English stands in the YAML. A translation is found by the path of its text (`msgctxt`) and holds
only while the English it was made from is unchanged; after that it is fuzzy until somebody looks.
"""

from jawab.locales.chain import Translator, fallback_chain
from jawab.locales.cldr import (
    format_date,
    format_hours,
    gettext_plurals,
    plural_categories,
    plural_category,
    territory_name,
)
from jawab.locales.po import (
    SOURCE,
    Entry,
    Reading,
    Translations,
    iterate_missing,
    read_translations,
)
from jawab.locales.template_words import extract_template_words
from jawab.locales.update import Update, update_po

__all__ = [
    "SOURCE",
    "Entry",
    "Reading",
    "Translations",
    "Translator",
    "Update",
    "extract_template_words",
    "fallback_chain",
    "format_date",
    "format_hours",
    "gettext_plurals",
    "iterate_missing",
    "plural_categories",
    "plural_category",
    "read_translations",
    "territory_name",
    "update_po",
]
