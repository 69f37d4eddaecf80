"""Kari sees on a phone how long she may wait and by when she is to have help; Arne sees what the law gives when a deadline is broken."""

import pytest

pytestmark = pytest.mark.journey


def test_a_patient_sees_the_wait_and_what_a_broken_deadline_gives(on_phone, at_desk):
    kari = on_phone("kari").goes_to("/referrals").sees("Jern rett i blodet").sees("Ikke rett til helsehjelp").finds_it_accessible()
    kari.follows("Jern rett i blodet").sees("Hjelpen skal starte senest").sees("6 uker").sees("Velg behandlingssted")
    kari.finds_it_accessible().keeps_picture("referral")
    kari.follows("Trekk tilbake henvisningen").sees("plassen i køen går tapt").finds_it_accessible().follows("Behold henvisningen")
    arne = at_desk("arne").goes_to("/referrals").follows("Grå stær").sees("Fristen gikk ut").sees("Ring Helfo").finds_it_accessible()
    arne.goes_to("/referrals").follows("Ultralyd av hjertet").sees("Time er gitt").follows("Se timen")
    arne.follows("Se henvisningen den kommer av").sees("Slik går det")
