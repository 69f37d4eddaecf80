"""The stories hang together: births after pregnancies, treatment after diagnosis, shields where they were asked for."""

import io
import json
from base64 import b64decode
from datetime import date, timedelta

import pypdf

from innsyn.kernel.clock import norwegian_date
from innsyn.sandbox.stories.lives import STORIES
from innsyn.sandbox.stories.referrals import last_told


def of(told, key, kind):
    return [resource for resource in told[key].resources if resource["resourceType"] == kind]


def codes(told, key):
    return {condition["code"]["coding"][0]["code"]: condition for condition in of(told, key, "Condition")}


def day(text):
    return date.fromisoformat(text[:10])


def words_of(binary):
    file = b64decode(binary["data"])
    if binary["contentType"] == "application/pdf":
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)
    return file.decode()


def labels(resource):
    return {coding["code"] for coding in resource.get("meta", {}).get("security", [])}


def series(told, key, analysis):
    values = [
        (each["effectiveDateTime"], each["valueQuantity"]["value"])
        for each in of(told, key, "Observation")
        if each["code"]["text"] == analysis
    ]
    return [value for _, value in sorted(values)]


def test_there_are_at_least_fourteen_stories_over_several_years(land, told):
    assert len(STORIES) >= 14
    spans = {}
    for key in STORIES:
        days = [day(each["period"]["start"]) for each in of(told, key, "Encounter")]
        spans[key] = (max(days) - min(days)).days
    assert sum(span > 3 * 365 for span in spans.values()) >= 14


def test_every_living_story_ends_near_today(land, told):
    for key in STORIES:
        if key != "olav":
            newest = max(day(each["period"]["start"]) for each in of(told, key, "Encounter"))
            assert land.today - newest < timedelta(days=100), key


def test_ella_is_born_when_ingrid_is_delivered_nine_months_after_the_beginning(land, told):
    birth = next(each for each in of(told, "ingrid", "Encounter") if each["class"]["code"] == "IMP")
    assert day(birth["period"]["start"]) == land.people["ella"].born_on == day(of(told, "ella", "Encounter")[0]["period"]["start"])
    pregnancy = codes(told, "ingrid")["W78"]
    assert 200 < (day(pregnancy["abatementDateTime"]) - day(pregnancy["onsetDateTime"])).days < 280


def test_kari_gave_birth_on_her_childrens_birthdays(land, told):
    births = {day(each["period"]["start"]) for each in of(told, "kari", "Encounter") if each["reasonCode"][0]["coding"][0]["code"] == "O80"}
    assert births == {land.people["jonas"].born_on, land.people["oda"].born_on}


def test_leila_is_still_pregnant_in_week_thirty_one(land, told):
    pregnancy = codes(told, "leila")["W78"]
    assert pregnancy["clinicalStatus"]["text"] == "Active"
    assert 150 < (land.today - day(pregnancy["onsetDateTime"])).days < 200
    assert "O24.4" in codes(told, "leila")


def test_amina_was_fourteen_when_she_fell_ill_and_gets_better(land, told):
    found = codes(told, "amina")["E10.9"]
    assert land.people["amina"].age(day(found["onsetDateTime"])) == 14
    values = series(told, "amina", "Hb-HbA1c (IFCC)")
    assert values[0] == 104
    assert values[-1] == 54


def test_operations_happen_during_a_stay_or_a_visit_of_the_same_day(told):
    for key in STORIES:
        visits = {f"Encounter/{each['id']}": each for each in of(told, key, "Encounter")}
        for procedure in of(told, key, "Procedure"):
            visit = visits[procedure["encounter"]["reference"]]
            assert day(procedure["performedDateTime"]) == day(visit["period"]["start"])


def test_papers_are_written_on_or_after_the_contact_they_tell_of(told):
    for life in told.values():
        for document in (each for each in life.resources if each["resourceType"] == "DocumentReference"):
            assert document["date"] >= document["context"]["period"]["start"], document["id"]


def test_discharge_summaries_follow_the_discharge(told):
    for life in told.values():
        for document in (each for each in life.resources if each["resourceType"] == "DocumentReference"):
            if document["type"]["coding"][0]["code"] == "A03-2":
                assert day(document["date"]) >= day(document["context"]["period"]["end"])


def test_medicines_in_use_began_and_stopped_ones_stopped_afterwards(told):
    for life in told.values():
        for statement in (each for each in life.resources if each["resourceType"] == "MedicationStatement"):
            period = statement["effectivePeriod"]
            assert (statement["status"] == "active") == ("end" not in period)
            assert period["start"] <= period.get("end", "9")


def test_arne_has_three_prescriptions_to_renew_and_what_the_hospital_gives_him_is_none(told):
    going_on = [each for each in of(told, "arne", "MedicationRequest") if each["status"] == "active"]
    assert {each["medicationCodeableConcept"]["text"] for each in going_on} == {"Apiksaban", "Losartan", "Metoprolol"}
    used = [each for each in of(told, "arne", "MedicationStatement") if each["status"] == "active" and "basedOn" not in each]
    assert [each["medicationCodeableConcept"]["text"] for each in used] == ["Aflibercept, injeksjon i øyet"]


