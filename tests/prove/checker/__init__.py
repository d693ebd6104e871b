"""Checks the invariants of the store protocol from three sources only: the client's log of acknowledged events, the
provider stub's log of requests, and the database."""
