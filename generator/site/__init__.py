"""From pages to a site: everything that knows of MkDocs is here."""
