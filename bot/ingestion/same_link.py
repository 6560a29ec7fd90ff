"""Tells whether two links lead to the same page, without following them."""

from urllib.parse import urlsplit

from courlan import normalize_url

# What sites and newsletters add to a link to see where a reader comes from, besides what courlan knows.
_TRACKING = frozenset({"ito", "ocid", "cmp", "smid", "sr_share", "xtor", "taid", "spm"})
_TRACKING_PREFIXES = ("ns_", "at_", "mc_", "gaa_")


def link_key(link: str) -> str | None:
    """What links to one page have in common; ``None`` when it is no link.

    Scheme, port, ``www.``, fragment, tracking parameters, their order, and a slash at the end make no difference.
    """
    try:
        parts = urlsplit(normalize_url(link.strip(), strict=False))
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    told = sorted(part for part in parts.query.split("&") if part and not _is_tracking(part))
    return f"{host.removeprefix('www.')}{parts.path.rstrip('/')}{'?' if told else ''}{'&'.join(told)}"


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)
