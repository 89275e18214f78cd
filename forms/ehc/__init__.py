"""What answers become in a pupil's EHC record: events, proposals, decisions, the meeting pack's
content."""
