"""The SENCO's screens: what came in, one contribution line by line, the pack."""
