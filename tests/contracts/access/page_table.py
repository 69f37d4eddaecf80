"""Who may come where: a row for each address of the site, a letter for each role of `roles.py`, in its order.

What the letters stand for is in `asking.py`. A new page is a new row: judge each letter, do not copy it.

citizens:  0 nobody · 1 herself · 2 somebody else · 3 parent of a child of six · 4 of a youth, national rule · 5 the same, graded rule ·
           6 without responsibility · 7 guardian in personal matters · 8 of money · 9 attorney with results only · 10 whose power ended ·
           11 youth, national rule · 12 the same, graded rule · 13 the dead · 14 herself under kode 6 · 15 mother of a child under kode 6
personnel: 0 treating · 1 of another trust · 2 with one document shielded from her · 3 shielded from all · 4 the same in an emergency ·
           5 in another's record · 6 without a profession · 7 registrar · 8 registering · 9 privacy officer · 10 answering ·
           11 keeper of policies · 12 regional office · 13 administrator of clients
"""

_ROWS = """
# front
GET  /                                                          oooooooooooooooo oooooooooooooo
GET  /about                                                     oooooooooooooooo oooooooooooooo
GET  /privacy                                                   oooooooooooooooo oooooooooooooo
GET  /accessibility                                             oooooooooooooooo oooooooooooooo
# overview
GET  /my-health                                                 lSoSoSoSooolSlSo 33333333333333
# documents
GET  /documents                                                 lSoSoSoSo3olSlSo 33333333333333
GET  /documents/{document_id}                                   lS4S4S4S434lSlS4 33333333333333
GET  /documents/{document_id}/content                           lS4S4S4S434lSlS4 33333333333333
GET  /desk/visit/{visit}/documents                              l3333333333l3l33 SSS4So44o4o444
GET  /desk/visit/{visit}/documents/{document_id}                l3333333333l3l33 SS34S444444444
GET  /desk/visit/{visit}/documents/{document_id}/content        l3333333333l3l33 SS44S444444444
# results
GET  /results                                                   lSoSoSoSoSolSlSo 33333333333333
GET  /results/{result_id}                                       lS4S4S4S4S4lSlS4 33333333333333
GET  /results/reports/{report_id}                               lS4S4S4S4S4lSlS4 33333333333333
GET  /desk/visit/{visit}/results                                l3333333333l3l33 SSS4So44o4o444
GET  /desk/visit/{visit}/results/{result_id}                    l3333333333l3l33 SSS4S444444444
GET  /desk/visit/{visit}/results/reports/{report_id}            l3333333333l3l33 SSS4S444444444
# diagnoses
GET  /diagnoses                                                 lSoSoSoSo3olSlSo 33333333333333
GET  /desk/visit/{visit}/diagnoses                              l3333333333l3l33 SSS4So44o4o444
# appointments
GET  /appointments                                              lSoSoSoSo3olSlSo 33333333333333
GET  /appointments/new                                          loooooooo3ololoo 33333333333333
POST /appointments/new                                          3oooooooo3o3o3oo 33333333333333
GET  /appointments/new/{slot_id}                                loooooooo3ololoo 33333333333333
POST /appointments/new/{slot_id}                                3oooooooo3o3o3oo 33333333333333
GET  /appointments/wish                                         loooooooo3ololoo 33333333333333
POST /appointments/wish                                         3oooooooo3o3o3oo 33333333333333
GET  /appointments/{appointment_id}                             lS4S4S4S434lSlS4 33333333333333
POST /appointments/{appointment_id}/acknowledge                 3d4d444d434343d4 33333333333333
POST /appointments/{appointment_id}/short-notice                3d4d444d434343d4 33333333333333
POST /appointments/{appointment_id}/offer                       3444444443434344 33333333333333
GET  /appointments/{appointment_id}/cancel                      lS4S4n4S434lnlS4 33333333333333
POST /appointments/{appointment_id}/cancel                      3d4d444d434343d4 33333333333333
GET  /appointments/{appointment_id}/move                        lS4S4n4S434lnlS4 33333333333333
POST /appointments/{appointment_id}/move                        3n4n4n4n4343n3n4 33333333333333
GET  /appointments/{appointment_id}/move/{slot_id}              ln4n4n4n434lnln4 33333333333333
POST /appointments/{appointment_id}/move/{slot_id}              3n4n4n4n4343n3n4 33333333333333
GET  /desk/timebook                                             l3333333333l3l33 oooooo33333ooo
POST /desk/timebook/answer                                      3333333333333333 44444444444444
POST /desk/timebook/close                                       3333333333333333 44444444444444
GET  /desk/timebook/open                                        l3333333333l3l33 33333333333333
POST /desk/timebook/open                                        3333333333333333 44444444444444
GET  /desk/timebook/week                                        l3333333333l3l33 33333333333333
GET  /desk/timebook/closing                                     l3333333333l3l33 33333333333333
POST /desk/timebook/closing                                     3333333333333333 44444444444444
GET  /desk/timebook/closed                                      l3333333333l3l33 44444444444444
POST /desk/timebook/closed                                      3333333333333333 44444444444444
GET  /desk/timebook/closed/move                                 l3333333333l3l33 nnnnnnnnnnnnnn
POST /desk/timebook/closed/move                                 3333333333333333 44444444444444
POST /desk/timebook/reopen                                      3333333333333333 44444444444444
GET  /desk/timebook/calendar                                    l3333333333l3l33 oooooo33333ooo
POST /desk/timebook/calendar                                    3333333333333333 iiiiii44444iii
GET  /desk/timebook/differences                                 l3333333333l3l33 oooooo33333ooo
POST /desk/timebook/differences                                 3333333333333333 44444444444444
POST /desk/timebook/differences/free                            3333333333333333 44444444444444
GET  /desk/timebook/short-notice                                l3333333333l3l33 oooooo33333ooo
POST /desk/timebook/short-notice                                3333333333333333 nnnnnn44444nnn
GET  /desk/visit/{visit}/appointments                           l3333333333l3l33 SSS4So44o4o444
POST /desk/visit/{visit}/appointments                           3333333333333333 44444444444444
# referrals
GET  /referrals                                                 lSoSoSoSo3olSlSo 33333333333333
GET  /referrals/{referral_id}                                   lS4S4S4S434lSlS4 33333333333333
GET  /referrals/{referral_id}/withdraw                          lS4n4n4n434lnlS4 33333333333333
POST /referrals/{referral_id}/withdraw                          3d444444434343d4 33333333333333
GET  /desk/visit/{visit}/referrals                              l3333333333l3l33 SSS4So44o4o444
GET  /desk/visit/{visit}/referrals/{referral_id}                l3333333333l3l33 SSS4S444444444
# calendar
GET  /calendar                                                  lSoSoooSo3ololSo 33333333333333
POST /calendar/done                                             3444444443434344 33333333333333
GET  /calendar/new                                              loooo3ooo3ol3loo 33333333333333
POST /calendar/new                                              3444444443434344 33333333333333
GET  /calendar/events/{event_id}                                lS4S444S434l4lS4 33333333333333
POST /calendar/events/{event_id}                                3i4i444i434343i4 33333333333333
GET  /calendar/events/{event_id}/remove                         lS4S444S434l4lS4 33333333333333
POST /calendar/events/{event_id}/remove                         3d4d444d434343d4 33333333333333
GET  /calendar/subscription                                     loooooooo3ololoo 33333333333333
POST /calendar/subscription                                     3iiiiiiii3i3i3ii 33333333333333
POST /calendar/subscription/{feed_id}/revoke                    3444444443434344 33333333333333
# contacts
GET  /contacts                                                  lSoSoSoSo3olSlSo 33333333333333
GET  /contacts/{episode_id}                                     lS4S4S4S434lSlS4 33333333333333
GET  /desk/services                                             l3333333333l3l33 oooooo33333ooo
POST /desk/services/switch                                      3333333333333333 44444433333444
# dialogue
GET  /messages                                                  lSoSo3oSo3olSlSo 33333333333333
GET  /messages/new                                              lSoSo3oSo3olSlSo 33333333333333
POST /messages/new                                              3nnnn3nnn3n3n3nn 33333333333333
GET  /messages/renew                                            lnnnn3nnn3nlnlnn 33333333333333
POST /messages/renew                                            3nnnn3nnn3n3n3nn 33333333333333
GET  /messages/draft/{communication_id}                         lS4S434S434l4lS4 33333333333333
POST /messages/draft/{communication_id}                         3i4i434i434343i4 33333333333333
GET  /messages/draft/{communication_id}/prescriptions           ln4n434n434l4ln4 33333333333333
POST /messages/draft/{communication_id}/prescriptions           3n4n434n434343n4 33333333333333
GET  /messages/draft/{communication_id}/files                   lo4o434o434l4lo4 33333333333333
POST /messages/draft/{communication_id}/files                   3i4i434i434343i4 33333333333333
POST /messages/draft/{communication_id}/files/remove            3d4d434d434343d4 33333333333333
GET  /messages/draft/{communication_id}/fee                     ln4n434n434l4ln4 33333333333333
GET  /messages/draft/{communication_id}/check                   lS4S434S434l4lS4 33333333333333
POST /messages/draft/{communication_id}/send                    3m4m434m434343m4 33333333333333
POST /messages/draft/{communication_id}/discard                 3d4d434d434343d4 33333333333333
GET  /messages/{task_id}                                        lS4S434S434lSlS4 33333333333333
GET  /messages/{task_id}/files/{place}/{communication_id}       lS4S434S434lSlS4 33333333333333
POST /messages/{task_id}/answer                                 3i4i434i4343i3i4 33333333333333
POST /messages/{task_id}/again/{communication_id}               3n4n434n4343n3n4 33333333333333
POST /messages/{task_id}/withdraw                               3n4n434n4343n3n4 33333333333333
# access_log
GET  /access-log                                                looSo3oSo3olSloo 33333333333333
GET  /access-log/{visit_id}                                     lo4o434o434lolo4 33333333333333
GET  /access-log/proof                                          loooo3ooo3ololoo 33333333333333
GET  /access-log/proof/{visit_id}                               lo4o434o434lolo4 33333333333333
GET  /check-proof                                               oooooooooooooooo oooooooooooooo
# access_questions
GET  /access-log/{visit_id}/why                                 lS4S4344434lolS4 33333333333333
POST /access-log/{visit_id}/why                                 3n4n4344434343n4 33333333333333
GET  /desk/questions                                            l3333333333l3l33 333333333SS333
POST /desk/questions/open                                       3333333333333333 444444444dn444
GET  /desk/visit/{visit}/question                               l3333333333l3l33 4444444444S444
POST /desk/visit/{visit}/question/statement                     3333333333333333 4444444444i444
POST /desk/visit/{visit}/question/answer                        3333333333333333 4444444444i444
GET  /desk/unusual                                              l3333333333l3l33 333333333oo333
POST /desk/unusual/begin                                        3333333333333333 44444444444444
# representation
GET  /representation                                            loooooooooololoo 33333333333333
POST /representation/open                                       333n3n3n3n333333 33333333333333
POST /representation/leave                                      3nnnnnnnnnn3n3nn 33333333333333
GET  /representation/given                                      lSo3o3o3o3ololSo 33333333333333
GET  /representation/given/{consent_id}                         lS434343434l4lS4 33333333333333
GET  /representation/given/{consent_id}/seen                    lS434343434l4lS4 33333333333333
GET  /representation/given/{consent_id}/withdraw                lS434343434l4lS4 33333333333333
POST /representation/given/{consent_id}/withdraw                3d434343434343d4 33333333333333
GET  /representation/give                                       loo3o3o3o3ololoo 33333333333333
GET  /representation/give/who                                   loo3o3o3o3ololoo 33333333333333
POST /representation/give/who                                   3ii3i3i3i3i3i3ii 33333333333333
GET  /representation/give/what                                  lnn3n3n3n3nlnlnn 33333333333333
POST /representation/give/what                                  3nn3n3n3n3n3n3nn 33333333333333
GET  /representation/give/sources                               lnn3n3n3n3nlnlnn 33333333333333
POST /representation/give/sources                               3nn3n3n3n3n3n3nn 33333333333333
GET  /representation/give/lasting                               lnn3n3n3n3nlnlnn 33333333333333
POST /representation/give/lasting                               3nn3n3n3n3n3n3nn 33333333333333
POST /representation/give/forget                                3nn3n3n3n3n3n3nn 33333333333333
POST /representation/given/{consent_id}/change                  3n434343434343n4 33333333333333
GET  /representation/give/sign                                  lnn3n3n3n3nlnlnn 33333333333333
POST /representation/give/sign                                  3nn3n3n3n3n3n3nn 33333333333333
GET  /desk/representation                                       l3333333333l3l33 3333333oo33333
POST /desk/representation/find                                  3333333333333333 3333333nn33333
GET  /desk/visit/{visit}/representation                         l3333333333l3l33 44444444S44444
GET  /desk/visit/{visit}/representation/new                     l3333333333l3l33 44444444o44444
POST /desk/visit/{visit}/representation/new                     3333333333333333 44444444i44444
GET  /desk/visit/{visit}/representation/{consent_id}/end        l3333333333l3l33 44444444444444
POST /desk/visit/{visit}/representation/{consent_id}/end        3333333333333333 44444444444444
# inbox
GET  /desk/inbox                                                l3333333333l3l33 oooooo33333ooo
POST /desk/inbox/open                                           3333333333333333 44444444444444
POST /desk/inbox/next                                           3333333333333333 nnnnnn33333nnn
POST /desk/inbox/batch                                          3333333333333333 iiiiii33333iii
GET  /desk/inbox/office                                         l3333333333l3l33 oooooo33333ooo
POST /desk/inbox/office/promise                                 3333333333333333 iiiiii33333iii
POST /desk/inbox/office/template                                3333333333333333 iiiiii33333iii
POST /desk/inbox/office/template/remove                         3333333333333333 nnnnnn33333nnn
POST /desk/inbox/office/told                                    3333333333333333 nnnnnn33333nnn
GET  /desk/visit/{visit}/conversation                           l3333333333l3l33 44444444444444
GET  /desk/visit/{visit}/conversation/files/{message}/{place}   l3333333333l3l33 44444444444444
POST /desk/visit/{visit}/conversation/answer                    3333333333333333 44444444444444
POST /desk/visit/{visit}/conversation/take                      3333333333333333 44444444444444
POST /desk/visit/{visit}/conversation/assign                    3333333333333333 44444444444444
POST /desk/visit/{visit}/conversation/close                     3333333333333333 44444444444444
POST /desk/visit/{visit}/conversation/reject                    3333333333333333 44444444444444
GET  /desk/visit/{visit}/conversation/new                       l3333333333l3l33 ooo4oo44444444
POST /desk/visit/{visit}/conversation/new                       3333333333333333 44444444444444
# enrolment
GET  /desk/enrolment                                            l3333333333l3l33 S3SSSS33333SSS
GET  /desk/enrolment/new                                        l3333333333l3l33 o3oooo33333ooo
POST /desk/enrolment/new                                        3333333333333333 i3iiii33333iii
GET  /desk/enrolment/{task_id}                                  l3333333333l3l33 333333333333S3
POST /desk/enrolment/{task_id}/accept                           3333333333333333 333333333333d3
POST /desk/enrolment/{task_id}/decline                          3333333333333333 333333333333i3
# shields
GET  /shields                                                   lSoSo3o3o3olSlSo 33333333333333
GET  /shields/one/{consent_id}                                  lS4S4444444l4lS4 33333333333333
GET  /shields/one/{consent_id}/lift                             lS4S4444444l4lS4 33333333333333
POST /shields/one/{consent_id}/lift                             3d4d4444444343d4 33333333333333
GET  /shields/new                                               loooo3o3o3ol3loo 33333333333333
GET  /shields/this/{document_id}                                lS444444444lnlS4 33333333333333
POST /shields/this/{document_id}                                3n444444444333n4 33333333333333
POST /shields/new/forget                                        3nnnnnnnnnn3n3nn 33333333333333
GET  /shields/new/whom                                          loooo3o3o3ol3loo 33333333333333
POST /shields/new/whom                                          3iiii3i3i3i333ii 33333333333333
GET  /shields/new/person                                        lnnnn3n3n3nl3lnn 33333333333333
POST /shields/new/person                                        3nnnn3n3n3n333nn 33333333333333
POST /shields/new/person/find                                   3nnnn3n3n3n333nn 33333333333333
GET  /shields/new/profession                                    lnnnn3n3n3nl3lnn 33333333333333
POST /shields/new/profession                                    3nnnn3n3n3n333nn 33333333333333
GET  /shields/new/organisation                                  lnnnn3n3n3nl3lnn 33333333333333
POST /shields/new/organisation                                  3nnnn3n3n3n333nn 33333333333333
POST /shields/new/organisation/find                             3nnnn3n3n3n333nn 33333333333333
GET  /shields/new/what                                          lnnnn3n3n3nl3lnn 33333333333333
POST /shields/new/what                                          3nnnn3n3n3n333nn 33333333333333
GET  /shields/new/documents                                     lnnnn3n3n3nl3lnn 33333333333333
POST /shields/new/documents                                     3nnnn3n3n3n333nn 33333333333333
GET  /shields/new/lasting                                       lnnnn3n3n3nl3lnn 33333333333333
POST /shields/new/lasting                                       3nnnn3n3n3n333nn 33333333333333
GET  /shields/new/warning                                       lnnnn3n3n3nl3lnn 33333333333333
POST /shields/new/warning                                       3nnnn3n3n3n333nn 33333333333333
GET  /shields/new/confirm                                       lnnnn3n3n3nl3lnn 33333333333333
POST /shields/new/confirm                                       3nnnn3n3n3n333nn 33333333333333
GET  /shields/hide/{document_id}                                l3444444444lnl34 33333333333333
POST /shields/hide/{document_id}                                334444444443n334 33333333333333
GET  /shields/wish/{task_id}                                    lS444444444lSlS4 33333333333333
POST /shields/wish/{task_id}/withdraw                          3d4444444443d3d4 33333333333333
GET  /desk/hide-requests                                        l3333333333l3l33 oooooo33333ooo
POST /desk/hide-requests/open                                   3333333333333333 n4n33n44444nnn
GET  /desk/visit/{visit}/hide-requests                          l3333333333l3l33 SoS4So44o4o444
GET  /desk/visit/{visit}/hide-requests/{task_id}                l3333333333l3l33 S4S4S444444444
POST /desk/visit/{visit}/hide-requests/{task_id}/agree          3333333333333333 i4i4i444444444
POST /desk/visit/{visit}/hide-requests/{task_id}/decline        3333333333333333 i4i4i444444444
# notice_log
GET  /notice-log                                                lSoSoooSooololSo 33333333333333
# settings
GET  /settings                                                  loo3o3o3o3ololoo 33333333333333
POST /settings                                                  3ii3i3i3i3i3i3ii 33333333333333
GET  /settings/notices                                          loo3o3o3o3ololoo 33333333333333
POST /settings/notices                                          3ii3i3i3i3i3i3ii 33333333333333
POST /settings/notices/browsers                                 3ii3i3i3i3i3i3ii 33333333333333
POST /settings/notices/browsers/remove                          3nn3n3n3n3n3n3nn 33333333333333
POST /settings/notices/reminders                                3ii3i3i3i3i3i3ii 33333333333333
# desk
GET  /desk                                                      l3333333333l3l33 oooooooooooooo
POST /desk/find                                                 3333333333333333 oooooo44444ooo
POST /desk/open                                                 3333333333333333 444i4444444444
POST /desk/open-emergency                                       3333333333333333 444i4444444444
GET  /desk/visit/{visit}                                        l3333333333l3l33 SSS4So44S4o444
POST /desk/visit/{visit}/leave                                  3333333333333333 nnn4nn44n4n444
GET  /desk/visit/{visit}/emergency                              l3333333333l3l33 ooo4oo44o4o444
POST /desk/visit/{visit}/emergency                              3333333333333333 iii4ii44i4i444
# withholding
GET  /desk/visit/{visit}/withholding                            l3333333333l3l33 SSS4So44o4o444
GET  /desk/withholding                                          l3333333333l3l33 oooooo33333ooo
POST /desk/withholding/open                                     3333333333333333 44444444444444
GET  /desk/visit/{visit}/withholding/new/{document_id}          l3333333333l3l33 SrS4S444444444
POST /desk/visit/{visit}/withholding/new/{document_id}          3333333333333333 iri4i444444444
GET  /desk/visit/{visit}/withholding/{decision_id}/end          l3333333333l3l33 S3S4S444444444
POST /desk/visit/{visit}/withholding/{decision_id}/end          3333333333333333 dnd4d444444444
POST /desk/visit/{visit}/withholding/{decision_id}/review       3333333333333333 nnn4n444444444
# policies
GET  /desk/policies                                             l3333333333l3l33 33333333333o33
GET  /desk/policies/choose                                      l3333333333l3l33 33333333333o33
POST /desk/policies/choose                                      3333333333333333 33333333333i33
POST /desk/policies/chosen                                      3333333333333333 33333333333i33
# rules
GET  /rules                                                     oooooooooooooooo oooooooooooooo
# clients
GET  /desk/clients                                              l3333333333l3l33 3333333333333o
GET  /desk/clients/{client_id}                                  l3333333333l3l33 3333333333333o
GET  /desk/clients/new                                          l3333333333l3l33 3333333333333o
POST /desk/clients/new                                          3333333333333333 3333333333333i
GET  /desk/clients/{client_id}/change                           l3333333333l3l33 3333333333333o
POST /desk/clients/{client_id}/change                           3333333333333333 3333333333333i
GET  /desk/clients/{client_id}/end                              l3333333333l3l33 3333333333333o
POST /desk/clients/{client_id}/end                              3333333333333333 3333333333333n
"""

_READ = [row.split() for row in _ROWS.strip().splitlines() if not row.startswith("#")]
TABLE = {f"{method} {path}": citizens + personnel for method, path, citizens, personnel in _READ}


def suggested(address: str) -> str:
    """Give the beginning of a row that is missing."""
    method, path = address.split()
    return f"{method:4} {path:58} <a letter for each of the citizens> <a letter for each of the personnel>"
