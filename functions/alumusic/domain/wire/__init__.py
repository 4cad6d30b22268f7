"""What travels over the private API. Field names are the API's: Portuguese, as its users read them."""
