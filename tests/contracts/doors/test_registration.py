"""A client that is not registered as it says gets nothing: seen from our side, as `par.*` in the technical log."""

import pytest

from innsyn.edge.openid.signing_key import signing_key_in
from innsyn.web.doors import Departure, LoginFailed


async def begun(door):
    return await door.begin(return_to="/", locale="nb")


@pytest.mark.parametrize("door", ["citizens_with", "staff_with"])
async def test_client_as_registered_may_begin(world, door):
    assert isinstance(await begun(getattr(world, door)()), Departure)


@pytest.mark.parametrize("door", ["citizens_with", "staff_with"])
async def test_unregistered_client_is_refused(world, door):
    outcome = await begun(getattr(world, door)(client_id="nobody"))

    assert outcome == LoginFailed(reason_key="login.failed.refused", detail="par.invalid_client")


@pytest.mark.parametrize("door", ["citizens_with", "staff_with"])
@pytest.mark.parametrize("ending", ["/", "?x=1", "#x", "/../callback"])
async def test_callback_is_compared_letter_by_letter(world, door, ending):
    registered = getattr(world, door)()._settings.redirect_uri
    outcome = await begun(getattr(world, door)(redirect_uri=registered + ending))

    assert outcome.detail == "par.invalid_request"


@pytest.mark.parametrize("door", ["citizens_with", "staff_with"])
async def test_client_with_another_key_is_refused(world, door, tmp_path):
    outcome = await begun(getattr(world, door)(key=signing_key_in(tmp_path, "other")))

    assert outcome.detail == "par.invalid_client"


async def test_scope_that_is_not_registered_is_refused(world):
    outcome = await begun(world.staff_with(scope="nhn:phr/mhd/read-document"))

    assert outcome.detail == "par.invalid_scope"
