"""Pages of the findings that arise before any check runs: while files are read, and of allows.

Plain data, so that `jawab explain` reads it without importing what reads YAML.
"""

PAGES = {
    "alias": (
        "An alias (`*name`) stands in the file. Write the value out: what a person reads in one "
        "place should not come from another."
    ),
    "allow-without-reason": (
        "A comment `# jawab: allow <check>` gives no reason. Write "
        "`# jawab: allow <check> -- why`: whoever comes next must be able to judge it."
    ),
    "anchor": "An anchor (`&name`) stands in the file. Delete it; nothing may refer to it.",
    "duplicate-key": (
        "A key is given twice in one mapping. YAML keeps one of them without a word; keep the one "
        "you mean."
    ),
    "empty-file": "The file holds nothing. Write the item, or delete the file.",
    "invalid-po": (
        "A translation file cannot be read. The line named is where the reader gave up; usually a "
        "quotation mark is missing there or just above."
    ),
    "invalid-template": (
        "A template in `templates/` is not Jinja. The line is where the reader gave up; usually a "
        "bracket or an `endif` is missing above it."
    ),
    "invalid-value": (
        "A value is not one of those its key may have. The message lists them."
    ),
    "invalid-yaml": (
        "The file is not YAML. Most often a text with a colon and a space needs quotes or a block "
        "(`|`), or a line is indented with a tab."
    ),
    "key-not-text": "A key is a list or a mapping. Keys are plain words.",
    "missing-key": "A key that this kind of item needs is not there.",
    "not-utf-8": "The file holds a byte that is not UTF-8. Save it as UTF-8.",
    "several-documents": "The file holds more than one document. One item is one file.",
    "stray-file": (
        "A file stands where it is not read. Items stand at `content/<kind>/<id>.yml`, error "
        "definitions one folder deeper."
    ),
    "tag": "A tag (`!name`) stands in the file. Delete it; a value is plain text or a number.",
    "too-deep": "Lists and mappings stand in each other too deeply to be content.",
    "too-large": "The file is larger than any item can be.",
    "unknown-key": (
        "A key does not belong to this kind of item. It is misspelt, stands at the wrong depth, or "
        "comes from the path of the file (`id`, `provider`) and is not written."
    ),
    "unused-allow": (
        "A comment `# jawab: allow <check> -- reason` suppresses nothing any more. Delete it, so "
        "that it cannot hide something new."
    ),
    "wrong-type": (
        "A value has the wrong type. A number, a date or `true` that is meant as text needs quotes."
    ),
}  # fmt: skip
