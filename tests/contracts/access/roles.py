"""Every role of the cast, as a column of the table of pages: who she is, how far in she comes, and whose things the addresses then name."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx
from lxml import html
from tests.contracts.access.town import ADMINISTRATOR, Town
from tests.contracts.attacks.running import SAME, Browser

EMERGENCY = {"reason": "gate.emergency.unconscious", "words": "Fant pasienten bevisstløs ved hjemmet"}


@dataclass
class Guest:
    """Somebody who has come as far in as she can. browser: hers. visit: the one she is in at the desk, empty for none.

    found: the fields that `/desk/open` takes, for who has found the patient. key: of the record she stands in, empty for none."""

    browser: Browser
    visit: str = ""
    found: dict[str, str] | None = None
    key: str = ""
    token: str = ""
    is_staff: bool = False

    @property
    def is_known(self) -> bool:
        """Say whether we know who she is: of a stranger there is nothing to log."""
        return self.browser.token is not None

    async def post(self, path: str, fields: dict[str, str]) -> httpx.Response:
        """Post a form with the session's token, which is read off a page once."""
        self.token = self.token or await self.browser.form_token("/desk" if self.is_staff else "/")
        return await self.browser.client.post(path, data={"form_token": self.token, **fields}, headers=SAME)


@dataclass(frozen=True)
class Role:
    """One column. names: whose things the addresses name. who: her key among people or personnel. ages: the rule between 12 and 16."""

    name: str
    names: str
    who: str
    comes: Callable[[Town, "Role"], Awaitable[Guest]]
    ages: str = "national"
    acts_as: str = ""


async def _nobody(town: Town, role: Role) -> Guest:
    return Guest(town.running.browser())


async def _citizen(town: Town, role: Role) -> Guest:
    """Log in; whoever is refused at the door goes on as nobody. A role then tries to go into the record of the one named."""
    browser = await town.browser(role.who)
    if not role.acts_as:
        return Guest(browser, key=role.who)
    answer = await browser.post(
        "/representation/open", {"person": str(town.owners[role.names]), "role": role.acts_as}, page="/representation"
    )
    return Guest(browser, key=role.names if answer.status_code == 303 else role.who)


async def _staff(town: Town, role: Role) -> Guest:
    """Log in at the desk, and open nothing."""
    return Guest(await town.browser(role.who), is_staff=True)


async def _finder(town: Town, role: Role) -> Guest:
    """Find the patient, and come no further."""
    browser = await town.browser(role.who)
    return Guest(browser, found=await _found(browser, town.number(role.names)), is_staff=True)


async def _visitor(town: Town, role: Role) -> Guest:
    """Find the patient, say why, and be let in."""
    browser = await town.browser(role.who)
    return Guest(browser, visit=(await browser.open_record(town.number(role.names))).rpartition("/")[2], key=role.names, is_staff=True)


async def _in_emergency(town: Town, role: Role) -> Guest:
    browser = await town.browser(role.who)
    found = await _found(browser, town.number(role.names))
    answer = await browser.post("/desk/open-emergency", {**found, **EMERGENCY}, page="/desk")
    assert answer.status_code == 303, answer.status_code
    return Guest(browser, visit=answer.headers["location"].rpartition("/")[2], key=role.names, is_staff=True)


async def _in_anothers(town: Town, role: Role) -> Guest:
    """Be in the record of somebody else than whose things the addresses name."""
    browser = await town.browser(role.who)
    return Guest(browser, visit=(await browser.open_record(town.number("per"))).rpartition("/")[2], key="per", is_staff=True)


async def _registering(town: Town, role: Role) -> Guest:
    """Open the little of a record that registering a power of attorney needs."""
    browser = await town.browser(role.who)
    answer = await browser.post("/desk/representation/find", {"number": town.number(role.names)}, page="/desk")
    assert answer.status_code == 303, answer.status_code
    return Guest(browser, visit=answer.headers["location"].split("/")[3], key=role.names, is_staff=True)


async def _reviewing(town: Town, role: Role) -> Guest:
    """Open the little of a record that answering a question about an access needs."""
    browser = await town.browser(role.who)
    fields = {"person": str(town.owners[role.names]), "question": town.ids[role.names]["question"]}
    answer = await browser.post("/desk/questions/open", fields, page="/desk")
    assert answer.status_code == 303, answer.status_code
    return Guest(browser, visit=answer.headers["location"].split("/")[3], key=role.names, is_staff=True)


async def _found(browser: Browser, number: str) -> dict[str, str]:
    """Find a patient, also one whose record only an emergency opens."""
    answer = await browser.post("/desk/find", {"number": number}, page="/desk")
    forms = html.document_fromstring(answer.text).xpath("//form")
    fields = next((each.fields for each in forms if each.get("action") == "/desk/open-emergency"), None)
    return {} if fields is None else {"patient": fields["patient"], "finding": fields["finding"]}


CITIZENS = (
    Role("nobody", "kari", "", _nobody),
    Role("herself", "kari", "kari", _citizen),
    Role("somebody else", "kari", "turid", _citizen),
    Role("parent of a child of six, for it", "jonas", "kari", _citizen, acts_as="parent"),
    Role("parent of a youth, national rule", "elias", "hanne", _citizen, acts_as="parent"),
    Role("parent of a youth, graded rule", "elias", "hanne", _citizen, "graded", "parent"),
    Role("parent without responsibility", "sofie", "jens", _citizen, acts_as="parent"),
    Role("guardian in personal matters", "espen", "anne", _citizen, acts_as="guardian"),
    Role("guardian of money only", "sverre", "lars", _citizen, acts_as="guardian"),
    Role("attorney with results only", "kari", "per", _citizen, acts_as="attorney"),
    Role("attorney whose power ended", "kari", "randi", _citizen, acts_as="attorney"),
    Role("youth of thirteen, national rule", "elias", "elias", _citizen),
    Role("youth of thirteen, graded rule", "elias", "elias", _citizen, "graded"),
    Role("the dead", "kari", "finn", _citizen),
    Role("herself under kode 6", "tone", "tone", _citizen),
    Role("mother of a child under kode 6", "nils", "tone", _citizen, acts_as="parent"),
)

PERSONNEL = (
    Role("treating, in a visit", "kari", "berg", _visitor),
    Role("of another trust, in a visit", "kari", "eide", _visitor),
    Role("treating, one document shielded from her", "kari", "aune", _visitor),
    Role("shielded from all, has found her", "kari", "moen", _finder),
    Role("shielded from all, in an emergency", "kari", "moen", _in_emergency),
    Role("in another patient's record", "kari", "berg", _in_anothers),
    Role("without a profession, has found her", "kari", "grimstad", _finder),
    Role("registrar", "kari", "zachariassen", _staff),
    Role("registrar, where a power is registered", "kari", "zachariassen", _registering),
    Role("privacy officer", "kari", "eva", _staff),
    Role("privacy officer, where she answers", "kari", "eva", _reviewing),
    Role("keeper of policies", "kari", "ruud", _staff),
    Role("regional office", "kari", "refsum", _staff),
    Role("administrator of clients", "kari", ADMINISTRATOR, _staff),
)

ROLES = CITIZENS + PERSONNEL
