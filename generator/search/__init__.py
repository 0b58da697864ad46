"""The index of the whole text: small files from which the page of the search answers in the browser.

The format is described in docs/fulltext.md; docs/assets/fulltext/ reads it.
"""
