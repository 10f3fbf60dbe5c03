"""What every column of the house says about people, and how long it stays. docs/reference/privacy.md is made from this."""

from dataclasses import dataclass

CLASSES = {
    "key": "names this row or points at another; by itself it says nothing",
    "plain": "belongs to the organisation, or is a setting or a state; it says nothing about one person's life",
    "work": "what was done, when and how; about a person only through the row it points at",
    "identifies": "a name, or something else by which one person can be recognised",
    "words": "what somebody wrote; sealed, so that a copy of the database does not show it",
    "secret": "lets somebody in, or proves a code; kept as a digest or hash, never as it was handed out",
    "sealed": "an address, a number or an answer, sealed like words",
    "count": "how many, or what was ticked without a name; nobody's in particular",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The columns of one table by class, and how long a row stays."""

    until: str
    key: str = ""
    plain: str = ""
    work: str = ""
    identifies: str = ""
    words: str = ""
    secret: str = ""
    sealed: str = ""
    count: str = ""

    def columns(self) -> dict[str, str]:
        """Column -> class."""
        return {column: kind for kind in CLASSES for column in getattr(self, kind).split()}


AS_THE_RECORD = "As long as the person's record is kept. Nothing of a record is thrown away by itself."
UNTIL_ERASED = "Until the person erases it, which they can at any time: then no word of it is left in the database."
WITH_THE_HOUSE = "As long as the organisation keeps house."

TABLES: dict[str, Kept] = {
    # the trail
    "audit.Entry": Kept(
        key="seq thing about",
        work="at act details",
        identifies="actor_id actor_label",
        plain="reason",
        secret="previous_hash hash",
        until="For good: the database refuses to change or remove an entry. It holds names of fields and counts, never what was written.",
    ),
    "audit.ChainHead": Kept(key="id", count="seq", secret="hash", until="One row, for good: it says where the trail ends."),
    "audit.Opening": Kept(
        key="id about",
        work="at page right",
        identifies="actor_id actor_label",
        until="For good. The person reads it under 'Who opened it'.",
    ),
    # outgoing messages
    "outbox.Message": Kept(
        key="id key about provider_id",
        plain="channel purpose claimed_by failure tries ends_when_heard zone quiet_from quiet_until",
        work="queued_at not_before expires_at claimed_at sent_at delivered_at failed_at left_at erased_at",
        identifies="sent_by written_by",
        secret="lookup",
        sealed="to",
        words="subject body",
        until="Recipient and words are erased a week after the end, those of sign-in codes at once. That something was sent stays.",
    ),
    # the telephone
    "outbox.Heard": Kept(
        key="id provider_id",
        plain="how keyword",
        work="heard_at seen_to_at erased_at",
        identifies="seen_to_by",
        secret="lookup",
        sealed="number",
        words="words",
        until="Number and words are erased 90 days after somebody saw to it. That something was heard stays, without whose it was.",
    ),
    "outbox.Stopped": Kept(
        key="id", plain="how", work="said_at ended_at", secret="lookup", until="While it holds, and 90 days after it was taken back."
    ),
    "outbox.BridgedCall": Kept(
        key="id key about provider_id",
        plain="result",
        work="asked_at begun_at worker_answered_at other_answered_at ended_at seconds",
        identifies="asked_by",
        sealed="worker to",
        until="Both numbers are erased when the call is over, after four hours at most. That there was a call and how long stays.",
    ),
    # ways to sign in
    "accounts.User": Kept(
        key="id",
        identifies="email mobile",
        secret="password",
        plain="is_active needs_second_factor made_at",
        work="last_login",
        until="As long as the person signs in. The password is never set.",
    ),
    "accounts.SignIn": Kept(
        key="id user",
        secret="session_key",
        plain="browser system",
        work="began_on last_used_on",
        until="Until that device is signed out, or two weeks after it was last used. No address and no place.",
    ),
    "accounts.CodeCard": Kept(
        key="id user issued_by",
        secret="lookup pin",
        work="issued_on last_used_on rests_until ended_at",
        count="wrong_pins",
        until="An ended card stays as the fact that there was one.",
    ),
    "accounts.TextedCode": Kept(
        key="id user", secret="digest", work="expires_at used_at", count="tries", until="Cleared a day after it ran out."
    ),
    "accounts.EntryLink": Kept(
        key="id user", plain="purpose", secret="digest", work="expires_at used_at", until="Cleared a day after it ran out."
    ),
    # the organisation's lists
    "organisation.Organisation": Kept(key="id", plain="name country zone language words unit_rule", until=WITH_THE_HOUSE),
    "organisation.Site": Kept(
        key="id", plain="name address zone closed_on entrance hearing_loop bus_line access_notes", until=WITH_THE_HOUSE
    ),
    "organisation.Programme": Kept(key="id code", plain="name is_pilot question starts_on ends_on", until=WITH_THE_HOUSE),
    "organisation.Kind": Kept(key="id code", plain="name is_gathering position is_offered", until=WITH_THE_HOUSE),
    "organisation.Topic": Kept(key="id code", plain="name position is_offered", until=WITH_THE_HOUSE),
    "organisation.Value": Kept(key="id", plain="name meaning position", until=WITH_THE_HOUSE),
    "organisation.PublicVersion": Kept(key="id", count="number", until="One row, for good: it says that public pages changed."),
    "organisation.CrisisLine": Kept(key="id", plain="country name number may_text note position", until=WITH_THE_HOUSE),
    # people
    "people.Person": Kept(
        key="id user merged_into",
        identifies="name reference pronouns",
        plain="is_alias language zone quiet_from quiet_until known_since",
        until=AS_THE_RECORD,
    ),
    "people.Role": Kept(key="id person programme", work="kind starts_on ends_on", until=AS_THE_RECORD),
    "people.Relation": Kept(key="id person supporter programme", work="starts_on ends_on history_from", until=AS_THE_RECORD),
    "people.BreakGlass": Kept(
        key="id opener person",
        words="reason",
        work="opened_at ends_at seen_at",
        until=AS_THE_RECORD + " The right it gives ends after an hour.",
    ),
    "people.Shift": Kept(
        key="id programme person given_by",
        work="what begins ends given_at",
        until=WITH_THE_HOUSE + " It says who was on duty when, and nothing about anybody who was called.",
    ),
    "people.WayToReach": Kept(
        key="id person",
        plain="kind",
        sealed="value",
        secret="lookup",
        identifies="label",
        work="ended_on",
        until=AS_THE_RECORD + " One that is no longer used stays readable for the person, until it is used again.",
    ),
    "people.ReachPermission": Kept(
        key="id way",
        plain="purpose may_call may_text may_leave_voicemail may_say_who words",
        work="said_at confirmed_at ended_at",
        until=AS_THE_RECORD + " What was said earlier stays, as proof of what was allowed when.",
    ),
    "people.Consent": Kept(
        key="id person",
        plain="what to_whom purpose words",
        work="given_on until withdrawn_on",
        until=AS_THE_RECORD + " Withdrawn, it stays as a fact.",
    ),
    # the warm line
    "checkins.KnownCaller": Kept(
        until="Until the caller would like to be forgotten; then the row and every agreement are erased.",
        key="id programme",
        words="alias word",
        work="known_since",
    ),
    "checkins.CallAgreement": Kept(
        until="With the caller: forgotten, all are erased. An earlier wording stays until then.",
        key="id caller agreed_by",
        words="times length voices helps promise",
        work="agreed_at look_again_on ended_at",
    ),
    "checkins.LineCall": Kept(
        until="As long as the contact. Nobody is named; an alias is taken off when the caller would like to be forgotten.",
        key="encounter caller",
        count="age first_time reason ended",
    ),
    "checkins.CallBack": Kept(
        until="As long as the contact. The number and what was said to it are erased when it is done with.",
        key="id call programme taken_by settled_by",
        sealed="number",
        words="words",
        work="asked_at settled_at",
    ),
    # contacts
    "one_to_one.Bringing": Kept(
        key="person",
        work="experiences languages hows times room changed_at",
        identifies="gender age",
        words="words",
        until=AS_THE_RECORD,
    ),
    "one_to_one.Apart": Kept(key="id person supporter said_by", work="said_on ended_on", until=AS_THE_RECORD),
    "one_to_one.ListProposal": Kept(
        key="id made_by", work="made_at solved_at", until="Until the suggestions are made or it is thrown away, and seven days at most."
    ),
    "one_to_one.ListProposalRow": Kept(
        key="id proposal request supporter", work="place why is_pinned is_left_out", until="With its proposal, seven days at most."
    ),
    "safety.Backup": Kept(
        until="As long as the records of those who work here; where they were is emptied when it ends.",
        key="id asked_by coming",
        work="asked_at coming_at ended_at",
        words="where",
    ),
    "safety.Debrief": Kept(until=AS_THE_RECORD, key="id supporter with_whom occasion", work="offered_at wanted ended_at"),
    "safety.SafetyEvent": Kept(
        until=AS_THE_RECORD,
        key="id person programme written_by",
        work="day agreed is_written_together written_at version shared_at read_at reply_read_at",
        words="wanted offered decided after reply",
    ),
    "safety.EventWording": Kept(until=AS_THE_RECORD, key="id event written_by", work="version written_at", words="words"),
    "safety.Promise": Kept(until=WITH_THE_HOUSE, key="id written_by", plain="words written_at"),
    "safety.Said": Kept(until=AS_THE_RECORD, key="id person promise said_by", work="language said_on how"),
    "encounters.Encounter": Kept(
        key="id programme kind site typist",
        work="day month starts_at minutes support topics typed_at is_late",
        count="unnamed named doers",
        secret="ticket_digest",
        until="For good, for it is what is counted. Taken back within a day, it is gone. Its survey ticket is forgotten after 14 days.",
    ),
    "encounters.GroupOffer": Kept(
        key="encounter",
        secret="digest",
        plain="way",
        until="For 14 days after the group was logged, or until it is made anew or taken back.",
    ),
    "encounters.Presence": Kept(key="id encounter person programme kind", work="day month", until="As long as the contact."),
    "encounters.Doing": Kept(key="id encounter supporter", until="As long as the contact."),
    "encounters.Attempt": Kept(
        key="id person supporter typist programme kind",
        work="day month starts_at outcome again_on again_at closed_at typed_at",
        until="For good, for it is what is counted.",
    ),
    "encounters.Note": Kept(
        key="id encounter written_by",
        words="text",
        work="written_at version",
        until="As long as the contact. Everyone who was there reads it.",
    ),
    "encounters.NoteVersion": Kept(
        key="id note written_by",
        words="text",
        work="version written_at",
        until="As long as the note: nothing is changed behind anybody's back.",
    ),
    "encounters.Stance": Kept(
        key="id note person", words="reply", work="version kind said_at reply_read_at", until="As long as the note, beside which it stands."
    ),
    "encounters.ImportedFile": Kept(
        key="id",
        secret="digest",
        work="imported_at",
        count="rows refused",
        until="For good, so that the same file brings nothing a second time. Its name and its content are not kept.",
    ),
    "encounters.ImportedRow": Kept(
        key="id file encounter attempt", secret="digest", until="For good, so that what was taken back does not come back with its file."
    ),
    "encounters.KeptCells": Kept(key="id encounter attempt", words="cells", until="As long as the contact or try it came with."),
    # one to one
    "one_to_one.Experience": Kept(key="id code", plain="name position is_offered", until=WITH_THE_HOUSE),
    "one_to_one.Request": Kept(
        key="id person programme typed_by",
        words="name wish referrer",
        sealed="reach",
        secret="code_digest",
        plain="way language may_remind words may_say_who may_tell_referrer agreed_words",
        work="wants via hows times experiences languages genders ages ask_coordinator asked_at withdrawn_at paired_at closed_at closing",
        until="Of people known here, as long as their record. Of others, name, number, words and wishes are forgotten 90 days after it was "
        "taken back or closed; that somebody asked stays.",
    ),
    # groups, activities and events
    "one_to_one.Suggestion": Kept(
        key="id request supporter suggested_by",
        work="suggested_at picked_at passed_at answered_at said_yes reminded_at lapsed_at ended_at",
        until="As long as the request is kept. A no has no reason, here or anywhere.",
    ),
    "one_to_one.Pairing": Kept(
        key="id person supporter programme request relation ended_by before",
        work="asked_on began_on ended_on ending keeps_history",
        until=AS_THE_RECORD,
    ),
    "one_to_one.Farewell": Kept(
        key="id pairing reader",
        words="word",
        work="said_at read_at",
        until="The word is gone once it has been read; that it ended stays with the pairing.",
    ),
    "gatherings.Gathering": Kept(
        key="id slug programme kind",
        words="title",
        plain="public_title openness is_listed sign_up capacity only_counted for_whom about first_visit language hosts_needed "
        "learners_welcome ended_on begun_at",
        until=WITH_THE_HOUSE + " The true title is sealed; of a closed group its hosts and members alone read it.",
    ),
    "gatherings.Series": Kept(
        key="id gathering uid site",
        sealed="link",
        plain="rrule first_day until starts_at minutes zone mode room place link_is_public sequence changed_at made_until",
        until=WITH_THE_HOUSE,
    ),
    "gatherings.Session": Kept(
        key="id gathering series site encounter",
        sealed="link",
        plain="slot_day slot_at day starts_at minutes starts state is_changed reason capacity mode room place link_is_public closed_at",
        count="taken",
        until=WITH_THE_HOUSE,
    ),
    "gatherings.Host": Kept(key="id gathering person", work="part is_in_rotation position starts_on ends_on", until=WITH_THE_HOUSE),
    "gatherings.Duty": Kept(key="id session person", work="part given_at given_up_at", until=WITH_THE_HOUSE),
    "gatherings.GroupMember": Kept(
        key="id gathering person answered_by",
        words="name message answer",
        sealed="reach",
        secret="code_digest",
        plain="way language may_remind words",
        work="state asked_at answered_at left_at",
        until="As long as they belong to it. Name, number and words are forgotten 90 days after they left or were told no.",
    ),
    "gatherings.SignUp": Kept(
        key="id session person member",
        words="name wish",
        sealed="reach",
        secret="code_digest",
        plain="way language may_remind words ride seats",
        work="state asked_at moved_at cancelled_at reminded_at",
        until="Name, number and wish are forgotten 30 days after the date; that somebody had signed up stays.",
    ),
    "gatherings.Attendance": Kept(
        key="id session person member sign_up",
        words="name",
        work="how is_first_time",
        count="heads",
        until="For good, for it is what is counted. A name not linked to anybody is forgotten 14 days after the session is closed,"
        " at the latest 60 days after its day.",
    ),
    "gatherings.Door": Kept(
        key="id site opened_by",
        secret="key_digest",
        work="day opened_at closed_at",
        count="typed_minute typed_count",
        until="It ends with its day; closed doors go after 30 days.",
    ),
    "gatherings.TakenOff": Kept(key="id session", work="at", until="Two weeks: no device sends an older tap again."),
    "checkins.Call": Kept(
        key="id plan person programme given_to claimed_by encounter asked_in",
        work="day opens closes planned_at claimed_at missed_at step step_act next_at shouted_at ended_at ended_why was_heavy",
        identifies="ended_by",
        count="tries",
        until=AS_THE_RECORD,
    ),
    "checkins.Tried": Kept(key="id call by attempt", work="at outcome", count="number", until=AS_THE_RECORD),
    "checkins.StepTaken": Kept(
        key="id call",
        work="position act due_at taken_at result why",
        identifies="by",
        until=AS_THE_RECORD,
    ),
    "checkins.Question": Kept(
        key="id call asked_of answered_by",
        work="asked_at answered_at seen_at",
        words="decision",
        until=AS_THE_RECORD + " The person reads the decision, unless they would rather not be told.",
    ),
    "gatherings.Voice": Kept(
        key="id gathering person answered_by",
        words="name text answer",
        sealed="reach",
        secret="code_digest",
        plain="kind way language may_remind words",
        work="said_at answered_at",
        until="The words stay. Name and number are forgotten 90 days after the answer.",
    ),
    "gatherings.CallWish": Kept(
        key="id session person asked_by taken_by",
        words="name",
        sealed="reach",
        work="asked_at done_at",
        until="30 days after somebody called.",
    ),
    "gatherings.PersonalFeed": Kept(key="id person", secret="token_digest", work="made_on ended_on", until=AS_THE_RECORD),
    "gatherings.ImportDraft": Kept(
        key="id made_by",
        words="others decided",
        plain="kind is_shared",
        work="made_at",
        until="Until the sheet is brought in or thrown away, at most 14 days.",
    ),
    "gatherings.ImportDraftRow": Kept(
        key="id draft", words="cells", plain="number is_left_out", until="Until the row is brought in, at most 14 days."
    ),
    "gatherings.ImportBatch": Kept(
        key="id made_by", plain="kind", work="made_at undone_at", count="created", until="For good: it says that there was an import."
    ),
    "gatherings.ImportedSeries": Kept(
        key="id batch gathering series",
        plain="began_gathering",
        secret="digest",
        until="As long as the rhythm is there, so that its calendar is known again.",
    ),
    "gatherings.ImportedAttendance": Kept(
        key="id batch", until="For good, so that a line that a host took off does not come back with its sheet. It leads to no name."
    ),
    # goal page, wellness plan, wishes: the person's own
    "one_to_one.GoalEntry": Kept(
        key="id person written_by done_by",
        words="text",
        plain="kind for_person turn state",
        work="written_at written_on state_on done_at",
        count="version",
        until=UNTIL_ERASED,
    ),
    "one_to_one.GoalVersion": Kept(
        key="id entry written_by",
        words="text",
        plain="for_person",
        work="written_at written_on",
        count="version",
        until="Until the person erases it, or what it is a wording of.",
    ),
    "one_to_one.WellnessPart": Kept(
        key="id person", plain="code position", words="heading text", work="written_at", count="version", until=UNTIL_ERASED
    ),
    "one_to_one.WellnessVersion": Kept(
        key="id part", words="text", work="written_at", count="version", until="Until the person erases it, or the part. Only they read it."
    ),
    "one_to_one.Share": Kept(
        key="id person reader relation part",
        plain="what",
        work="given_at until taken_back_at",
        until="Until the part or everything is erased. Taken back, it stays as a fact for the person.",
    ),
    "one_to_one.PaperCopy": Kept(
        key="id person", words="of_what to_whom", work="given_on", until="Until the person takes it off their list."
    ),
    "one_to_one.Wishes": Kept(
        key="id person typed_by",
        plain="in_emergency",
        words="where who_may_know words",
        work="paper review_on written_at confirmed_at",
        until="Until the person writes them anew or erases them. A draft goes when they say no to it, or yes.",
    ),
    "one_to_one.FormsLink": Kept(key="id", plain="words address", until="Until those who keep the house take it off the list."),
    # surveys, as far as the main database knows of them
    "surveys.QuestionnaireVersion": Kept(key="pk code version", plain="questions", until="For good: answers speak of it."),
    "surveys.SurveyTicket": Kept(
        key="programme",
        secret="digest",
        plain="kind month language state",
        until="For good, for it is how many were offered. After 14 days nothing leads from it to its contact.",
    ),
    "surveys.WallCode": Kept(
        key="programme",
        secret="digest",
        plain="kind month language closes_at is_taken_back",
        count="places_left",
        until="Until two weeks after it has closed. The places nobody drew then stay as tickets, so that they still count as offered.",
    ),
    "surveys.DrawnTicket": Kept(secret="ticket wall_code", until="As long as the code on the wall, or until that is taken back."),
    "surveys.ImportedFile": Kept(secret="digest", until="For good, so that the same file brings nothing a second time."),
    "surveys.ImportedOffer": Kept(key="pk programme", plain="kind month", count="count", until="For good: it is how many were offered."),
    # the database of answers
    "answers.SpentTicket": Kept(secret="digest", plain="month", until="Until 60 days after its month has closed."),
    "answers.WaitingAnswer": Kept(key="id", sealed="sealed", until="Until ten of its group wait; then it is opened, shuffled among them."),
    "answers.Answer": Kept(key="id", plain="programme period kind", count="ticked", until="Until 60 days after its group has closed."),
    "answers.Comment": Kept(key="id", plain="programme quarter", words="text", until="For good, apart from what was ticked."),
    "answers.Tally": Kept(key="pk", plain="programme period kind question option", count="n", until="For good: these sums are the report."),
    # check-in calls
    "checkins.CheckInPlan": Kept(
        key="id person programme way",
        words="about voicemail text",
        plain="tell_me",
        work="begun_at ended_at",
        until=AS_THE_RECORD,
    ),
    "checkins.CallTime": Kept(key="id plan", plain="weekday opens closes", until="Until the person chooses other times."),
    "checkins.Voice": Kept(key="id plan supporter", plain="is_liked", until="Until the person says that it does not matter."),
    "checkins.Absence": Kept(key="id plan", work="first_day last_day told_at withdrawn_at", until=AS_THE_RECORD),
    "checkins.AgreedStep": Kept(
        key="id plan",
        plain="position act wait_minutes not_before not_after",
        words="words",
        sealed="contact_name contact_number",
        until="Until the person takes the step away.",
    ),
}

# Columns of class words or sealed that are no SealedTextField, and why that is safe.
SEALED_OTHERWISE: dict[str, str] = {
    "answers.WaitingAnswer.sealed": "sealed by the survey itself, to a key outside every database, all of one length",
}

# Tables of the packages we stand on.
OTHERS: dict[str, str] = {
    "account.EmailAddress": "Not written to: the address of an account stands in accounts.User.",
    "account.EmailConfirmation": "Not written to.",
    "auth.Group": "Not written to: roles are people.Role.",
    "auth.Group_permissions": "Not written to.",
    "auth.Permission": "Names of Django's own permissions, which the house does not use.",
    "contenttypes.ContentType": "Names of our tables.",
    "mfa.Authenticator": "Secrets of apps and passkeys for the second step, until the person removes them.",
    "sessions.Session": (
        "Who is signed in on a device, with the e-mail address used and, while it is awaited, the code, until signing out or two weeks "
        "after the last page. No place. A code card on its way to the printer is sealed."
    ),
}


def page() -> str:
    """docs/reference/privacy.md."""
    lines = [
        "# What is kept, and how long",
        "",
        "Every column of the database has a class. This page is made from a table in the tests (`tests/walks/privacy.py`), and a",
        "test fails for a column without a class (`python -m tests.walks.write` writes it anew).",
        "",
        "| class | meaning |",
        "| --- | --- |",
        *(f"| {name} | {meaning} |" for name, meaning in CLASSES.items()),
        "",
        "Nothing leads from the database of answers, or from surveys, to a person, an account or a contact.",
    ]
    room = ""
    for label, kept in TABLES.items():
        if (here := label.split(".")[0]) != room:
            room = here
            lines += ["", f"## {room}"]
        lines += ["", f"### {label.split('.')[1]}", "", _what_a_row_is(label), "", kept.until, ""]
        lines += ["| class | columns |", "| --- | --- |"]
        lines += [f"| {kind} | {_named(getattr(kept, kind))} |" for kind in CLASSES if getattr(kept, kind)]
    lines += ["", "## Tables of packages", "", "| table | what stands in it |", "| --- | --- |"]
    lines += [f"| {label} | {words} |" for label, words in OTHERS.items()]
    return "\n".join(lines) + "\n"


def _named(columns: str) -> str:
    return ", ".join(f"`{column}`" for column in columns.split())


def _what_a_row_is(label: str) -> str:
    """The first paragraph of the model's docstring, on one line."""
    from django.apps import apps

    return " ".join((apps.get_model(label).__doc__ or "").split("\n\n")[0].split())
