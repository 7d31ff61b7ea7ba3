"""Pure decisions about parties, one module a subject."""
