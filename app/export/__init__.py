"""A document as a file: one format a module."""
