"""Without this a refusal would reach a person as a code; here each says what would make the no a yes."""

from collections.abc import Mapping

from elearn.words import _

SENTENCES: Mapping[str, str] = {
    # what every door may say
    "not-found": _("There is no such page here, or it is not yours to open."),
    "wrong-method": _("This address is reached by the buttons of a page, not by typing it."),
    "too-large": _("That was more than can be sent at once. Make it shorter and send it again."),
    "not-understood": _("That request could not be read. Go back and try again."),
    "form-stale": _("This page had been open too long. Nothing was done yet; look below and send it again."),
    "trouble": _(
        "The record cannot be reached just now. Nothing was half done; please try again in a moment."
    ),
    "fault": _("Something went wrong on our side. Nothing was half done, and it has been noted."),
    "done-at-once": _("Somebody did the same at this very moment. Look at how it stands now."),
    "demo-not-empty": _("There are people in this record already; the demo wants an empty one."),
    "text-with-nul": _("The text holds a character that cannot be kept. Remove it and send again."),
    "too-many-tries": _("Too many tries. Please wait %(minutes)s minutes and try again."),
    # accounts
    "sign-in-wrong": _(
        "That e-mail address and passphrase do not belong together. Check both and try again."
    ),
    "passphrase-short": _("Use 15 characters or more. Three random words are enough."),
    "passphrase-long": _("Use at most 200 characters."),
    "passphrase-common": _(
        "Many people would guess this one. Try three words that have nothing to do with each other."
    ),
    "passphrase-own-name": _(
        "This is mostly your own name or address. Try three words that are not about you."
    ),
    "passphrase-differs": _("The two passphrases are not the same. Type the second one again."),
    "passphrase-wrong": _("That is not your passphrase. Check it and try again."),
    "link-spent": _("This link has been used already. If that was you, sign in; if not, ask for a new one."),
    "link-old": _("This link is no longer good. Ask whoever sent it for a new one."),
    # people
    "name-missing": _("Write the person’s name."),
    "email-missing": _("Write an e-mail address, such as sam@example.org."),
    "email-taken": _("Somebody here already has this address: %(name)s."),
    "role-missing": _("Choose at least one role."),
    "no-such-person": _("Nobody here has the address %(email)s."),
    "not-yourself": _("Nobody does this about themselves. Ask a colleague."),
    "last-coordinator": _("This is the only coordinator. Make somebody else one first."),
    "already-disabled": _("This account is already closed."),
    "not-a-supervisor": _("%(name)s is not a supervisor here yet. Give the role first."),
    "signs-by-link": _(
        "%(name)s signs by a link and has no account. Make an invitation link for %(name)s first, or choose somebody "
        "else."
    ),
    "not-a-learner": _("%(name)s is not learning here. Give the role first."),
    "circle": _(
        "%(name)s is supervised, directly or through others, by this person; that would be a circle."
    ),
    "relation-overlaps": _("%(name)s already supervises this person in that time."),
    "relation-over": _("This supervision has ended already. Nothing was done; look again."),
    "until-before-since": _("The last day is before the first."),
    "no-such-pathway": _("There is no pathway called “%(pathway)s”."),
    "already-assigned": _("This person is on that pathway already."),
    "no-such-edition": _(
        "No pathway and no edition is called “%(edition)s”; give a pathway, or six digits of a hash."
    ),
    "edition-not-one": _("More than one edition begins with “%(edition)s”; give more of its digits."),
    "edition-of-another": _(
        "That is an edition of another pathway, “%(pathway)s”. End this one with a reason and assign that."
    ),
    "moved-meanwhile": _("Somebody has moved this person meanwhile. Nothing was done; look again."),
    "not-on-pathway": _("%(name)s is not on that pathway."),
    "no-such-supervisor": _("Nobody who supervises here has the address %(email)s."),
    "account-closed": _("The account of %(email)s is closed; open it again first."),
    "cohort-twice": _("%(email)s stands in an earlier line already."),
    "reason-missing": _("Say in a few words why."),
    "hand-over-ahead": _(
        "What is asked of this person goes along at once, so hand over on the day itself or later."
    ),
    "hand-over-to-herself": _(
        "%(name)s is one of these trainees and cannot be their own supervisor. Enter another supervisor for them "
        "first, and end this one."
    ),
    "nothing-to-hand-over": _("%(name)s supervises nobody on that day."),
    "cohort-empty": _("Paste at least one line: name, email, pathway, supervisor."),
    "cohort-mistakes": _("Some lines need another look; nothing was done yet."),
    "cohort-too-long": _("At most %(most)s lines at once."),
    # ratings
    "item-unrated": _("Choose a level for “%(item)s”."),
    "rating-moved": _(
        "This film was rated from another page meanwhile. Look at that rating; nothing was changed."
    ),
    "film-not-rateable": _(
        "This film cannot be rated: its shared review is still to come, or its consent has ended."
    ),
    # sign-offs and waivers
    "ask-somebody-else": _("Choose somebody who may be asked; beside each other name stands why not."),
    "ask-closes-by-itself": _("This one is met as soon as everything in it is; nobody signs it."),
    "ask-already-met": _("This one is met already."),
    "ask-already-asked": _("You have asked somebody already. Withdraw that request first."),
    "ask-not-yet-open": _("This one has not opened yet."),
    "ask-earlier-milestones": _("First to be finished: %(after)s."),
    "ask-still-missing": _("Still to come: %(missing)s. Then you can ask."),
    "answered-already": _("This was answered before you took it back; look at the answer."),
    "bundle-moved": _("The record has changed since you opened this page. Nothing was signed; look again."),
    "decided-otherwise": _("You have already given another answer here. Amend that one if it was not right."),
    "handed-on": _("The learner was handed over meanwhile, and the request too. Nothing was signed."),
    "asked-again-since": _("This was asked again since. Answer that request instead."),
    "meeting-day-missing": _("Write the day on which you met."),
    "meeting-in-future": _("That day is still to come. Sign when you have met."),
    "meeting-minutes": _("Write whole minutes, from 1 to 1,440."),
    "meeting-minutes-missing": _("Write how many minutes you met; the pathway asks for at least %(need)s."),
    "known-missing": _("Say how you know."),
    "not-yet-says-what": _("Say what would make it a yes."),
    "talk-in-past": _("That day has gone by. Choose a day to come, or leave it open."),
    "sign-own-record": _("Nobody signs their own record."),
    "sign-not-accredited": _("You are not entered as an accredited supervisor on the day of the meeting."),
    "sign-supervised-in-window": _(
        "You supervised this learner in this stage, which opened on %(from)s; an assessor stands apart."
    ),
    "sign-session-in-window": _(
        "You held a supervision with this learner in this stage, on %(since)s; an assessor stands apart."
    ),
    "sign-not-own-supervisor": _("You did not supervise this learner on the day of the meeting."),
    "sign-supervised-by-learner": _(
        "This learner supervises you, directly or through others; somebody else decides here."
    ),
    "sign-meeting-too-short": _("%(have)s minutes; the pathway asks this meeting to take %(need)s."),
    "sign-still-missing": _("Not everything is there yet: %(missing)s."),
    "sign-earlier-milestones": _("First to be finished: %(after)s."),
    "sign-missing-that-day": _("On %(day)s not everything was there yet: %(lacking)s."),
    "part-missing": _("Say in which part, such as “accredited VIG supervisor”."),
    "assessor-known": _(
        "Whoever has this address is known here already. Ask a coordinator to make this person an assessor."
    ),
    "learners-own-browser": _(
        "This is a browser of the learner’s own. Open the link on your own telephone or computer: "
        "nobody signs on the device of the person they sign for."
    ),
    "signing-link-old": _("This link opens no longer. Open it once more to ask for a fresh one."),
    "link-answered": _(
        "This was answered through a link already, and that answer stands. "
        "If it was not right, tell the coordinator."
    ),
    "question-missing": _("Write your question."),
    "instead-by-name": _("The name is enough here. Whoever enters this person asks how to reach them."),
    "answer-missing": _("Write your answer."),
    "waive-met-already": _("This is met already and needs no waiver."),
    # quizzes
    "option-not-offered": _("That choice was not among those offered. Choose one of them."),
    "one-answer-only": _("Choose one answer; two were sent."),
    "confidence-missing": _("Your answer is saved. Now say how sure you are of it; a guess is welcome."),
    "number-unread": _(
        "Write a number in figures, with nothing beside it but its unit; a point or a comma marks decimals."
    ),
    "number-thousands": _(
        "That comma could mark thousands or decimals. Write 1000 without a comma, or 1.000 with a point for decimals."
    ),
    "place-twice": _("Place %(place)s is given twice. Each step has a place of its own."),
    "answer-whole": _("Answer the whole question first; then you can compare."),
    "answers-missing": _("Some questions are still open (%(count)s). Answer them, and you have finished."),
    "review-not-due": _("This question is not up any more today. Go back to see what is."),
    "review-retired": _("This question has changed since, so it is not asked any more."),
    "attempts-used": _("You have used every try this quiz allows (%(most)s). Talk with your supervisor."),
    "attempt-handed-in": _("This try is handed in already, so this answer was not added to it."),
    "attempt-moved": _("Another page was quicker just now. Open the quiz again to go on."),
    # clips
    "mark-not-read": _("One of the marks could not be read. The others are kept; look at them again."),
    "marks-too-many": _("Mark at most %(most)s moments in one clip."),
    "note-too-long": _("Use at most %(most)s characters for one note."),
    "marks-kept-elsewhere": _(
        "Marks were kept from another page meanwhile. Nothing is lost: both are here now. Look at them, then compare."
    ),
    "marks-handed-in": _("This is handed in already, so nothing was added to it."),
    "check-not-open": _(
        "This clip is kept for the check. Mark every practice clip once; then the two clips whose turn it is open."
    ),
    # the logbook
    "identifier-found": _(
        "Part of this may say who a family is. Look below the form: change it, or keep it."
    ),
    "day-missing": _("Write the day, such as 22 November 2026."),
    "not-happened-yet": _("That day is still to come. Enter it when it has happened."),
    "too-long-ago": _("That day lies before %(year)s. Check the year."),
    "review-before-film": _("The shared review cannot have come before the film. Check both days."),
    "erased-before-film": _("The film cannot be erased before it was made. Check both days."),
    "before-film": _("That was before the film was made. Check the day."),
    "minutes-unlikely": _("Write the minutes as a whole number from 1 to %(most)s."),
    "days-unlikely": _("Write the days as a whole number from 1 to 60."),
    "until-before-on": _("The last day is before the first. Check both."),
    "leave-far-ahead": _("That is more than a year ahead. Check the year, or enter it nearer the time."),
    "leave-too-long": _("That is more than five years. Check the year, or leave the last day open."),
    "leave-overlaps": _("Some of these days lie in another leave of yours. Correct that one instead."),
    "title-missing": _("Say in a few words what it was."),
    "evidence-missing": _("Say what shows it: a certificate, a letter, who can tell."),
    "prior-since-then": _(
        "By then you were training here. What is reached since is signed here, not entered as from before."
    ),
    "milestone-unknown": _("Choose one of the milestones of your pathway."),
    "client-unknown": _("Choose one of your own codes, or a family you meet for the first time."),
    "work-unknown": _("Choose what this belongs to."),
    "named-unknown": _("Choose who held it; only somebody known here can confirm it."),
    "brought-unknown": _("One of the things brought is no longer in the logbook. Look at the list again."),
    "consent-withdrawn": _(
        "The family of %(client)s took its consent back before that day, so its film can no longer be brought."
    ),
    "consent-does-not-reach": _(
        "For %(client)s no consent to supervision is entered. If the family agreed, correct the cycle first."
    ),
    "consent-not-for-group": _(
        "A group is other trainees, and for %(client)s no consent to intervision is entered. If the family agreed, "
        "correct the cycle first; else leave it out."
    ),
    "preparation-empty": _(
        "Write your question, choose what you bring, or note a moment; one of them is enough."
    ),
    "session-day-over": _("That day is over. Write the day you are going to meet, or leave it open."),
    "session-day-far": _("That day is more than a year ahead. Look at the year, or leave the day open."),
    "preparation-moved": _("This was changed in another window meanwhile. Look at how it stands now."),
    "preparation-unknown": _("What was prepared for this session cannot be found. Open the form again."),
    "time-unread": _("Write the time as the film shows it, such as 0:42 or 1:02:03."),
    "moment-says-nothing": _("Say in a few words what you see there."),
    "follow-up-says-nothing": _("Say what was agreed."),
    "follow-up-whose": _("Choose who does it."),
    "session-there-already": _(
        "There is a session with this trainee on that day already. Tick below if this is another."
    ),
    "trainee-has-session": _(
        "%(name)s has a session with you on that day already. Confirm that one, or tick below if this is another."
    ),
    "trainee-missing": _("Choose who was there."),
    "saved-already": _(
        "This form was saved a moment ago with other words. Open the entry from your logbook and correct it there."
    ),
    "entry-replaced": _("This entry was corrected meanwhile. Open it again to see how it reads now."),
    "entry-withdrawn": _("This entry was taken back meanwhile. Nothing was done."),
    "cycle-finished-already": _("The shared review of this cycle is entered already."),
    "confirmed-by-another": _(
        "Somebody has confirmed this, so it is not taken back but corrected, with a reason."
    ),
    "not-agreed": _("The learner does not recognise this session. Talk with each other first."),
}

TITLES: Mapping[int, str] = {
    400: _("Please send it again"),
    404: _("Not here"),
    405: _("Not this way"),
    409: _("This has moved on"),
    413: _("Too much at once"),
    422: _("Not yet"),
    429: _("Please wait a little"),
    500: _("Our fault"),
    503: _("Please try again in a moment"),
}


def sentence(code: str, params: Mapping[str, object] | None = None) -> str:
    """The sentence of a refusal, filled in; raises ``KeyError`` for a code nobody has worded."""
    return SENTENCES[code] % (params or {})


def title(status: int) -> str:
    """What a page says above such a sentence."""
    return TITLES.get(status, TITLES[422])
