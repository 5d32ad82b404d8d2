"""Which hosts are this machine: it decides who may be asked in the clear, and who may ask."""


def is_loopback(host: str) -> bool:
    """Return True if a name or literal address means this machine, and no resolver can change it.

    Names below ``localhost`` are loopback by RFC 6761; an IPv6 address has no brackets.
    """
    import ipaddress  # few runs have a host to look at

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
