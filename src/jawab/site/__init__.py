"""The two sites: whole Markdown pages from the catalog, then one MkDocs build a locale.

`pages` writes the Markdown, `config` the MkDocs configuration of each audience and locale, `build`
runs MkDocs and puts the results in place. MkDocs sees finished pages and plain configuration only,
so any builder that reads `mkdocs.yml` can take its place.
"""

from jawab.site.build import build_sites

__all__ = ["build_sites"]
