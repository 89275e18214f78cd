"""One screen a file. A screen takes plain data and callbacks and gives a control; it knows no other
screen: they meet in the shell (`app.main`)."""