def test_a_referral_comes_on_the_day_its_course_was_last_told(told):
    (referral,) = [each for each in of(told, "kari", "ServiceRequest") if each["code"].get("text") == "Åreknuter"]
    told_on = [each["valueDate"] for each in referral["contained"][0]["output"]]
    assert (norwegian_date(last_told(referral)).isoformat(), len(told_on)) == (max(told_on), 2)
    assert last_told(referral | {"contained": []}) is None


def test_arnes_warfarin_ends_where_apixaban_begins(told):
    used = {each["medicationCodeableConcept"]["text"]: each["effectivePeriod"] for each in of(told, "arne", "MedicationStatement")}
    assert "end" in used["Warfarin"]
    assert "end" not in used["Apiksaban"]
    assert len(series(told, "arne", "P-PT-INR")) > 50


def test_long_courses_can_be_drawn(told):
    courses = {
        ("odd", "Oksygenmetning"): 100,
        ("odd", "FEV1"): 8,
        ("ante", "Vekt"): 60,
        ("jakob", "PEF"): 40,
        ("per", "P-CEA"): 6,
        ("rolf", "P-PSA"): 3,
        ("kari", "P-Ferritin"): 8,
        ("olav", "P-Kreatinin"): 7,
    }
    for (key, analysis), least in courses.items():
        assert len(series(told, key, analysis)) >= least, (key, analysis)


def test_conditions_end_after_they_begin(told):
    for life in told.values():
        for condition in (each for each in life.resources if each["resourceType"] == "Condition"):
            assert condition["onsetDateTime"] <= condition.get("abatementDateTime", "9"), condition["id"]


def test_interpretation_agrees_with_the_reference_range(told):
    for life in told.values():
        for observation in (each for each in life.resources if "interpretation" in each):
            value, limits = observation["valueQuantity"]["value"], observation["referenceRange"][0]
            reading = observation["interpretation"][0]["coding"][0]["code"]
            low, high = limits.get("low", {}).get("value"), limits.get("high", {}).get("value")
            expected = "L" if low is not None and value < low else "H" if high is not None and value > high else "N"
            assert reading == expected


def test_everything_silje_told_the_clinic_is_shielded_and_her_hay_fever_is_not(land, told):
    clinic = land.legal_entity("solvskogen-psykisk-dps").number
    for resource in told["silje"].resources:
        if resource.get("meta", {}).get("source", "").endswith(clinic) and resource["resourceType"] != "DocumentReference":
            assert labels(resource) == {"NORS"}, resource["id"]
    assert labels(codes(told, "silje")["R97"]) == set()


def test_no_word_of_siljes_depression_stands_in_an_open_resource(told):
    words = ("depresj", "escitalopram", "phq-9", "dps")
    for resource in told["silje"].resources:
        is_shielded = "NORS" in labels(resource) or "NORS" in json.dumps(resource.get("securityLabel", []))
        assert is_shielded or not any(word in json.dumps(resource, ensure_ascii=False).lower() for word in words), resource["id"]


def test_mias_visits_about_contraception_are_hidden_from_her_parents_and_her_knee_is_not(told):
    hidden = [each for each in of(told, "mia", "Encounter") if "NORN_FORANS" in labels(each)]
    assert len(hidden) == 2
    for resource in told["mia"].resources:
        if "prevensjon" in json.dumps(resource, ensure_ascii=False).lower() and resource["resourceType"] != "DocumentReference":
            assert labels(resource) == {"NORN_FORANS"}, resource["id"]
    assert labels(codes(told, "mia")["L15"]) == set()


def test_elias_cannot_find_the_gene_in_any_open_paper(told):
    hidden = {each["id"] for each in told["elias"].resources if "NORN_UNGDOM" in labels(each)}
    for binary in of(told, "elias", "Binary"):
        assert binary["id"] in hidden or "MYBPC3" not in words_of(binary)
    assert any("MYBPC3" in words_of(binary) for binary in of(told, "elias", "Binary") if binary["id"] in hidden)


def test_rolfs_diagnosis_waits_for_the_conversation(land, told):
    assert labels(codes(told, "rolf")["C61"]) == {"NORN_FPB"}
    talk = next(each for each in of(told, "rolf", "Appointment") if each["status"] == "booked")
    assert day(talk["start"]) > land.today


def test_tones_record_says_nowhere_where_she_lives(land, told):
    home = land.people["tone"].address
    text = json.dumps(told["tone"].resources, ensure_ascii=False)
    assert home.line not in text
    assert home.postal_code not in text
    assert "telecom" not in told["tone"].resources[0]


def test_olav_died_and_his_record_closed(told):
    assert "deceasedDateTime" in told["olav"].resources[0]
    assert all(each["status"] == "finished" for each in of(told, "olav", "Encounter"))
    assert of(told, "olav", "Appointment") == []


def test_children_have_the_vaccines_of_their_age(land, told):
    def given(key):
        return {each["vaccineCode"]["coding"][0]["code"] for each in of(told, key, "Immunization")}

    assert "J07BM03" in given("mia")
    assert "J07BM03" not in given("oda")
    assert given("ella") == set()
    assert "J07BD52" in given("oda")


def test_jakobs_two_homes_are_both_told_of(land, told):
    text = json.dumps(of(told, "jakob", "CarePlan"), ensure_ascii=False)
    assert "begge hjem" in text
