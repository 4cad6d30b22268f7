"""The private API: routes translate requests and answers, the services decide."""
