"""An Altinn token is exchanged once and used until shortly before its end; what is no token is none."""

from datetime import timedelta

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from innsyn.edge.notify.altinn_token import PATH, AltinnTokens
from innsyn.kernel.clock import SteppingClock
from innsyn.web.testing.fakes import NOW

KEY = OctKey.generate_key(256)


def a_token(lives=timedelta(minutes=30), **claims):
    return jwt.encode({"alg": "HS256"}, {"exp": int((NOW + lives).timestamp())} | claims, KEY)


class Altinn:
    """Answers an exchange with `answer`."""

    def __init__(self):
        self.clock, self.asked, self.given = SteppingClock(NOW), [], "given"
        self.answer = httpx.Response(200, text=a_token())
        http = httpx.AsyncClient(transport=httpx.MockTransport(self._exchange))
        self.tokens = AltinnTokens("https://platform.example/", http, maskinporten=self._maskinporten, clock=self.clock)

    async def _maskinporten(self):
        return self.given

    def _exchange(self, request):
        self.asked.append((request.method, request.url.path, request.headers["authorization"]))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def altinn():
    return Altinn()


async def test_a_token_is_asked_for_once_while_it_holds(altinn):
    assert await altinn.tokens.token() == await altinn.tokens.token() == a_token()
    assert altinn.asked == [("GET", PATH, "Bearer given")]
    altinn.clock.move(timedelta(minutes=29, seconds=31))
    await altinn.tokens.token()
    assert len(altinn.asked) == 2


async def test_a_token_in_quotes_is_one_too(altinn):
    altinn.answer = httpx.Response(200, text=f'"{a_token()}"')
    assert await altinn.tokens.token() == a_token()


async def test_without_maskinporten_there_is_none(altinn):
    altinn.given = None
    assert await altinn.tokens.token() is None
    assert not altinn.asked


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(401, text="no"),
        httpx.Response(200, text=""),
        httpx.Response(200, text="a.b.c"),
        httpx.Response(200, text=jwt.encode({"alg": "HS256"}, {"sub": "x"}, KEY)),
        httpx.Response(302, headers={"location": "https://elsewhere.example"}),
        httpx.ConnectError("away"),
    ],
)
async def test_what_is_no_token_is_none_and_is_asked_for_again(altinn, answer):
    altinn.answer = answer
    assert await altinn.tokens.token() is None
    altinn.answer = httpx.Response(200, text=a_token())
    assert await altinn.tokens.token() is not None
