"""Who gets what at every address: the one table that an access review reads. Walked by test_access.py.

# long: one row for each address of the house, read from top to bottom by whoever reviews access

The columns are people, not roles:

    visitor   has no account                        ben    supports Ana
    eve       has an account and no part here       ana    the person it is about
    dan       supports people of another programme  cora   coordinates Ana's programme
    kim       is Ben's colleague                    ada    administers

and the answers are

    200       the page                              403    it is there, and not for them: the page says why
    in        sent to sign in                       404    to them it does not exist
    >name     sent on to that address               405    this address is only written to

PAGES is what opening an address gives. WRITES is what sending its form gives; what is sent harms nothing and is as a
person would send it. An address without a row in WRITES takes no form at all, which is tested too.
Arguments are names of things.py, such as `contact`: a contact of Ben with Ana. In what is sent, `@ana` is Ana's key, and
`given` names what has to be there without standing in the address.
"""

WHO = ("visitor", "eve", "dan", "kim", "ben", "ana", "cora", "ada")

Row = tuple[dict[str, str], str]
Write = tuple[dict[str, str], dict, str]

ANA = {"person_id": "ana"}
CONTACT = {"encounter_id": "contact"}
MET = {"encounter_id": "gathering"}  # Dan held it; Ana and Mo came
NOTED = {"encounter_id": "noted"}
MESSAGE = {"message_id": "message"}
BRIDGED_CALL = {"call_id": "bridged_call"}  # Ben calls Ana
CODE_MESSAGE = {"message_id": "code_message"}
WAY = ANA | {"way_id": "way"}
PERMISSION = WAY | {"purpose": "purpose"}
TEXT = ANA | {"message_id": "written_text"}  # Ben wrote to Ana, and sends it with his own phone
HEARD = {"heard_id": "heard_text"}  # from Ana's telephone
GLASS = {"glass_id": "glass"}  # Dan opened Ana's record in an emergency
CONSENT = ANA | {"consent_id": "consent"}
RELATION = ANA | {"relation_id": "relation"}  # Ben supports Ana
ROLE = ANA | {"role_id": "role"}  # Ana takes part in the programme
PASSKEY = {"pk": "passkey"}  # Ben's
PROGRAMME = {"programme_id": "river"}
SITE = {"site_id": "site"}
KIND = {"kind_id": "phone"}
TOPIC = {"topic_id": "topic"}
VALUE = {"value_id": "value"}
LINE = {"line_id": "line"}
REPORT = {"name": "report"}
FILE = REPORT | {"ending": "ending"}
SHEET = {"draft_id": "import_draft"}  # a schedule that Cora sent
DATE = {"session_id": "circle_date"}  # of a group of Ana's programme for which one signs up, held by Ben and Kim
PLACE = DATE | {"sign_up_id": "place"}  # Ana's
CIRCLE = {"slug": "circle_slug"}  # that group
WALK = {"slug": "walk_slug"}  # a group at which one asks first, held by Ben and Kim
WALK_ASKER = WALK | {"member_id": "asker"}
WALK_MEMBER = WALK | {"member_id": "group_member"}
IDEA = {"voice_id": "idea"}
TODAY = {"session_id": "todays"}  # a date of a group of Ben's and Kim's, today
GROUP_TODAY = {"given": "todays"}
CAME = TODAY | {"arrival_id": "came"}
FEED_OF_KIM = {"token": "calendar_token"}
TWINS = ANA | {"other_id": "twin"}  # was written down twice
CALL = {"call_id": "planned_call"}  # to Ana, given to Ben
BEGUN = {"call_id": "begun_call"}  # which Ben has begun
TALKED = {"encounter_id": "talked_call"}
DECISION = {"question_id": "question"}
GAP = {"shift_id": "gap"}  # a shift of Ana's programme
BENS_SHIFT = {"shift_id": "bens_shift"}
ROUND_NOW = {"given": "bens_round"}

CIRCLE_DATE = CIRCLE | {"session_id": "circle_date"}
CIRCLE_HOST = CIRCLE | {"host_id": "circle_host"}  # Kim
DUTY = CIRCLE_DATE | {"duty_id": "duty"}  # Ben has that date
DUTY_BACK = CIRCLE_DATE | {"duty_id": "duty_given_back"}
STEP = ANA | {"entry_id": "goal_step"}  # on Ana's goal page, written by Ben
GOAL = ANA | {"entry_id": "goal"}
STEP_VERSION = STEP | {"version_id": "goal_step_version"}
PART = {"part_id": "plan_part"}  # of Ana's wellness plan
PART_VERSION = PART | {"version_id": "plan_version"}
PLAN_SHARE = {"share_id": "plan_share"}
PAPER_COPY = {"copy_id": "paper_copy"}
FORMS_LINK = {"link_id": "forms_link"}
ASKED = {"request_id": "asked"}  # somebody unknown would like to meet a peer
ANAS_REQUEST = {"request_id": "anas_request"}
CLOSED_REQUEST = {"request_id": "closed_request"}
WISH = {"wish_id": "wish"}  # somebody who was there would like a call
BACKUP = {"backup_id": "backup"}  # Ben asked
BACKUP_GIVEN = {"backup_id": "backup_given"}  # Kim is on it
DEBRIEF = {"debrief_id": "debrief"}  # Ben's, with Kim
EVENT = {"event_id": "event"}  # Ben wrote it with Ana
LINE_CALL = {"encounter_id": "line_call"}  # Ben took it; Kim is on the line at this moment
CALL_BACK = {"call_back_id": "call_back"}  # of that call
CALLER = {"caller_id": "known_caller"}  # of River
ON_LINE = {"given": "line_shift"}
WITH_AGREEMENT = {"caller_id": "known_caller", "given": "call_agreement"}

PROPOSED = {"row_id": "proposed"}  # Kim for Ana, in Cora's draft
WAITS = {"request_id": "waiting_request"}  # Ana would like to meet somebody
APART = {"apart_id": "apart"}  # Ana and Kim, said Cora
CHOOSER = {"request_id": "request"}  # Ana asked to meet somebody in River; Kim is suggested
SUGGESTION = {"suggestion_id": "suggestion_asked"}  # Ana would like to meet Kim, who is asked
PAIRING = {"pairing_id": "pairing"}  # Ana and Kim meet one to one
FAREWELL = {"farewell_id": "farewell"}  # Kim has ended it, and Ana has not read it yet
CALLS = ANA | {"given": "check_in_plan"}  # Ana's own plan of check-in calls
CALL_TIME = CALLS | {"time_id": "call_time"}
AWAY = CALLS | {"absence_id": "absence"}
DECIDED = CALLS | {"question_id": "decided"}  # Ana was not reached; Cora decided
AGREED_STEP = CALLS | {"step_id": "agreed_step"}

