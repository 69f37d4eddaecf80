"""The fields of a registration."""

from collections.abc import Sequence

from wtforms import BooleanField, EmailField, StringField, TextAreaField, URLField
from wtforms.validators import InputRequired, Optional

from innsyn.web import Form
from innsyn.web.clients import RegisteredClient
from innsyn.web.clients.registration import Mistake, Wish

_FIELDS = ("name", "contact", "scopes", "keys", "keys_url", "allows_bearer", "login_client")


class ClientForm(Form):
    """What can be said of a client. What each field must hold is `web/clients/registration.py`'s to say."""

    name = StringField("clients.name", description="clients.name_say", validators=[InputRequired()])
    contact = EmailField("clients.contact", description="clients.contact_say", validators=[InputRequired()])
    scopes = TextAreaField("clients.scopes", description="clients.scopes_say", validators=[InputRequired()])
    keys = TextAreaField("clients.keys", description="clients.keys_say", validators=[Optional()])
    keys_url = URLField("clients.keys_url", description="clients.keys_url_say", validators=[Optional()])
    login_client = StringField("clients.login_client", description="clients.login_client_say", validators=[Optional()])
    allows_bearer = BooleanField("clients.bearer", description="clients.bearer_say", validators=[Optional()])

    def wish(self) -> Wish:
        """Say what is wished for."""
        return Wish(
            name=self.name.data or "",
            contact=self.contact.data or "",
            scopes=self.scopes.data or "",
            keys=self.keys.data or "",
            keys_url=self.keys_url.data or "",
            allows_bearer=bool(self.allows_bearer.data),
            login_client=self.login_client.data or "",
        )

    def say(self, mistakes: Sequence[Mistake]) -> None:
        """Put what is wrong at its field. A private key is not shown again: it goes no further than it has come."""
        for mistake in mistakes:
            if mistake.what == "private_key":
                self.keys.data = ""
            self[mistake.field].errors = [f"clients.mistake.{mistake.what}"]


class NewClientForm(ClientForm):
    """A registration that is made has an id too, which never changes afterwards."""

    client_id = StringField("clients.id", description="clients.id_say", validators=[InputRequired()])


def filled(client: RegisteredClient) -> ClientForm:
    """Make the form of a client as it stands."""
    return ClientForm(**{name: getattr(client, name) for name in _FIELDS})
