"""The way between screens: one file for what everybody passes, one for those who answer, one for
the desk.

Screens do not know each other; these modules show them, give them what they need, and take what
they hand back. Nothing here draws."""