PAGES: dict[str, Row] = {
    # name of the address         arguments   visitor eve     dan     kim     ben     ana     cora    ada
    # For whoever comes by
    "front":                      ({},        "200    >today  >today  >today  >today  >today  >today  >today"),
    "health":                     ({},        "503    503     503     503     503     503     503     503"),  # no worker runs here
    "gallery":                    ({},        "200    200     200     200     200     200     200     200"),  # components, no people
    "set_up":                     ({},        "in     404     404     404     404     404     404     404"),  # once, in a new house
    # Home: one's own things, and people one may open by relation. Administrators open nobody.
    "today":                      ({},        "in     200     200     200     200     200     200     200"),
    "people":                     ({},        "in     200     200     200     200     200     200     200"),  # whom one may open
    "person":                     (ANA,       "in     404     404     404     200     >my_record 200  404"),
    "openings":                   (ANA,       "in     404     404     404     403     200     200     404"),
    "my_record":                  ({},        "in     200     200     200     200     200     200     200"),
    "my_record_file":             ({},        "in     200     200     200     200     200     200     200"),
    "my_openings":                ({},        "in     200     200     200     200     200     200     200"),
    "more":                       ({},        "in     200     200     200     200     200     200     200"),
    # Logging: those who work with people. A contact is read by those who were there and those who may open the record.
    "log":                        ({},        "in     403     200     200     200     403     200     403"),
    "attempt":                    ({},        "in     403     200     200     200     403     200     403"),
    "encounter":                  (CONTACT,   "in     404     404     404     200     200     200     404"),
    "offer":                      (CONTACT,   "in     404     404     404     200     403     403     404"),
    "survey_wall":                (MET,     "in     404     >offer  404     403     403     403     404"),  # no code is at hand
    "survey_cards":               (MET,     "in     404     >offer  404     403     403     403     404"),
    "note":                       (CONTACT,   "in     404     404     404     200     200     403     404"),
    "note_answer":                (NOTED,     "in     404     404     404     403     200     403     404"),
    # Parts of a record: the person, who supports them, and the coordinator of their programme unless they are colleagues.
    "new_person":                 ({},        "in     403     200     200     200     403     200     200"),
    "person_details":             (ANA,       "in     404     404     404     200     200     200     404"),
    "merging":                    (ANA,       "in     404     404     404     403     403     200     404"),
    "ways":                       (ANA,       "in     404     404     404     200     200     200     404"),
    "way_permission":             (PERMISSION,"in     404     404     404     200     200     200     404"),
    # Texts: those who may open the record, each their own thread; what came in is shown to those who may open whose number it is.
    "texts":                      (ANA,       "in     404     404     404     200     >my_texts 200  404"),
    "incoming":                   ({},        "in     403     200     200     200     403     200     200"),
    "my_texts":                   ({},        "in     200     200     200     200     200     200     200"),
    "consents":                   (ANA,       "in     404     404     404     200     200     200     404"),
    "relations":                  (ANA,       "in     404     404     404     200     200     200     404"),
    "person_roles":               (ANA,       "in     404     404     404     200     200     200     200"),  # Ada sees roles alone
    "person_sign_in":             (ANA,       "in     404     404     404     403     403     200     200"),
    "person_card":                (ANA,       "in     404     404     404     403     403     200     200"),
    "roles":                      ({},        "in     403     403     403     403     403     200     200"),
    "break_glass":                ({},        "in     403     200     200     200     403     200     403"),
    # One to one: the person chooses, or the coordinator with them; only who is asked answers; the two and the coordinator see it.
    "choice":                     (CHOOSER,   "in     404     404     404     404     200     200     404"),
    "own_choice":                 ({},        (">own_code " * 8)),  # no code is at hand
    "suggestions":                (CHOOSER,   "in     404     404     404     404     403     200     404"),
    "suggestion":                 (SUGGESTION,"in     404     404     200     404     404     404     404"),
    "pairings":                   ({},        "in     403     200     200     200     403     200     403"),
    "pairing":                    (PAIRING,   "in     404     404     200     404     200     200     404"),
    "pairing_ending":             (PAIRING,   "in     404     404     200     404     200     200     404"),
    "farewell":                   (FAREWELL,  "in     404     404     404     404     200     404     404"),
    "my_supporter":               ({},        "in     200     200     200     200     200     200     200"),
    # Calls: those who are on duty in turn. A call is for whoever it was given to, who is on duty for it, and who may open the
    # record; Ana reads hers in her record. The round and its decisions: who coordinates the programme.
    "calls":                      ({},        "in     403     200     200     200     403     200     403"),
    "call":                       (CALL,      "in     404     404     404     200     >my_record 200  404"),
    "call_talk":                  (TALKED,    "in     404     404     404     200     403     403     404"),
    "call_round":                 ({},        "in     403     403     403     403     403     200     403"),
    "call_question":              (DECISION,  "in     404     404     404     404     404     200     404"),
    # The rota of one's programmes; making it, its coordinators
    "rota":                       ({},        "in     403     200     200     200     403     200     403"),
    "rota_week":          ({"week": "week"},  "in     403     200     200     200     403     200     403"),
    "shifts":                     ({},        "in     403     403     403     403     403     200     403"),
    "shift":                      (GAP,       "in     404     404     403     403     404     200     404"),
    # Ways in: open to whoever comes; those who are in already are sent on.
    "account_login":              ({},        "200    >today  >today  >today  >today  >today  >today  >today"),
    "account_request_login_code": ({},        "in     in      in      in      in      in      in      in"),
    "account_confirm_login_code": ({},  ">account_request_login_code  >today  >today  >today  >today  >today  >today  >today"),
    "text":                       ({},        "200    200     200     200     200     200     200     200"),
    "texted_code":                ({},        ">text  >text   >text   >text   >text   >text   >text   >text"),
    "card_entrance":              ({},        "200    200     200     200     200     200     200     200"),
    "mfa_login_webauthn":         ({},        "in     >today  >today  >today  >today  >today  >today  >today"),
    "mfa_authenticate":           ({},        "in     >today  >today  >today  >today  >today  >today  >today"),
    "account_inactive":           ({},        "200    200     200     200     200     200     200     200"),
    "entry":          ({"token": "token"},    "200    200     200     200     200     200     200     200"),  # a button, nothing yet
    "account_logout":             ({},        "in     200     200     200     200     200     200     200"),
    # Signing in: everybody their own account, and nobody another's.
    "signing_in":                 ({},        "in     200     200     200     200     200     200     200"),
    "lock":                       ({},        "in     200     200     200     200     200     200     200"),
    "card":                       ({},        "in     200     200     200     200     200     200     200"),
    "card_print":                 ({},        "in     200     200     200     200     200     200     200"),
    "second_step":                ({},        "in     200     200     200     200     200     200     200"),
    # The second step: everybody their own. 403: nothing to confirm it with; 404: nothing there to remove or to show.
    "mfa_activate_totp":          ({},        "in     200     200     200     200     200     200     200"),
    "mfa_deactivate_totp":        ({},        "in     404     404     404     404     404     404     404"),
    "mfa_add_webauthn":           ({},        "in     200     200     200     200     200     200     200"),
    "mfa_remove_webauthn":        (PASSKEY,   "in     404     404     404     >mfa_reauthenticate_webauthn 404 404 404"),
    "mfa_view_recovery_codes":    ({},        "in     404     404     404     404     404     404     404"),
    "mfa_generate_recovery_codes":({},        "in     200     200     200     200     200     200     200"),
    "mfa_reauthenticate":         ({},        "in     403     403     403     403     403     403     403"),
    "mfa_reauthenticate_webauthn":({},        "in     403     403     403     403     403     403     403"),
    "account_reauthenticate":     ({},        "in     403     403     403     403     403     403     403"),  # nobody has a password
    "mfa_index":                  ({},        (">signing_in " * 8)),  # names that django-allauth wants; nothing of their own
    "mfa_list_webauthn":          ({},        (">signing_in " * 8)),
    # The survey: whoever comes, and nobody is known there.
    "survey":                     ({},        "200    200     200     200     200     200     200     200"),
    "survey_thanks":              ({},        "200    200     200     200     200     200     200     200"),
    # The public calendar: whoever comes, and nobody is known there.
    "calendar":                   ({},        "200    200     200     200     200     200     200     200"),
    "calendar_month":     ({"month": "month"}, "200    200     200     200     200     200     200     200"),
    "calendar_week":        ({"week": "week"}, "200    200     200     200     200     200     200     200"),
    "calendar_list":              ({},        "200    200     200     200     200     200     200     200"),
    "calendar_feeds":             ({},        "200    200     200     200     200     200     200     200"),
    "calendar_feed":              ({},        "200    200     200     200     200     200     200     200"),
    "programme_feed":   ({"code": "river_code"}, "200    200     200     200     200     200     200     200"),
    "meetings":                   ({},        "200    200     200     200     200     200     200     200"),
    "gatherings":                 ({},        "200    200     200     200     200     200     200     200"),
    "gathering":                  (CIRCLE,    "200    200     200     200     200     200     200     200"),
    "gathering_feed":             (CIRCLE,    "200    200     200     200     200     200     200     200"),
    "calendar_date":              (DATE,      "200    200     200     200     200     200     200     200"),
    "calendar_date_file":         (DATE,      "200    200     200     200     200     200     200     200"),
    # One's own calendar: everybody makes theirs; its address alone opens it, as calendar programs know no sign-in.
    "my_calendar":                ({},        "in     200     200     200     200     200     200     200"),
    "personal_feed":              (FEED_OF_KIM, "200    200     200     200     200     200     200     200"),
    # Asking to meet a peer: whoever comes. Who waits is for coordinators, and for the helper who typed it.
    "ask":                        ({},        "200    200     200     200     200     200     200     200"),
    "ask_referral":               ({},        "200    200     200     200     200     200     200     200"),
    "ask_typed":                  ({},        "in     403     200     200     200     403     200     403"),
    "own_request_change":         ({},        (">own_code " * 8)),  # no code on this device
    "my_requests":                ({},        "in     200     200     200     200     200     200     200"),
    "requests":                   ({},        "in     403     403     403     403     403     200     403"),
    "request":                    (ASKED,     "in     404     404     404     404     404     200     404"),
    "request_person":             (ASKED,     "in     404     404     404     404     404     >request 404"),
    "experiences":                ({},        "in     403     403     403     403     403     200     200"),
    "experience": ({"code": "experience_code"}, "in     403     403     403     403     403     200     200"),
    # The organisation's lists: those who keep the house.
    "organisation":               ({},       "in     403     403     403     403     403     200     200"),
    "organisation_details":       ({},       "in     403     403     403     403     403     200     200"),
    "organisation_words":         ({},       "in     403     403     403     403     403     200     200"),
    "programmes":                 ({},       "in     403     403     403     403     403     200     200"),
    "programme":                  (PROGRAMME, "in     403     403     403     403     403     200     200"),
    "sites":                      ({},       "in     403     403     403     403     403     200     200"),
    "site":                       (SITE,     "in     403     403     403     403     403     200     200"),
    "kinds":                      ({},       "in     403     403     403     403     403     200     200"),
    "kind":                       (KIND,     "in     403     403     403     403     403     200     200"),
    "topics":                     ({},       "in     403     403     403     403     403     200     200"),
    "topic":                      (TOPIC,    "in     403     403     403     403     403     200     200"),
    "values":                     ({},       "in     403     403     403     403     403     200     200"),
    "value":                      (VALUE,    "in     403     403     403     403     403     200     200"),
    "crisis_lines":               ({},       "in     403     403     403     403     403     200     200"),
    "crisis_line":                (LINE,     "in     403     403     403     403     403     200     200"),
    # The door: a device that nobody opened today shows nothing, whoever holds it. Hosts and coordinators open one.
    "door":                       ({},        "403    403     403     403     403     403     403     403"),
    "arrival":                    (TODAY,     "403    403     403     403     403     403     403     403"),
    "door_thanks":                ({},        "403    403     403     403     403     403     403     403"),
    "door_worker":                ({},        "200    200     200     200     200     200     200     200"),  # a program, the same for all
    "door_opening":               (GROUP_TODAY, "in   403     403     200     200     403     200     403"),
    # Who came: the hosts of that group (Ben and Kim), and the coordinator of its programme. Names of a closed one: its hosts alone.
    "sheet":                      (TODAY,     "in     404     404     200     200     404     200     404"),
    "arrivals":                   (TODAY,     "in     404     404     200     200     404     200     404"),
    # Reports: those who answer for the work. They hold no names. What a number means may be read by all who are here.
    "reports":                    ({},       "in     403     403     403     403     403     200     200"),
    "report":                     (REPORT,   "in     403     403     403     403     403     200     200"),
    "report_file":                (FILE,     "in     403     403     403     403     403     200     200"),
    "report_definitions":         ({},       "in     200     200     200     200     200     200     200"),
    # Sheets that are brought in: schedules by coordinators, sign-in sheets by hosts and coordinators. Names stay with the sender.
    "gathering_imports":          ({},        "in     403     403     403     403     403     200     403"),
    "import_draft":               (SHEET,     "in     404     404     404     404     404     200     404"),
    "import_rows":                (SHEET,     "in     404     404     404     404     404     200     404"),
    "import_names": ({"draft_id": "names_draft"}, "in 404     404     404     404     404     200     404"),
    # Groups: whoever comes by signs up, asks, proposes, thanks. A code on the device, or typed, opens one's own row alone.
    "sign_up":                    (DATE, "200  200     200     200     200     200     200     200"),
    "own_code":                   ({},        "200    200     200     200     200     200     200     200"),
    "own_code_before":            ({},        (">own_code " * 8)),  # as it stands on cards of before
    "code_card":                  ({},        (">own_code " * 8)),  # no code on this device: type it
    "own_sign_up_change":         ({},        (">own_code " * 8)),
    "asking":                     (WALK,      "200    200     200     200     200     200     200     200"),
    "ideas":                      ({},        "200    200     200     200     200     200     200     200"),
    "thanks":                     (CIRCLE,    "200    200     200     200     200     200     200     200"),
    # Who comes and who belongs: those who hold the group; of one that is not closed also the coordinator of its programme.
    "sign_ups":                   (DATE, "in   404     404     200     200     404     200     404"),
    "rides":                      (DATE, "in   404     404     200     200     404     200     404"),
    "members":                    (WALK,      "in     404     404     200     200     404     200     404"),
    "asking_answer":              (WALK_ASKER,"in     404     404     200     200     404     200     404"),
    "member_ending":              (WALK_MEMBER, "in   404     404     200     200     404     200     404"),
    # What was said: hosts read thanks, coordinators ideas; administrators where nobody coordinates.
    "voices":              ({"given": "thanked"}, "in 403     403     200     200     403     200     200"),
    "voice_answer":               (IDEA,      "in     404     404     404     404     404     200     404"),
    # Keeping a group: those who hold it, and the coordinator of its programme. Everybody has a list of what they look after.
    "kept_gatherings":            ({},        "in     200     200     200     200     200     200     200"),
    "hosting":                    ({},        "in     200     200     200     200     200     200     200"),
    "new_gathering":              ({},        "in     403     403     403     403     403     200     403"),
    "plan":                       (CIRCLE,    "in     404     404     200     200     404     200     404"),
    "details":                    (CIRCLE,    "in     404     404     200     200     404     200     404"),
    "rhythms":                    (CIRCLE,    "in     404     404     200     200     404     200     404"),
    "hosts":                      (CIRCLE,    "in     404     404     200     200     404     200     404"),
    "planned_date":               (CIRCLE_DATE, "in   404     404     200     200     404     200     404"),
    "later":                      (CIRCLE_DATE, "in   404     404     200     200     404     200     404"),
    # After a date: those who held it, and the coordinator where the group is not closed.
    "closing":                    (DATE,      "in     404     404     200     200     404     200     404"),
    "call_wish":                  (DATE,      "in     404     404     200     200     404     200     404"),
    # Goals, wellness plan, wishes: one's own; and of others a goal page for who meets them now, the rest where it is shared.
    # A coordinator learns that there is a goal page, and not a word of it.
    "my_goals":                   ({},        "in     200     200     200     200     200     200     200"),
    "goals_sheet":                ({},        "in     200     200     200     200     200     200     200"),
    "goals":                      (ANA | {"given": "goal"}, "in 404 404       404     200     >my_goals 403   404"),
    "goal_entry":                 (STEP,      "in     404     404     404     200     200     404     404"),
    "my_wellness":                ({},        "in     200     200     200     200     200     200     200"),
    "wellness_beginning":         ({},        "in     200     200     200     200     200     200     200"),
    "my_wellness_print":          ({},        "in     200     200     200     200     200     200     200"),
    "wellness_sheet":             ({},        "in     200     200     200     200     200     200     200"),
    "wellness_part":              (PART,      "in     404     404     404     404     200     404     404"),
    "wellness":        (ANA | {"given": "plan_share"}, "in 404 404    404     200     >my_wellness 403 404"),
    "my_shares":                  ({},        "in     200     200     200     200     200     200     200"),
    "shared_pages":               ({},        "in     200     200     200     200     200     200     200"),
    "my_wishes":                  ({},        "in     200     200     200     200     200     200     200"),
    "wishes":          (ANA | {"given": "own_wishes"}, "in 404 404    404     200     >my_wishes 403 404"),  # Ben sees none
    "wishes_typing":              (ANA,       "in     404     404     404     200     403     403     404"),
    "my_plans":                   ({},        "in     200     200     200     200     200     200     200"),
    "my_plans_file":              ({},        "in     200     200     200     200     200     200     200"),
    "my_plans_print":             ({},        "in     200     200     200     200     200     200     200"),
    "my_plans_erasure":           ({},        "in     200     200     200     200     200     200     200"),
    "wishes_links":               ({},        "in     403     403     403     403     403     200     200"),
    # The outbox: those who keep the house see to what no machine delivers.
    "outbox":                     ({},        "in     403     403     403     403     403     200     200"),
    "message":                    (MESSAGE,   "in     403     403     403     403     403     200     200"),
    # When it gets hard
    # Without signal: a phone of somebody signed in is given its own keys and a program that is the same for all.
    "offline":                    ({},        "in     200     200     200     200     200     200     200"),
    "offline_key":                ({},        "in     200     200     200     200     200     200     200"),
    "offline_worker":             ({},        "in     200     200     200     200     200     200     200"),
    "crisis":                     ({},        "200    200     200     200     200     200     200     200"),
    "promise":                    ({},        "200    200     200     200     200     200     200     200"),
    "promise_wording":            ({},        "in     403     403     403     403     403     200     200"),
    "promise_saying":             (ANA,       "in     404     404     404     200     200     200     404"),
    "person_safety":              (ANA,       "in     404     404     404     200     200     200     404"),
    "new_event":                  ({},        "in     403     200     200     200     403     200     200"),
    "new_person_event":           (ANA,       "in     404     404     404     200     200     200     404"),
    "safety_event":               (EVENT,     "in     404     404     404     200     200     200     404"),
    "event_wording":              (EVENT,     "in     404     404     404     200     200     403     404"),
    "event_answer":               (EVENT,     "in     404     404     404     403     200     403     404"),
    "event_reading":              (EVENT,     "in     405     405     405     405     405     405     405"),
    "event_reply_reading":        (EVENT,     "in     405     405     405     405     405     405     405"),
    "backup":                     ({},        "in     403     200     200     200     403     200     200"),
    "backup_asked":               (BACKUP,    "in     404     404     200     200     404     200     200"),
    "backup_coming":              (BACKUP,    "in     405     405     405     405     405     405     405"),
    "backup_ending":              (BACKUP,    "in     405     405     405     405     405     405     405"),
    "debriefs":                   ({},        "in     403     200     200     200     403     200     200"),
    "debrief_request":            ({},        "in     405     405     405     405     405     405     405"),
    "debrief":                    (DEBRIEF,   "in     404     404     403     200     404     404     404"),
    "debrief_ending":             (DEBRIEF,   "in     405     405     405     405     405     405     405"),
    # Who fits whom. What one brings is one's own and the coordinator's; the draft of a whole list is its maker's.
    "my_bringing":                ({},        "in     403     200     200     200     403     403     403"),
    "supporters_with_room":       ({},        "in     403     403     403     403     403     200     403"),
    "supporter_bringing": ({"person_id": "kim"}, "in  403     403     403     403     403     200     403"),
    "list_proposal":              ({},        "in     403     403     403     403     403     200     403"),
    "proposal_row":               (PROPOSED,  "in     403     403     403     403     403     200     403"),
    "request_aparts":             (WAITS,     "in     404     404     404     404     200     200     404"),
    "aparts":                     (ANA,       "in     404     404     404     200     200     200     404"),
    # Check-in calls: the person's own plan. With them, whoever supports them, and the coordinator of their programme.
    "my_check_ins":               ({},        "in   >check_ins >check_ins >check_ins >check_ins >check_ins >check_ins >check_ins"),
    "check_ins":                  (CALLS,     "in     404     404     404     200     200     200     404"),
    "check_in_sheet":             (CALLS,     "in     404     404     404     200     200     200     404"),
    "check_in_beginning":         (ANA,       "in     404     404     404     200     200     200     404"),
    "check_in_times":             (CALLS,     "in     404     404     404     200     200     200     404"),
    "check_in_number":            (CALLS,     "in     404     404     404     200     200     200     404"),
    "check_in_words":             (CALLS,     "in     404     404     404     200     200     200     404"),
    "check_in_voices":            (CALLS,     "in     404     404     404     200     200     200     404"),
    "check_in_absences":          (CALLS,     "in     404     404     404     200     200     200     404"),
    "check_in_steps":             (CALLS,     "in     404     404     404     200     200     200     404"),
    "check_in_step":              (AGREED_STEP,      "in     404     404     404     200     200     200     404"),
    # The warm line: Kim is on it, Ben took a call, Cora coordinates. Callers are open to nobody else.
    "warm_line":                  (ON_LINE,   "in     403     200     200     200     403     200     403"),
    "line_log":                   (ON_LINE,   "in     403     200     200     200     403     200     403"),
    "line_saved":                 (LINE_CALL, "in     404     404     404     200     404     404     404"),
    "callers":                    (ON_LINE,   "in     403     403     200     403     403     200     403"),
    "new_caller":                 (ON_LINE,   "in     403     403     200     403     403     200     403"),
    "caller":                     (CALLER,    "in     404     404     200     404     404     200     404"),
    "caller_details":             (CALLER,    "in     404     404     200     404     404     200     404"),
    "caller_agreement":           (CALLER,    "in     404     404     200     404     404     200     404"),
}  # fmt: skip

