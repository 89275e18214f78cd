"""The commands of `mysay`, one group a file; `app.cli` puts them together."""
