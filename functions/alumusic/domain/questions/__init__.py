"""Questions in plain language and the data that answers them."""
