"""Forms and contributions in other people's formats: one format a file, pure mappings."""
