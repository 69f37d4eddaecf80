"""Says to a push service who we are, so that only we can reach the browsers that asked us to.

Source: RFC 8292 (VAPID).
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from joserfc import jwt
from joserfc.jwk import ECKey

from innsyn.edge.notify.encryption import public_point
from innsyn.kernel.clock import Instant

_LIVES = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Vapid:
    """Ourselves. key: private, on P-256. contact: `mailto:` or `https:` address at which a push service finds us."""

    key: ECKey = field(repr=False)
    contact: str

    @property
    def public(self) -> str:
        """Say the public key as browsers and push services want it: the point as base64url."""
        return urlsafe_b64encode(public_point(self._private())).decode().rstrip("=")

    def header(self, endpoint: str, *, now: Instant) -> str:
        """Write the Authorization header for one push service, good for twelve hours."""
        parts = urlsplit(endpoint)
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int((now + _LIVES).timestamp()), "sub": self.contact}
        return f"vapid t={jwt.encode({'alg': 'ES256', 'typ': 'JWT'}, claims, self.key, algorithms=['ES256'])}, k={self.public}"

    def _private(self) -> EllipticCurvePrivateKey:
        private = self.key.private_key
        if private is None:
            raise ValueError("the push key has no private half")
        return private
