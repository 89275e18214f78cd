"""The school's server: it carries and keeps sealed envelopes and can not open them.

Nothing here may import what could read a contribution (`sync.seal`, `sync.keys`, `sync.vault`,
`sync._hazmat`, `forms`), even indirectly; an import contract enforces it. How it works and why: the
README beside this file.
"""
