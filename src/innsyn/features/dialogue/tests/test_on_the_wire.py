"""What a clinic's own system is told of who writes: whose message it is, by number, and no more at our own desk."""

from innsyn.features.dialogue.tests.conftest import LIEN, LIEN_ON_THE_WIRE, badges
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


async def test_what_is_sent_again_to_a_clinic_that_has_moved_to_our_desk_is_delivered_by_that(kari):
    kari.site.health_contacts.put(LIEN_ON_THE_WIRE)
    thread = await kari.sends()
    kari.moves(minutes=16)
    kari.site.health_contacts.put(LIEN)
    ((row, _),) = await kari.resources("Communication")
    assert await kari.post(f"{thread}/again/{row.id}") == thread
    assert badges(await kari.get(thread)) == ["Levert"]
    ((_, message),) = await kari.resources("Communication")
    ((_, task),) = await kari.resources("Task")
    assert (message["status"], task["status"]) == ("completed", "received")
