"""What a clinic's own system is told of who writes: whose message it is, by number, and no more at our own desk."""

from innsyn.features.dialogue.tests.conftest import LIEN_ON_THE_WIRE
from innsyn.kernel.systems import PERSON_NUMBER


async def test_a_clinics_own_system_is_told_by_number_whose_message_it_is(kari):
    kari.site.health_contacts.put(LIEN_ON_THE_WIRE)
    await kari.sends()
    ((_, body),) = await kari.resources("Task")
    (number, _) = await kari.world.person("kari")
    assert body["for"]["identifier"] == {"system": PERSON_NUMBER, "value": number.value}


async def test_our_own_desk_is_told_no_number(kari):
    await kari.sends()
    ((_, body),) = await kari.resources("Task")
    assert "identifier" not in body["for"]


async def test_whoever_writes_for_her_to_a_clinics_own_system_tells_her_number_too(kari, attorney):
    siri, _ = attorney
    siri.site.health_contacts.put(LIEN_ON_THE_WIRE)
    await siri.sends()
    ((_, body),) = await kari.resources("Task")
    (number, _) = await kari.world.person("kari")
    assert body["for"]["identifier"]["value"] == number.value
