"""The stack on one machine. It imports the package; the package never imports it."""
