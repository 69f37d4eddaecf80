"""Which language a reader gets: what she chose, what her browser asks for, or bokmål."""

from babel.core import negotiate_locale

from innsyn.web.texts import FIRST_LOCALE, LOCALES

_ALSO_CALLED = {"no": "nb", "nb": "nb", "nn": "nn", "en": "en", "se": "se", "sme": "se"}


def choose_locale(*, chosen: str, cookie: str, accept_language: str) -> str:
    """Say one of `LOCALES`.

    chosen: kept with the session, or empty. cookie: from the language switch, or empty. accept_language: the browser's header."""
    for wish in (chosen, cookie):
        if wish in LOCALES:
            return wish
    wishes = [_ALSO_CALLED.get(tag.partition("-")[0].lower(), tag) for tag in _by_weight(accept_language)]
    return negotiate_locale(wishes, LOCALES) or FIRST_LOCALE


def _by_weight(header: str) -> list[str]:
    weighted: list[tuple[float, str]] = []
    for part in header[:500].split(","):
        tag, _, parameters = part.strip().partition(";")
        weight = parameters.strip().removeprefix("q=") if parameters else "1"
        try:
            weighted.append((float(weight), tag.strip()))
        except ValueError:
            continue
    return [tag for weight, tag in sorted(weighted, key=lambda pair: -pair[0]) if weight > 0 and tag]
