r"""Divides search values at `,` `$` and `|`, and takes away the backslashes that keep such signs in a value.

Source: FHIR R4 4.0.1, search.html#escaping. A value is divided before its escapes are taken away: `a\,b,c` is two values, `a,b` and `c`.
"""

_ESCAPED = ",$|\\"


def split(text: str, separator: str) -> list[str]:
    """Divide at every separator that no backslash stands before. The parts keep their escapes."""
    parts, part, signs = [], "", iter(text)
    for sign in signs:
        if sign == "\\":
            part += sign + next(signs, "")
        elif sign == separator:
            parts.append(part)
            part = ""
        else:
            part += sign
    return [*parts, part]


def unescape(part: str) -> str:
    """Take away the backslashes before `,` `$` `|` and backslash; any other backslash is itself."""
    if "\\" not in part:
        return part
    text, signs = "", iter(part)
    for sign in signs:
        following = next(signs, "") if sign == "\\" else ""
        text += following if sign == "\\" and following and following in _ESCAPED else sign + following
    return text


def escape(text: str) -> str:
    """Put a backslash before every sign that divides values."""
    return "".join(f"\\{sign}" if sign in _ESCAPED else sign for sign in text)