TALK = {"kind": "one_to_one_phone", "programme": "@river", "day": "@day", "minutes": "15"}
DETAILS = {"name": "Ana", "quiet_from": "21:00", "quiet_until": "08:00"}
NEW_GROUP = {
    "title": "Tuesday circle",
    "kind": "support_group",
    "openness": "open",
    "sign_up": "drop_in",
    "hosts_needed": "1",
    "learners_welcome": "0",
}
ONE_DATE = {"first_day": "@far_day", "time": "10:00", "length": "60", "mode": "in_person", "seen": "@series_seen"}
MOVED = {"day": "@far_day", "starts_at": "15:00", "minutes": "60", "mode": "in_person"}
HARD = {"day": "@day", "wanted": "To rest.", "agreed": "yes"}
BEGINNING = {
    "days": "1",
    "opens": "10:00",
    "closes": "12:00",
    "way": "new",
    "number": "306 555 0111",
    "may_call": "on",
    "template": "gentle",
    "programme": "@river",
}
AGREED = {"what": "First name on the birthday list", "to_whom": "Members", "purpose": "Cake"}

WRITES: dict[str, Write] = {
    # name of the address         arguments, what is sent,        visitor eve     dan     kim     ben     ana     cora    ada
    # Logging
    "log":                        ({}, TALK | {"who": "@ana", "once": "@once"},
                                                                  "in     403     422     422     >offer  403     >offer  403"),
    "attempt":                    ({}, TALK | {"who": "@ana", "outcome": "voicemail"},
                                                                  "in     403     422     422     >today  403     >today  403"),
    "call_back_closing":          ({"attempt_id": "attempt"}, {}, "in     404     404     404     >today  403     >today  404"),
    "encounter":                  (CONTACT, TALK,                 "in     404     404     404     >encounter 403  403     404"),
    "undo":                       (CONTACT, {},                   "in     404     404     404     >today  403     403     404"),
    "offer_withdrawal":           (CONTACT, {},                   "in     404     404     404     >today  403     403     404"),
    "ticket_replacement":         (CONTACT, {},                   "in     404     404     404     >offer  403     403     404"),
    "survey_wall":                (MET, {},                     "in     404     >offer  404     403     403     403     404"),
    "survey_wall_texts":          (MET, {},                       "in     404     >offer  404     403     403     403     404"),
    "survey_cards":               (MET, {"number": "2"},        "in     404     >survey_cards 404 403   403     403     404"),
    "survey_cards_replacement":   (MET, {},                     "in     404     >offer  404     403     403     403     404"),
    "note":                       (CONTACT, {"text": "The map."}, "in     404     404     404     >encounter >encounter 403 404"),
    "note_answer":                (NOTED, {"kind": "agreed"},     "in     404     404     404     403     >encounter 403  404"),
    "reply_reading":              ({"stance_id": "reply"}, {},    "in     404     404     404     >encounter 403  403     404"),
    # Parts of a record
    "new_person":                 ({}, {"name": "Robin", "programme": "@river"},
                                                                  "in     403     >person >person >person 403     >person >person_roles"),
    "person_details":             (ANA, DETAILS,                  "in     404 404 404 >person_details >person_details >person_details 404"),
    "merging":                    (ANA, {"other": "@namesake"},   "in     404     404     404     403     403     >merging 404"),
    "merging_undoing":            (TWINS, {},                     "in     404     404     404     403     403     >merging 404"),
    "ways":                       (ANA, {"kind": "phone", "value": "+13065550123"},
                                                                  "in     404 404 404 >way_permission >way_permission >way_permission 404"),
    "reach_ending":               (ANA, {},                       "in     404     404     404     >ways   >ways   >ways   404"),
    "way_ending":                 (WAY, {},                       "in     404     404     404     >ways   >ways   >ways   404"),
    "way_return":                 (ANA | {"way_id": "ended_way"}, {},
                                                                  "in     404 404 404 >way_permission >way_permission >way_permission 404"),
    "way_confirmation":           (WAY, {},                       "in     404     404     404     >ways   >ways   >ways   404"),
    "texts":                      (ANA, {"where": "@text_where", "words": "Is two still good?", "once": "@once"},
                                                                  "in     404     404     404     >texts  >my_texts >texts 404"),
    "text_sending":               (TEXT, {},                      "in     404     404     404     >texts  403     >texts  404"),
    "text_return":                (TEXT, {},                      "in     404     404     404     >texts  403     >texts  404"),
    "texts_ending":               (ANA | {"given": "way"}, {},    "in     404     404     404     >ways   >ways   >ways   404"),
    "texts_welcome":              (WAY, {},              "in 404 404 404 >way_permission >way_permission >way_permission 404"),
    "heard_closing":              (HEARD, {},                     "in     403     404     404     >incoming 403   >incoming 404"),
    "heard_stop":                 (HEARD, {},                     "in     403     404     404     >incoming 403   >incoming 404"),
    "way_permission":             (PERMISSION, {"may_call": "on"},"in     404     404     404     >ways   >ways   >ways   404"),
    "consents":                   (ANA, AGREED,                   "in     404     404     404     >consents >consents >consents 404"),
    "consent_withdrawal":         (CONSENT, {},                   "in     404     404     404     >consents >consents >consents 404"),
    "relations":                  (ANA, {"supporter": "@kim", "programme": "@river"},
                                                                  "in     404     404     404     403     403     >relations 404"),
    "relation_ending":            (RELATION, {},                  "in     404     404     404     >people >relations >relations 404"),
    "person_roles":               (ANA, {"kind": "supporter", "programme": "@river"},
                                                                  "in     404 404 404 403 403 >person_roles >person_roles"),
    "role_ending":                (ROLE, {},                      "in     404     404     404     403     >person_roles >today 403"),
    "person_sign_in":             ({"person_id": "namesake"}, {"email": "new@example.org"},
                                                                  "in 404 404 404 404 404 >person_sign_in >person_sign_in"),
    "person_card":                (ANA, {"pin": "2580"},          "in     404     404     404     403     403     >card_print >card_print"),
    "roles":                      ({}, {"typed": "Ana"},          "in     403     403     403     403     403     200     200"),
    "break_glass":                ({}, {"typed": "Mo", "reason": "Nobody has seen them since Monday."},
                                                                  "in     403     >person >person >person 403     >person 403"),
    "emergency_closing":          (GLASS, {},                     "in     404     >break_glass 404 404    >my_record 404  404"),
    "emergency_reading":          (GLASS, {},                     "in     404     403     404     404     >my_record 404  404"),
    # One to one
    "choice":                     (CHOOSER, {"choice": "for_me"},   "in     404     404     404     404     >choice >choice 404"),
    "own_choice":                 ({}, {"choice": "for_me"},      (">own_code " * 8)),
    "suggestions":                (CHOOSER, {"another": "@ada"},    "in     404     404     404     404     403     422     404"),
    "suggestion_ending":          (CHOOSER | {"suggestion_id": "suggested"}, {},
                                                                  "in     404     404     404     404     403 >suggestions 404"),
    "suggestion":                 (SUGGESTION, {"answer": "no"},  "in     404     404     >pairings 404   404     404     404"),
    "pairing_ending":             (PAIRING, {"ending": "not_said", "keeps": "later"},
                                                                  "in     404     404     >pairings 404 >my_supporter >pairings 404"),
    "pairing_history":            ({"pairing_id": "ended_pairing"}, {"keeps": "no"},
                                                                  "in     404     404     404     404     >my_supporter 404 404"),
    "farewell":                   (FAREWELL, {},                  "in     404     404     404     404     >my_supporter 404 404"),
    # Ways in: wrong codes are answered the same to everybody.
    "set_up":                     ({}, {"organisation": "Mine"},  "in     404     404     404     404     404     404     404"),
    "account_login":              ({}, {"login": "nobody@example.org"},
                                                    ">account_confirm_login_code >today >today >today >today >today >today >today"),
    "account_confirm_login_code": ({}, {"code": "ABCDEF"},
                                                    ">account_request_login_code >today >today >today >today >today >today >today"),
    "text":                       ({}, {"number": "306 555 0199"},  # answered as for a number of ours
                                                                  (">texted_code " * 8)),
    "card_entrance":              ({}, {"code": "AAAA-AAAA-AAAAA", "pin": "2580"},
                                                                  "200    200     200     200     200     200     200     200"),
    "mfa_login_webauthn":         ({}, {"credential": "{}"},      "in     >today  >today  >today  >today  >today  >today  >today"),
    "entry_use":                  ({}, {"token": "guessed"},      "200    200     200     200     200     200     200     200"),
    "account_logout":             ({}, {},                        "in     in      in      in      in      in      in      in"),
    # Signing in: everybody their own
    "sign_in_ending":             ({"sign_in_id": "device"}, {},  "in     404     404     404     >signing_in 404 404     404"),
    "lock":                       ({}, {"pin": "2580"},           "in     >lock   >lock   >lock   >lock   >lock   >lock   >lock"),
    "card":                       ({}, {"pin": "2580"},
                                       "in >card_print >card_print >card_print >card_print >card_print >card_print >card_print"),
    "card_print":                 ({}, {"printed": "yes"},
                                       "in >signing_in >signing_in >signing_in >signing_in >signing_in >signing_in >signing_in"),
    "card_ending":                ({"given": "code_card"}, {},    "in     404     404     404     >signing_in 404 404     404"),
    # The second step: nothing here is right, so nothing is set up.
    "mfa_activate_totp":          ({}, {"code": "000000"},        "in     200     200     200     200     200     200     200"),
    "mfa_add_webauthn":           ({}, {"name": "Mine", "credential": "{}"},
                                                                  "in     200     200     200     200     200     200     200"),
    "mfa_remove_webauthn":        (PASSKEY, {},                   "in 404 404 404 >mfa_reauthenticate_webauthn 404 404 404"),
    # The survey: a code that nobody gave out
    "survey":                     ({}, {"code": "AAAA-AAAA", "send": "yes"},
                                                                  "200    200     200     200     200     200     200     200"),
    # One's own calendar
    "my_calendar":                ({}, {},     "in >my_calendar >my_calendar >my_calendar >my_calendar >my_calendar >my_calendar "
                                                                  ">my_calendar"),
    "my_calendar_ending":         ({"given": "calendar_token"}, {},
                                                                  "in     404     404     >my_calendar 404 404     404     404"),
    # The organisation's lists
    "organisation_details":       ({}, {"name": "Lantern", "country": "CA", "zone": "America/Regina", "language": "en"},
                                                                  "in 403 403 403 403 403 >organisation >organisation"),
    "organisation_words":         ({}, {"supporter": "companion"},
                                                                  "in 403 403 403 403 403 >organisation_words >organisation_words"),
    "programmes":                 ({}, {"name": "Lake"},          "in     403     403     403     403     403     >programmes >programmes"),
    "programme":                  (PROGRAMME, {"name": "River bank"},
                                                                  "in     403     403     403     403     403     >programmes >programmes"),
    "programme_ending":           (PROGRAMME, {"ends_on": "@day"},
                                                                  "in     403     403     403     403     403     >programmes >programmes"),
    "sites":                      ({}, {"name": "The blue house"},
                                                                  "in     403     403     403     403     403     >sites  >sites"),
    "site":                       (SITE, {"name": "The blue house"},
                                                                  "in     403     403     403     403     403     >sites  >sites"),
    "site_closing":               (SITE, {},                      "in     403     403     403     403     403     >sites  >sites"),
    "site_reopening":             (SITE, {},                      "in     403     403     403     403     403     >sites  >sites"),
    "kinds":                      ({}, {"name": "Walk"},          "in     403     403     403     403     403     >kinds  >kinds"),
    "kind":                       (KIND, {"name": "Call", "is_offered": "on"},
                                                                  "in     403     403     403     403     403     >kinds  >kinds"),
    "kind_place":                 (KIND, {"to": "up"},            "in     403     403     403     403     403     >kinds  >kinds"),
    "topics":                     ({}, {"name": "Gardens"},       "in     403     403     403     403     403     >topics >topics"),
    "topic":                      (TOPIC, {"name": "Gardens", "is_offered": "on"},
                                                                  "in     403     403     403     403     403     >topics >topics"),
    "topic_place":                (TOPIC, {"to": "up"},           "in     403     403     403     403     403     >topics >topics"),
    "values":                     ({}, {"name": "Kindness"},      "in     403     403     403     403     403     >values >values"),
    "value":                      (VALUE, {"name": "Kindness"},   "in     403     403     403     403     403     >values >values"),
    "value_removal":              (VALUE, {},                     "in     403     403     403     403     403     >values >values"),
    "crisis_lines":               ({}, {"name": "Line", "number": "9-8-8", "country": "CA"},
                                                                  "in 403 403 403 403 403 >crisis_lines >crisis_lines"),
    "crisis_line":                (LINE, {"name": "Line", "number": "9-8-8", "country": "CA"},
                                                                  "in 403 403 403 403 403 >crisis_lines >crisis_lines"),
    "crisis_line_removal":        (LINE, {},                      "in 403 403 403 403 403 >crisis_lines >crisis_lines"),
    # Sheets that are brought in
    "gathering_imports":          ({}, {"kind": "schedule"},      "in     403     403     403     403     403     422     403"),
    "import_draft":               ({"draft_id": "good_draft"}, {},
                                                                  "in 404 404 404 404 404 >gathering_imports 404"),
    "import_rows":                (SHEET, {},                     "in     404     404     404     404     404     >import_rows 404"),
    "import_names":               ({"draft_id": "names_draft"}, {}, "in   404     404     404     404     404     200     404"),
    "import_draft_ending":        (SHEET, {},                     "in 404 404 404 404 404 >gathering_imports 404"),
    "import_undoing":             ({"batch_id": "import_batch"}, {},
                                                                  "in 404 404 404 404 404 >gathering_imports 404"),
    # Groups: for whoever comes by, then for those who hold the group
    "ask":                        ({}, {"name": "Robin"},         (">own_code " * 8)),
    "ask_referral":   ({}, {"name": "Robin", "referrer": "A clinic", "agrees": "on"}, (">own_code " * 8)),
    "ask_typed":                  ({}, {"name": "Robin"},         "in     403     >own_code >own_code >own_code 403 >own_code 403"),
    "own_request_change":         ({}, {"name": "Robin"},         (">own_code " * 8)),
    "own_request_withdrawal":     ({}, {},                        (">own_code " * 8)),
    "own_request_return":         ({}, {},                        (">own_code " * 8)),
    "my_request":                 (ANAS_REQUEST, {},              "in     404     404     404     404     >own_code 404  404"),
    "request_person":             (ASKED, {"typed": "Ana"},       "in     404     404     404     404     404     200     404"),
    "request_programme":          (ASKED, {"programme": "@river"}, "in     404     404     404     404     404     >request 404"),
    "request_closing":            (ASKED, {"closing": "not_here"}, "in     404     404     404     404     404     >requests 404"),
    "request_reopening":          (CLOSED_REQUEST, {},            "in     404     404     404     404     404     >request 404"),
    "experiences":                ({}, {"name": "Farming"},       "in     403     403     403     403     403  >experiences >experiences"),
    "experience": ({"code": "experience_code"}, {"name": "Caring"}, "in     403     403     403     403     403 >experiences >experiences"),
    "sign_up":                    (DATE, {"name": "Robin"}, (">own_code " * 8)),
    "own_code":                   ({}, {"code": "AAAA-AAAA"},     "422    422     422     422     422     422     422     422"),
    "own_code_closing":           ({}, {},                        (">own_code " * 8)),
    "own_sign_up_ending":         ({}, {},                        (">own_code " * 8)),
    "own_sign_up_return":         ({}, {},                        (">own_code " * 8)),
    "own_sign_up_change":         ({}, {"name": "Robin"},         (">own_code " * 8)),
    "leaving":                    ({}, {},                        (">own_code " * 8)),
    "leaving_return":             ({}, {},                        (">own_code " * 8)),
    "asking":                     (WALK, {"name": "Robin"},       (">own_code " * 8)),
    "ideas":                      ({}, {"kind": "wish", "text": "A choir"}, (">own_code " * 8)),
    "thanks":                     (CIRCLE, {"text": "It helped."}, (">own_code " * 8)),
    "sign_ups":                   (DATE, {"name": "Robin"},"in     404     404     >own_code >own_code 404 >own_code 404"),
    "sign_up_ending":             (PLACE, {},                     "in     404     404     >sign_ups >sign_ups 404 >sign_ups 404"),
    "sign_up_return":             (PLACE, {},                     "in     404     404     >sign_ups >sign_ups 404 >sign_ups 404"),
    "members":                    (WALK, {"name": "Robin"},       "in     404     404     >own_code >own_code 404 >own_code 404"),
    "asking_answer":              (WALK_ASKER, {"answer": "yes"}, "in     404     404     >members >members 404   >members 404"),
    "member_ending":              (WALK_MEMBER, {"words": "We spoke about it."},
                                                                  "in     404     404     >members >members 404   >members 404"),
    "member_card":                (WALK_MEMBER, {},               "in     404     404     >code_card >code_card 404 >code_card 404"),
    "voice_answer":               (IDEA, {"words": "Yes."},       "in     404     404     404     404     404     >voices 404"),
    "voice_reading":       ({"voice_id": "thanked"}, {},          "in     404     404     >voices >voices 404     404     404"),
    # The door, and who came
    "arrival":                    (TODAY, {"tap": "@once", "just": "yes"},
                                                                  "403    403     403     403     403     403     403     403"),
    "door_opening":               (GROUP_TODAY, {"pin": "2580", "again": "2580"},
                                                                  "in     403     403     >door   >door   403     >door   403"),
    "door_closing":               ({"door_id": "door"}, {},       "in     404     404     404     >door_opening 404 >door_opening 404"),
    "arrivals":                   (TODAY, {"heads": "3", "batch": "@once"},
                                                                  "in     404     404     >arrivals >arrivals 404 >arrivals 404"),
    "arrival_matching":           (TODAY, {},                     "in     404     404     >arrivals >arrivals 404 >arrivals 404"),
    "arrival_link":               (CAME, {"who": "nobody"},       "in     404     404     >arrivals >arrivals 404 >arrivals 404"),
    "arrival_removal":            (CAME, {},                      "in     404     404     >arrivals >arrivals 404 >arrivals 404"),
    # Keeping a group. Of the host's own page, Kim leads there; whoever coordinates takes no date, and arranges all.
    "new_gathering":              ({}, {"title": "Walkers", "when": "every Friday", "time": "7 pm", "length": "1 h"},
                                                                  "in     403     403     403     403     403     422     403"),
    "details":                    (CIRCLE, NEW_GROUP,             "in     404     404     >plan   >plan   404     >plan   404"),
    "rhythms":                    (CIRCLE, ONE_DATE,              "in     404     404     >plan   >plan   404     >plan   404"),
    "gathering_ending":           (CIRCLE, {},                    "in     404     404     >plan   >plan   404     >plan   404"),
    "gathering_return":           (CIRCLE, {},                    "in     404     404     >plan   >plan   404     >plan   404"),
    "planned_date":               (CIRCLE_DATE, MOVED,            "in     404     404     >plan   >plan   404     >plan   404"),
    "later":                      (CIRCLE_DATE, {"when": "Mondays"}, "in  404     404     422     422     404     422     404"),
    "cancellation":               (CIRCLE_DATE, {},               "in 404 404 >planned_date >planned_date 404 >planned_date 404"),
    "omission":                   (CIRCLE_DATE, {},               "in 404 404 >planned_date >planned_date 404 >planned_date 404"),
    "session_return":             (CIRCLE_DATE, {},               "in 404 404 >planned_date >planned_date 404 >planned_date 404"),
    "hosts":                      (CIRCLE, {"person": "@cora", "part": "host"},
                                                                  "in     404     404     >hosts  >hosts  404     >hosts  404"),
    "host":                       (CIRCLE_HOST, {"part": "co_host", "place": "1"},
                                                                  "in     404     404     >hosts  >hosts  404     >hosts  404"),
    "hosting_ending":             (CIRCLE_HOST, {},               "in 404 404 >kept_gatherings >hosts 404 >hosts 404"),
    "rotation":                   (CIRCLE, {},                    "in     404     404     >plan   >plan   404     >plan   404"),
    "duties":                     (CIRCLE_DATE, {"person": "@kim"}, "in   404 404   >planned_date >planned_date 404   >planned_date 404"),
    "duty":                       (CIRCLE_DATE, {},               "in 404 404 >planned_date >planned_date 404 403 404"),
    "duty_ending":                (DUTY, {},                      "in 404 404 >planned_date >planned_date 404 >planned_date 404"),
    "duty_return":                (DUTY_BACK, {},                 "in 404 404 >planned_date >planned_date 404 >planned_date 404"),
    # After a date: this one is still to come, so that it cannot be closed yet.
    "closing":                    (DATE, {"minutes": "60"},       "in     404     404     422     422     404     422     404"),
    "closing_undoing":            (DATE, {},                      "in     404     404     >closing >closing 404   >closing 404"),
    "call_wish":                  (DATE, {"name": "Robin"},       "in     404     404     >closing >closing 404   >closing 404"),
    "call_taking":                (WISH, {},                      "in     404     404     >closing >closing 404   >closing 404"),
    "call_settling":              (WISH, {},                      "in     404     404     >closing >closing 404   >closing 404"),
    # Goals, wellness plan, wishes
    "my_goals":                   ({}, {"kind": "helps", "text": "Tea"}, "in" + " >my_goals" * 7),
    "goals":                      (ANA, {"kind": "helps", "text": "Tea"}, "in 404 404 404    >goals  >my_goals 403   404"),
    "goal_entry":                 (STEP, {"text": "Another map", "turn": "ours", "version": "1"},
                                                                  "in     404     404     404     >goals  >my_goals 404   404"),
    "goal_entry_tick":            (STEP, {},                      "in     404     404     404     >goals  >my_goals 404   404"),
    "goal_state":                 (GOAL, {"state": "resting"},    "in     404     404     404     >goals  >my_goals 404   404"),
    "goal_entry_erasure":         (STEP, {},                      "in     404     404     404     >goals  >my_goals 404   404"),
    "goal_version_erasure":       (STEP_VERSION, {},              "in     404     404     404     403     >goal_entry 404 404"),
    "earlier_share":              ({"reader_id": "closed_reader"}, {}, "in 404    404     404     404     >my_goals 404   404"),
    "wellness_beginning":         ({}, {"heading": "Music", "text": "Loud"}, "in" + " >my_wellness" * 7),
    "wellness_part":              (PART, {"text": "I go quiet"},  "in     404     404     404     404     >my_wellness 404 404"),
    "wellness_part_erasure":      (PART, {},                      "in     404     404     404     404     >my_wellness 404 404"),
    "wellness_version_erasure":   (PART_VERSION, {},              "in     404     404     404     404     >wellness_part 404 404"),
    "my_shares":                  ({"given": "plan_part"}, {"what": "@plan_part", "reader": "@kim"},
                                                                  "in     422     422     422     422     >my_shares 422  422"),
    "share_ending":               (PLAN_SHARE, {},                "in     404     404     404     404     >my_shares 404  404"),
    "paper_copies":               ({}, {"of_what": "All", "to_whom": "My sister", "given_on": "@day"}, "in" + " >my_shares" * 7),
    "paper_copy_removal":         (PAPER_COPY, {},                "in     404     404     404     404     >my_shares 404  404"),
    "my_wishes":                  ({}, {"paper": "working"},      "in" + " >my_wishes" * 7),
    "wishes_review":              ({"given": "own_wishes"}, {},   "in     404     404     404     404     >my_wishes 404  404"),
    "wishes_confirmation":        ({"given": "wishes_draft"}, {"answer": "yes"},
                                                                  "in     404     404     404     404     >my_wishes 404  404"),
    "wishes_typing":              (ANA, {"paper": "no"},          "in     404     404     404     >wishes 403     403     404"),
    "my_plans_erasure":           ({}, {},                        "in" + " >my_plans" * 7),
    "wishes_links":               ({}, {"words": "Forms", "address": "https://example.org/"},
                                                                  "in 403 403 403 403 403 >wishes_links >wishes_links"),
    "wishes_link_removal":        (FORMS_LINK, {},                "in 403 403 403 403 403 >wishes_links >wishes_links"),
    # What the telephone provider sends: believed when it is signed, which nobody here can do.
    "telephone_texts":            ({}, {},                        "403    403     403     403     403     403     403     403"),
    "telephone_text_news":        (MESSAGE, {},                   "403    403     403     403     403     403     403     403"),
    "telephone_calls":            ({}, {},                        "403    403     403     403     403     403     403     403"),
    "telephone_call_worker":      (BRIDGED_CALL, {},              "403    403     403     403     403     403     403     403"),
    "telephone_call_connection":  (BRIDGED_CALL, {},              "403    403     403     403     403     403     403     403"),
    "telephone_call_other":       (BRIDGED_CALL, {},              "403    403     403     403     403     403     403     403"),
    "telephone_call_ending":      (BRIDGED_CALL, {},              "403    403     403     403     403     403     403     403"),
    "telephone_call_news":        (BRIDGED_CALL, {},              "403    403     403     403     403     403     403     403"),
    # Calls
    "call_sharing":               (ROUND_NOW, {},                 "in     403     403     403     >calls  403     >calls  403"),
    "call_handing_over":          ({}, {},                        "in     403     >calls  >calls  >calls  403     >calls  403"),
    "call_claim":                 (CALL, {},                      "in     404     404     404     >call   403     >call   404"),
    "call_return":                (BEGUN, {},                     "in     404     404     404     >calls  403     >calls  404"),
    "call_bridge":                (BEGUN | {"way_id": "way"}, {"once": "@once"},
                                                                  "in     404     404     404     >call   403     403     404"),
    "call_talked":                (BEGUN, {"once": "@once", "minutes": "15"},
                                                                  "in     404     404     404     >call_talk 403  403     404"),
    "call_tries":                 (BEGUN, {"once": "@once", "outcome": "no_answer"},
                                                                  "in     404     404     404     >calls  403     403     404"),
    "call_back":                  (CALL, {},                      "in     404     404     404     >calls  >calls  >calls  404"),
    "call_giving":                (CALL | ROUND_NOW, {"person": "@ben"},
                                                                  "in     404     404     404     403     403     >call_round 404"),
    "call_talk":                  (TALKED, {"minutes": "20", "was_heavy": "on"},
                                                                  "in     404     404     404     >calls  403     403     404"),
    "call_undoing":               (TALKED, {},                    "in     404     404     404     >call   403     403     404"),
    "call_question":              (DECISION, {"decision": "We wait until Friday."},
                                                                  "in     404     404     404     404     404     >calls  404"),
    # The rota
    "shifts":                     ({}, {"what": "rounds", "programme": "@river", "weekdays": "0", "begins_at": "09:00",
                                        "ends_at": "12:00", "first_day": "@day", "weeks": "1", "places": "1"},
                                                                  "in     403     403     403     403     403     >rota_week 403"),
    "shift":                      (GAP, {"person": "@ben"},       "in     404     404     403     403     404     >rota_week 404"),
    "shift_taking":               (GAP, {},                       "in     404     404     >rota_week >rota_week 404 >rota_week 404"),
    "shift_return":               (BENS_SHIFT, {},                "in     404     404     403     >rota_week 404 >rota_week 404"),
    "shift_removal":              (GAP, {},                       "in     404     404     403     403     404     >rota_week 404"),
    # The outbox
    "message_sending":            (MESSAGE, {},                   "in     403     403     403     403     403     >outbox >outbox"),
    "message_retry":              (MESSAGE, {},                   "in     403     403     403     403     403     >message >message"),
    "message_leaving":            (MESSAGE, {},                   "in     403     403     403     403     403     >outbox >outbox"),
    "message_code":               (CODE_MESSAGE, {},              "in     403     403     403     403     403     403     200"),
    # When it gets hard
    "promise_wording":            ({}, {"words": "We ask first."}, "in    403     403     403     403     403     >promise >promise"),
    "promise_saying":             (ANA, {"how": "spoken"},
                                  "in     404     404     404     >person_safety >person_safety >person_safety 404"),
    "new_event":                  ({}, HARD,
                                  "in     403     >safety_event >safety_event >safety_event 403 >safety_event >safety_event"),
    "new_person_event":           (ANA, HARD,
                                  "in     404     404     404     >safety_event >safety_event >safety_event 404"),
    "event_wording":              (EVENT, HARD,                   "in     404     404     404     >safety_event >safety_event 403 404"),
    "event_answer":               (EVENT, {"reply": "Yes."},      "in     404     404     404     403     >safety_event 403     404"),
    "event_reading":              (EVENT, {},                     "in     404     404     404     403     >safety_event 403     404"),
    "event_reply_reading":        ({"event_id": "answered_event"}, {}, "in 404    404     404     >safety_event >safety_event 403 404"),
    "backup":                     ({}, {},
                                  "in     403     >backup_asked >backup_asked >backup_asked 403 >backup_asked >backup_asked"),
    "backup_coming":              (BACKUP, {},
                                  "in     404     404     >backup_asked 403 404     >backup_asked >backup_asked"),
    "backup_ending":              (BACKUP_GIVEN, {},              "in     404     404     >debriefs >debriefs 404   403     403"),
    "debrief_request":            ({}, {},                        "in     403     >debrief >debrief >debrief 403    >debrief >debrief"),
    "debrief":                    (DEBRIEF, {"with_whom": ""},    "in     404     404     403     >debriefs 404     404     404"),
    "debrief_ending":             (DEBRIEF, {},                   "in     404     404     >debriefs >debriefs 404   404     404"),
    # Who fits whom
    "my_bringing":                ({}, {"room": "2"},
                                                                  "in 403 >my_bringing >my_bringing >my_bringing 403 403 403"),
    "supporter_bringing":         ({"person_id": "kim"}, {"room": "2"},
                                 "in     403     403     403     403     403     >supporters_with_room 403"),
    "list_proposal":              ({"given": "proposal"}, {},     "in     403     403     403     403     403     >list_proposal 403"),
    "proposal_row":               (PROPOSED, {"supporter": "@kim"}, "in   403     403     403     403     403     >list_proposal 403"),
    "proposal_pin":               (PROPOSED, {"is_pinned": "yes"}, "in    403     403     403     403     403     >list_proposal 403"),
    "proposal_leaving_out":       (PROPOSED, {"is_left_out": "yes"}, "in  403     403     403     403     403     >list_proposal 403"),
    "proposal_solution":          ({"given": "proposal"}, {},     "in     403     403     403     403     403     >list_proposal 403"),
    "proposal_suggestions":       ({"given": "proposal"}, {},     "in     403     403     403     403     403     >list_proposal 403"),
    "proposal_ending":            ({"given": "proposal"}, {},     "in     403     403     403     403     403     >list_proposal 403"),
    "request_aparts":     (WAITS, {"supporter": "@ben"},  "in 404 404 404 404 >request_aparts >request_aparts 404"),
    "aparts":                     (ANA, {"supporter": "@ben"},    "in     404     404     404     >aparts >aparts >aparts 404"),
    "apart_ending":               (APART, {},                     "in     404     404     403     403     403     >aparts 404"),
    # Check-in calls
    "check_in_beginning":         (ANA, BEGINNING,
            "in 404 404 404 >check_ins >check_ins >check_ins 404"),
    "check_in_ending":            (CALLS, {},
            "in 404 404 404 >check_ins >check_ins >check_ins 404"),
    "check_in_return":            (CALLS, {},
            "in 404 404 404 >check_ins >check_ins >check_ins 404"),
    "check_in_reading":           (DECIDED, {},                   "in     404     404     404     403     >check_ins 403  404"),
    "check_in_times":             (CALLS, {"days": "3", "opens": "10:00", "closes": "11:00"},
            "in 404 404 404 >check_in_times >check_in_times >check_in_times 404"),
    "check_in_time_removal":      (CALL_TIME, {},
            "in 404 404 404 >check_in_times >check_in_times >check_in_times 404"),
    "check_in_number":            (CALLS, {"way": "@way"},
            "in 404 404 404 >check_ins >check_ins >check_ins 404"),
    "check_in_words":             (CALLS, {"about": "Birds"},
            "in 404 404 404 >check_ins >check_ins >check_ins 404"),
    "check_in_voices":            (CALLS, {"supporter": "@kim", "wish": "liked"},
            "in 404 404 404 >check_in_voices >check_in_voices >check_in_voices 404"),
    "check_in_absences":          (CALLS, {"first_day": "@day", "last_day": "@day"},
            "in 404 404 404 >check_in_absences >check_in_absences >check_in_absences 404"),
    "check_in_absence_withdrawal":(AWAY, {},
            "in 404 404 404 >check_in_absences >check_in_absences >check_in_absences 404"),
    "check_in_steps":             (CALLS, {"act": "call", "wait": "2", "unit": "60"},
            "in 404 404 404 >check_in_steps >check_in_steps >check_in_steps 404"),
    "check_in_template":          (CALLS, {"template": "gentle"},
            "in 404 404 404 >check_in_steps >check_in_steps >check_in_steps 404"),
    "check_in_step":              (AGREED_STEP, {"act": "call", "wait": "3", "unit": "60"},
            "in 404 404 404 >check_in_steps >check_in_steps >check_in_steps 404"),
    "check_in_step_place":        (AGREED_STEP, {"down": "1"},
            "in 404 404 404 >check_in_steps >check_in_steps >check_in_steps 404"),
    "check_in_step_removal":      (AGREED_STEP, {},
            "in 404 404 404 >check_in_steps >check_in_steps >check_in_steps 404"),
    # The warm line
    "line_log":                   (ON_LINE, {"once": "@once"},
                                  "in     403     >line_saved >line_saved >line_saved 403 >line_saved 403"),
    "line_call_back_settling":    (CALL_BACK, {},                 "in 404 404 >warm_line >warm_line 404 >warm_line 404"),
    "new_caller":                 (ON_LINE, {"alias": "Wren", "programme": "@river"}, "in 403 403 >caller 403 403 >caller 403"),
    "caller_details":             (CALLER, {"alias": "Wren"},     "in     404     404     >caller 404     404     >caller 404"),
    "caller_agreement":           (CALLER, {"times": "Any day", "look_again_on": "@next_week"}, "in 404 404 >caller 404 404 >caller 404"),
    "caller_agreement_ending":    (WITH_AGREEMENT, {},                    "in     404     404     >caller 404     404     >caller 404"),
    "caller_forgetting":          (CALLER, {},                    "in     404     404     >callers 404    404     >callers 404"),
}  # fmt: skip
