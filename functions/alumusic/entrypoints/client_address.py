"""Where a request comes from, believing of X-Forwarded-For only what our own proxies wrote."""

from ipaddress import IPv6Address, ip_address, ip_network


def client_address(forwarded: str | None, peer: str | None, proxies: int) -> str:
    """Each proxy appends the address it was called from; what stands before those is the caller's own invention. An
    IPv6 address counts as its /64, for that is what one customer has."""
    hops = [hop.strip() for hop in (forwarded or "").split(",") if hop.strip()]
    found = hops[-proxies] if 0 < proxies <= len(hops) else peer or ""
    try:
        address = ip_address(found)
    except ValueError:
        return peer or "unknown"
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)
