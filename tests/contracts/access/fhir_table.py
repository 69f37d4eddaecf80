"""What each kind of token is answered: a row for each ask of `fhir_asks.py`, a letter for each token of `fhir_tokens.py`, in its order.

What the letters stand for is in `fhir_asking.py`. A new interaction or operation is a new ask and a new row: judge each letter.

   0 none · 1 system of the trust that keeps it · 2 that system, results to read only · 3 system of another trust that keeps something ·
   4 of a trust that keeps nothing, until it has found her by number · 5 of a trust she has shielded from · 6 treating clinician ·
   7 of another trust · 8 shielded from one document · 9 shielded from all · 10 the same in an emergency · 11 without a profession ·
   12 she herself · 13 granted to write · 14 somebody else, of her own record · 15 with a token for hers · 16 parent, of her own ·
   17 with a token for the child's · 18 guardian, for the ward's · 19 attorney, for the giver's · 20 youth, national rule ·
   21 graded rule · 22 the dead · 23 she herself under kode 6
"""

_ROWS = """
description                          | eeeeeeeeeeeeeeeeeeeeeeee
description as OpenAPI               | eeeeeeeeeeeeeeeeeeeeeeee
read the patient                     | 1S3444SSS4S4SS4444444S4S
read a document                      | 1S3444SS44S4SS4444444S4S
read a result                        | 1SS444SSS4S4SS4444444S4S
read a result, a part of it          | 1SS444SSS4S4SS4444444S4S
read a power of attorney             | 143444SSS4S4SS444444444S
read a shield                        | 143444444444SS444444444S
read a wish to hide                  | 1S3444SSS4S4SS4444444S4S
read a question                      | 143444444444SS444444444S
read a decision to withhold          | 1S3444SSS4S4444444444444
read what is withheld from her       | 1S3444SSS4S4444444444444
vread                                | 1SS444SSS4S4SS4444444S4S
history of one                       | 1SS444SSS4S4SS4444444S4S
history of a type                    | 1SSSeeSSSeSeSSeeeeeeeSeS
history of everything                | 1SSSeeSSSeSeSSeeeeeeeSeS
search a type                        | 1SSSeeSSSeSeSSeeeeeeeSeS
search by POST                       | 1SSSeeSSSeSeSSeeeeeeeSeS
search without a patient             | 1S3SeeSSSeSeSSeeeeeeeSeS
search by number                     | 1S3SSeSSSeSeSSeeeeeeeSeS
search by id                         | 1S3eeeSSeeSeSSeeeeeeeSeS
search everything                    | 1S3SeeSSSeSeSSeeeeeeeSeS
search everything by POST            | 1SSeeeSSSeSeSSeeeeeeeSeS
count                                | 1SSSeeSSSeSeSSeeeeeeeSeS
include                              | 1S3SeeSSSeSeSSeeeeeeeSeS
revinclude                           | 1S3SSeSSSeSeSSeeeeeeeSeS
chain                                | 1SeSeeSSSeSeSSeeeeeeeSeS
reverse chain                        | 1S3eeeSSSeSeSSeeeeeeeSeS
sorted by what is closed             | 1S3SeeSSSeSeSSeeeeeeeSeS
search powers and shields            | 1e3eeeSSSeSeSSeeeeeeeeeS
search decisions and wishes          | 1S3eeeSSSeSeSSeeeeeeeSeS
compartment, one type                | 1SSSeeSSSeSeSSeeeeeeeSeS
compartment, all                     | 1SSSSeSSSeSeSSeeeeeeeSeS
compartment by POST                  | 1SSSeeSSSeSeSSeeeeeeeSeS
compartment, all by POST             | 1SSSSeSSSeSeSSeeeeeeeSeS
everything                           | 1SSSS4SSS4S4SS4444444S4S
everything by POST                   | 1SSSS4SSS4S4SS4444444S4S
log of the record                    | 1S3SSSeeeeeeSSeeeeeeeSeS
one act of the log                   | 143444444444SS44S4444444
create                               | 1w3wwwwwwuwu33uuuuuuu3u3
create when none is like it          | 1w3wwwwwwuwu33uuuuuuu3u3
update                               | 1w3xxxwxwuwu33uuuuuuu3u3
update by condition                  | 1w3xxxwxwuwu33uuuuuuu3u3
patch                                | 1w3444w4w4w4334444444343
patch by condition                   | 1w3444w4w4w4334444444343
delete                               | 1w3nnnwnwnwn33nnnnnnn3n3
delete by condition                  | 1w3nnnwnwnwn33nnnnnnn3n3
create a power of attorney           | 133333333u3u33uuuuuuu3u3
create a shield                      | 1w3wwwwwwuwu33uuuuuuu3u3
create a wish to hide                | 1w3wwwwwwuwu33uuuuuuu3u3
withdraw a power of attorney         | 1x3xxxxxxuxu33uuuuuuu3u3
delete a shield                      | 1n3nnnnnnnnn33nnnnnnn3n3
delete a decision to withhold        | 1w3nnnwnwnwn33nnnnnnn3n3
make another's number hers           | 1u3xxxuxu3u3333333333333
transaction that creates             | 1w3wwwwwwuwu33uuuuuuu3u3
transaction that reads               | 1SSbbbSSSbSbSSbbbbbbbSbS
batch that updates                   | 1wbbbbwbwbwbbbbbbbbbbbbb
batch that searches                  | 1SSSSnSSSnSnSSnnnnnnnSnS
batch with a power of attorney       | 1bbbbbbbbbbbbbbbbbbbbbbb
validate                             | 1nnnnnnnnnnnnnnnnnnnnnnn
validate what stands                 | 1ee444eee4e4ee4444444e4e
export                               | 1aaaaa333333333333333333
export of patients                   | 1a3aaa333333333333333333
export by POST                       | 1aaaaa333333333333333333
export of a group                    | 143444333333333333333333
another's export                     | 144444444444444444444444
stop another's export                | 144444444444444444444444
file of another's export             | 144444444444444444444444
import                               | 1a3aaa333333333333333333
subscribe                            | 1n3nnn333333333333333333
another's subscription               | 143444444444444444444444
search subscriptions                 | 1e3eeeeeeeeeeeeeeeeeeeee
change another's subscription        | 143444444444344444444444
status of another's subscription     | 143444444444444444444444
status of subscriptions              | 1n3nnnnnnnnnnnnnnnnnnnnn
events of another's subscription     | 143444444444444444444444
send another's events again          | 143444444444344444444444
topics                               | 1e3eeeeeeeeeeeeeeeeeeeee
delete another's subscription        | 1n3nnnnnnnnn3nnnnnnnnnnn
"""

TABLE = {name.strip(): letters.strip() for name, letters in (row.split("|") for row in _ROWS.strip().splitlines())}
