### What families read, in English: every mail and letter to parents and every page behind their link. The other files here say the same
### in other languages; what one of them leaves out is said in English. Plain words, the action first, no child's name, no word that gives
### away why the school writes. How it is used: src/texts/mod.rs.

## Words that stand in many places

minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
weekday = { $n ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
month = { $n ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
day = { $weekday } { $day } { $month }
day-of-year = { $weekday } { $day } { $month } { $year }
day-and-time = { $day }, { $time }
slot = { $day }, { $time }, { $length }, { $mode }
slot-place = { $day }, { $time }, { $length }, { $mode }, { $place }
mode-school = at school
mode-phone = by phone
mode-video = by video call
mode-home = at your home
labelled = { $label }: { $text }
ways = { $by ->
    [mail] reply to this e-mail.
    [mail-or-phone] reply to this e-mail or phone { $phone }.
    [phone] phone the school office on { $phone }.
   *[office] get in touch with the school office.
}
child = { $kind ->
    [year] your child in { $year }
    [alike-year] one of your children in { $year }
   *[alike] one of your children
}
about-child = This is about { $child }.
about-child-at = This is about { $child }: the one for whom we have { $when }. The page says which once you have typed our code.
about-name = About { $name }
about-name-full = This is about { $name }.
bring = You are welcome to bring someone with you.
added-come = Where to come
added-bring = What to bring
advice = Free and impartial advice for families
local-offer = The Local Offer for families in our area
not-checked = No speaker has checked this translation for us yet. If something is unclear, please read the English.
english-follows = The same in English:

## Every mail and letter

greeting = Dear { $name }
sent-again = We wrote this to you on { $day }, and send it again.
wrong-link = If you are not the person we meant, please tell us:
wrong-paper = If you are not the person we meant, please tell us: { $ways }
wrong-reply = If you are not the person we meant, please reply and tell us.
ask-again = Would you like to talk with us again? Ask for a meeting whenever you like:
in-english-mail = This message is in English. If you would like it in { $language }, { $ways } Just say “{ $language }”: somebody will help you. It is free.
in-english-letter = This letter is in English. If you would like it in { $language }, { $ways } Just say “{ $language }”: somebody will help you. It is free.

## The invitation and its reminder

invite-subject = { $school }: please choose a time to talk with us
invite-why = { $with ->
    [one] { $lead } would like to talk with you about how school is going and agree what happens next.
    [more] { $lead }, with { $others }, would like to talk with you about how school is going and agree what happens next.
   *[none] We would like to talk with you about how school is going and agree what happens next.
}
invite-kept = We have kept { $length } for you.
invite-kept-time = We have kept time for you.
invite-choose = Choose a time that suits you, or ask for another:
invite-button = Choose a time
invite-answer-by = Please answer by { $day }. You can also { $ways }
invite-needs = Tell us if you need an interpreter, large print, easy read or step-free access. It is free.
reminder-subject = Reminder: please choose a time by { $day }
reminder-why = { $with ->
    [one] We wrote to you a few days ago. { $lead } would like to talk with you about how school is going.
    [more] We wrote to you a few days ago. { $lead }, with { $others }, would like to talk with you about how school is going.
   *[none] We wrote to you a few days ago. We would like to talk with you about how school is going.
}
reminder-phone = If none of this works for you, we will phone you.

## A time that is agreed, moved or called off

booked-subject = Booked: { $when }
agreed-subject = A time is agreed: { $when }
booked-accepted = Thank you. Your meeting with us is booked:
booked-asked = You asked us for something else. This time is agreed now:
booked-silent = A time is agreed for the meeting that we invited you to. You are welcome to come:
booked-paper = The meeting that we invited you to is booked:
booked-manage = Change or cancel it, or tell us what you would like to talk about:
booked-manage-paper = To change or cancel it, or to tell us what you would like to talk about, { $ways }
open-button = Open your meeting
changed-subject = Changed: { $when }
changed-words = The time of your meeting with us has changed. It is now:
changed-manage = If this does not suit you, tell us here:
changed-manage-paper = If this does not suit you, { $ways }
cancelled-subject = Cancelled: { $when }
cancelled-subject-school = Cancelled: your meeting with { $school }
cancelled-words = Your meeting with us on { $when } will not take place.
cancelled-words-unbooked = The meeting that we invited you to will not take place.
cancelled-sorry = We are sorry for the change. We will write to you with new times if we still need to meet.
cancelled-ask = If you want to ask about this, { $ways }
before-subject = Your meeting on { $day }: anything you want us to ask?
forward = We look forward to talking with you:
before-manage = What is going well, and what worries you? Tell us before we meet, if you like:
before-manage-paper = What is going well, and what worries you? Write it down and bring it with you, or { $ways }
eve-subject = Reminder: { $when }
eve-manage = If you cannot come, tell us here:
eve-manage-paper = If you cannot come, { $ways }
at-school = At { $school }
at-school-place = At { $school }, { $place }
on-the-phone = By phone: we will ring you
on-video = By video call
on-video-place = By video call: { $place }
in-your-home = At your home
with-lead = With { $lead }
with-others = With { $lead }; also there: { $others }
calendar-meeting = Meeting at { $school }
calendar-cancelled = Called off: meeting at { $school }
calendar-about = About { $child }.
calendar-phone = To change or cancel, phone { $phone }

## After the meeting

summary-subject = What we agreed on { $day }
summary-subject-other = What was agreed on { $day }
summary-subject-dayless = What we agreed when we met
summary-subject-dayless-other = What was agreed when we met
summary-met = Thank you for talking with us. What we agreed, and who does what by when, is ready for you to read.
summary-views = Thank you for sending us your views before the meeting. What was agreed there, and who does what by when, is ready for you to read.
summary-apologies = Thank you for telling us that you could not come. What was agreed at the meeting, and who does what by when, is ready for you to read.
summary-missed = We are sorry that we did not see you at the meeting. What was agreed there, and who does what by when, is ready for you to read.
summary-other = What was agreed at the meeting, and who does what by when, is ready for you to read.
summary-read-here = Read it here:
summary-button = Read what we agreed
summary-button-other = Read what was agreed
summary-end = If something is missing or not as you remember it, reply to this e-mail. Ask us if you would like it on paper.
summary-end-other = If you would like to talk about it or to add something, reply to this e-mail. Ask us if you would like it on paper.
feedback-subject = How was our meeting? One tap is enough
feedback-words = Thank you for meeting us. Please tell us how it was: open the page and tap one answer.
feedback-here = Tell us here:
feedback-button = Tell us how it was
feedback-end = You need not answer.
answered-subject = We have answered what you told us
answered-words = You told us that something we agreed is not happening. We have looked into it, and our answer is ready for you to read.
answered-here = Read it here:
answered-button = Read our answer
answered-end = If it is not put right, tell us again, reply to this e-mail or ask for a meeting.
late-subject = We are running late today: { $time }
late-words = We are sorry: we are running a little late today. We will see you or ring you as soon as we can.
late-ask = If you cannot wait, { $ways }
phone-today-subject = Please phone us about today, { $time }
phone-today-words = Please phone us about our meeting today before you set out. We are sorry for the short notice.
phone-today-ask = You can { $ways }
survey-subject = { $school }: five short questions about us
survey-words = How well does { $school } work with you and your child? We ask five short questions. It takes two minutes.
survey-nameless = Nobody is told who said what: your name is not kept with your answers.
survey-by = Please answer by { $day }:
survey-button = Answer five questions
survey-end = You need not answer. If you would rather answer on paper, reply and tell us.
survey-again-subject = { $school }: would you still answer five short questions?
survey-again-words = We asked you five short questions about { $school }. There is still time, and it takes two minutes.
survey-acted-subject = { $school }: what we did about your answers
survey-acted-words = We asked families how well { $school } works with them. Thank you for what you told us. We have written down what we did about it.
survey-acted-here = Read it here:
survey-acted-button = Read what we did
survey-acted-end = If you would like to talk about it, reply to this e-mail.

## The code

code-subject = { $school }: your code
code-words = Your code is { $digits }. Type it on the page where you asked for it.
code-until = It works until { $day } at { $time }.
code-nobody = Give it to nobody: we never ask for it by phone or e-mail. If you did not ask for a code, there is nothing to do.

## The invitation on paper

letter-title = Talking together
letter-again = We wrote to you a while ago.
letter-booked = We are meeting to talk about how your child is getting on at school:
letter-cannot = If you cannot come, please { $ways }
letter-why = We would like to talk with you about how your child is getting on at school: what is going well, what worries you, and what we do next.
letter-times = These times are possible:
letter-choose = Tell us which time suits you, or that you need another. Please { $ways }
letter-answer-by = Please answer by { $day }.
letter-talk = We would like to talk with you about how your child is getting on at school. Please { $ways }
letter-meet = You will meet { $lead }.
letter-meet-others = You will meet { $lead }; also there: { $others }.
letter-bring = You can bring somebody with you. Tell us if you would like an interpreter, or if there is anything that would make it easier for you to take part.
letter-sincerely = Yours sincerely,

## The letter about an incident

incident-title = About an incident at school
incident-what = On { $day } at { $time } there was an incident at school with { $name }. We are writing to tell you what happened.
incident-used = What was used:
used-force = Force: physical intervention
used-restraint = Restraint
used-seclusion = Seclusion
incident-where = Where:
incident-length = How long:
incident-why = Why:
incident-triggers = What led up to it:
incident-tried = What was tried before:
incident-degree = Kind and degree of force:
incident-injuries = Injuries:
incident-support = What was done for your child afterwards:
incident-talk = We would like to talk with you about it. Please { $ways }

## The frame of every page

skip = Skip to the content
error = Error:
problem = There is a problem
language-switch = Language
back = Back
back-to-meeting = Back to the meeting
thanks = Thank you.
page-title = Meeting
talk-to-us = Talk to us
talk-phone = Would you rather phone? Ring { $phone }: we are happy to help.
talk-office = Please phone the school office: we are happy to help.
near-you = What there is for families near you
written-in-english = What stands here is in the words of those who wrote it. Would you like help to read it? Phone us: it is free.

## A link that does not work

no-link-title = This link does not work
no-link-words = It may have ended, or a part of it was lost on the way. Please use the link in the newest message you had from us, or phone the school office.
ended-title = This link has ended
ended-words = It worked until { $day }, and showed what we talked about and agreed.
ended-ask-phone = Would you like to read it again, or to talk with us? Phone { $school } on { $phone }: we send you a new link, or give it to you on paper.
ended-ask-office = Would you like to read it again, or to talk with us? Phone the office of { $school }: we send you a new link, or give it to you on paper.

## When something goes wrong

fault-title = Sorry, something went wrong
fault-words = Nothing was saved. Please try again in a minute, or phone the school office.
fault-long-title = That is too much at once
fault-long = Nothing was saved. Go back, write less, and send it again.
fault-unsure-title = We cannot tell whether that was saved
fault-unsure = Open the page and look first. If it is not there, send it again.
fault-unsure-send = Send it again from here. If it is saved already, it is not done a second time.
fault-wait-title = Please wait a moment
fault-wait = { $n ->
    [one] Nothing was saved. Please try again in { $n } second.
   *[other] Nothing was saved. Please try again in { $n } seconds.
}
fault-once-title = That is saved
fault-once = It was sent twice and saved once. Nothing was done a second time.
fault-open = Open the page again
fault-typed = What you typed
fault-send = Send it again

## The page of a meeting

cancelled-title = This meeting has been cancelled
cancelled-lead = We are sorry. We will write to you or phone you to agree another time.
gone-title = We had planned to meet
gone-lead = If we met: thank you. We will send you what we agreed. If we did not meet, that is all right: please phone us, and we will find another time.
booked-title = Our meeting with you
calendar-link = Put it in your calendar
taken-title = The times that we offered have been taken
taken-none = We are sorry. Tell us when would suit you, or phone us.
taken-near = We are sorry. These are the nearest times that are free.
passed-title = The times that we offered have passed
passed-lead = We would still like to meet you. Tell us when would suit you, or phone us.
choose-title = Please choose a time to talk with us
choose-lead = { $school } would like to meet you. What you know and think matters to us.
views-link = Tell us your views before we meet
views-link-hint = About 2 minutes, if you like.
will-meet = You will meet
also-there = Also at the meeting
answer-by = Please answer by
moved-title = The time has changed.
moved-words = Please tell us below whether you can come.
said-accept = You told us that you will come.
said-other_time = You asked for another time. We will be in touch.
said-phone = You asked for a phone call. We will ring you.
said-cannot = You told us that you cannot come. We will be in touch.
said-hidden = We have your answer.
said-change = You can change your answer below.
not-you-title = Thank you for telling us
not-you-lead = We are sorry. This link no longer works, and the school office will put it right.

## The answer

answer-come = I will come
answer-other = I need another time
answer-none = None of these: I need another time
answer-phone = Please phone me instead
answer-cannot = I cannot take part
answer-wrong = I am not the person you meant
ask-come = Can you come?
ask-which = Which time suits you?
ask-what = What would you like to do?
when-label = When would suit you?
when-hint = Tick all that would do.
when-before = Before school
when-during = During the school day
when-after = Straight after school
when-evening = In the evening
when-video = By video call
when-own = Other times, in your words
when-own-hint = For example: Tuesdays after 4
more = An interpreter, something you need, or a message
interpreter-label = If you would like an interpreter: which language?
interpreter-hint = It is free. British Sign Language is a language too.
access-label = Is there anything you need to take part?
access-hint = For example: step-free access, large print, a quiet room
brings-label = Will you bring somebody with you?
brings-hint = A friend, a relative or an adviser is welcome.
bring-title = You may bring someone
how-long = How long
entrance = Where to come in
video-link = Link for the video call
role-teacher = teacher
role-assistant = teaching assistant
role-head = headteacher
role-senco = co-ordinates support in our school
answer-own = A meeting of my own: { $slot }
sibling-booked = About { $child } we meet: { $slot }.
sibling-ask = We would also like to talk about { $child }. Which time suits you?
sibling-later = I will answer this one later
today-title = Today
today-known = We have your message.
today-late = I am running late
today-phone = Please phone me instead
needs-aid = What helps you to take part in a meeting?
needs-aid-hint = We arrange it each time, and it is free.
aid-step_free = Step-free access
aid-childcare = Somebody to look after younger children
aid-hearing_loop = A hearing loop
aid-quiet_room = A quiet room
brings-yes = Yes, somebody comes with me
message-label = Is there anything you would like us to know or talk about?
answer-send = Send my answer
wrong-over = This meeting is over or cancelled: please phone us
wrong-none = Choose one of the answers
wrong-agreed = Another time has been agreed meanwhile. Please say whether you can come then
wrong-taken = We are sorry: that time has just been taken. Please choose one of those that are free
wrong-taken-too = We are sorry: that time has just been taken too. Please choose one of those that are free
wrong-passed = That time cannot be chosen any more. Please choose another answer
wrong-when = Tell us when would suit you better

## The page after the meeting

not-met-title = We did not manage to meet
not-met-lead = That happens. We would still like to talk with you, and will be in touch about another time.
after-met = Thank you for talking with us
after-views = Thank you for sending us your views
after-apologies = Thank you for telling us that you could not come
after-held = The meeting has been held
paper-title = On paper
paper-words = What we agreed can be given to you on paper.
paper-button = Ask for a paper copy
paper-comes-title = A paper copy is on its way
paper-comes-lead = We will print what we agreed and give it to you.
agreed-title = What we agreed on { $day }
agreed-said = What you said to it
agreed-ask = Is this right?
agreed-label = Is this what we agreed?
right-yes = Yes
right-nearly = Nearly
right-no = No
right-words-label = What should it say?
own-words-hint = In your words. We keep them exactly as you write them.
told-on = On { $day } you told us: { $answer }
tell-again = You can tell us again if something has changed.
tell-us = Tell us
readable-phone = You can read this page until { $day }. After that, phone { $school } on { $phone }: we send you a new link, or give it to you on paper.
readable-office = You can read this page until { $day }. After that, phone the office: we send you a new link, or give it to you on paper.
how-title = How was our meeting?
how-lead = On { $day }. One tap is enough.
how-listened = I was listened to
how-next_step = I know what happens next
how-known = Thank you. We have your answer.
how-change = Change it
how-own = Say it in your own words
how-own-known = Thank you. We have your words.
how-comment = Is there anything we should do differently?
how-comment-hint = You need not answer this.
far-yes = Yes
far-partly = Partly
far-no = No
far-sometimes = Sometimes
talks-held = { $n ->
    [0] We have not talked yet this school year.
    [1] We have talked once this school year.
    [2] We have talked twice this school year.
   *[other] We have talked { $n } times this school year.
}
talks-planned = { $n ->
    [one] One more talk is planned.
   *[other] { $n } more talks are planned.
}
missing-way = Is something of this not happening?
missing-link = Tell us what is not happening
missing-title = Is something not happening?
missing-lead = Tell us which part of the plan is not happening. We look into it and answer you.
missing-told = On { $day } you told us that this is not happening:
missing-other = Something else that we agreed
missing-label = What is not happening?
missing-words = What should we know about it?
missing-words-hint = In your words: since when, for example. You may leave it empty.
missing-by = We have it. We answer you by { $day }.
missing-late = We meant to answer you by { $day }. We are sorry. Please phone us.
finding-put_right = It was not happening. It is from now on.
finding-plan_changes = It was not happening. We change the plan with you.
finding-happening = It is happening.
send = Send
wrong-how = Choose one of the answers above, or write what we should do differently
wrong-missing = Choose what is not happening
wrong-missing-words = Tell us what is not happening
wrong-missing-many = We have not answered the others yet. Please phone us: that is the quickest way
wrong-sibling = Choose one of the answers
wrong-right = Choose yes, nearly or no
wrong-right-words = Tell us what it should say

## The plan that was agreed

plan-title = The plan we agreed on { $day }
plan-new = What is new in it
plan-long-run = In the long run
plan-help = Extra help
plan-step = Step { $n }
plan-from-to = From { $from } to { $to }.
plan-adults = What adults do
plan-avoid = What does not help
plan-at-home = What helps at home
plan-ask = Do you agree with this plan?
plan-answer = Your answer
plan-agree = Yes, I agree
plan-in_part = I agree with part of it
plan-not_agreed = No, I do not agree
plan-words = Is there something you would like to say to it?
wrong-plan = Choose one of the three answers
wrong-plan-words = Tell us with what you do not agree
wrong-plan-changed = The plan has changed since you opened this page: please read it again

## The code on the page

type-code = Type the code we sent you
read-agreed = Read what we agreed
agreed-ready = What we agreed is ready for you
agreed-code = Nobody else should read it. We send a code to your e-mail address; type it here, and you can read.
see-told = See what you told us
read-it = Read it
told-title = You have told us something
told-code = Nobody else should read it. To see it or change it, we send a code to your e-mail address.
more-title = There is more to read about this meeting
more-code = Nobody else should read it. To see it, we send a code to your e-mail address.
which-child = Which child is this about?
which-child-code = No name stands here, since anybody may hold this link. With a code that we send to your e-mail address you see the name.
send-code = Send me a code
send-new-code = Send me a new code
code-label = Your code
code-hint = Six digits. They are in the newest message from us, and work for ten minutes.
code-missing = No message after two minutes? Look where unwanted mail goes, or phone us.
codes-enough-title = We have sent enough codes for now
codes-enough = Please type the newest one, or ask again in an hour.
code-nowhere-title = We cannot send you a code
code-nowhere = We have no e-mail address of yours that works. Phone us, or ask for a paper copy: we are happy to help.
wrong-code = That is not the code. Type the six digits of the newest message
wrong-code-ended = That was not the code five times, and it has ended. Ask for a new one

## What you need

needs-title = What you need
needs-told = This is what you told us on { $day }. You can change it whenever you like.
needs-lead = Tell us once, and we use it each time we write to you or meet you. Leave empty what does not matter.
needs-language = Which language do you speak at home?
needs-written = Which language do you like to read?
needs-written-hint = If it is another. Some languages we write ourselves; for others we find somebody who helps.
needs-hours = When can we ring you?
needs-hours-hint = In your words, for example: not between 2 and 10
needs-format = How would you like what we send?
format-as_it_comes = As it comes
format-paper = On paper, by post
format-large_print = Large print
format-easy_read = Easy read
format-bsl = British Sign Language
format-braille = Braille
format-audio = Spoken, or by phone
needs-access = Is there anything else you need to take part?
needs-access-hint = For example: step-free access, a quiet room
needs-suits = When is a good time for you?
needs-suits-hint = Tick all that are. We offer such times first.
suits-before = Before school
suits-day = During the school day
suits-after = Straight after school
suits-evening = In the evening
suits-mon = Mondays
suits-tue = Tuesdays
suits-wed = Wednesdays
suits-thu = Thursdays
suits-fri = Fridays
save = Save
wrong-letters = Please use { $most } letters at most
wrong-format = Choose how you would like what we send
needs-see = What you need: see it or change it
needs-tell = Tell us what you need
needs-way-hint = An interpreter, large print, good times: you are asked only once.
reads-known = We write in English. Would you rather read this in { $language }? Tell us, by phone or below under “What you need”: somebody will help you. It is free.
reads-hidden = We write in English. Would you rather read this in your language? Tell us, by phone or below under “What you need”: somebody will help you. It is free.

## Asking for a meeting

apart-title = Meet on your own
apart-lead = You can meet us without the other parent. We do not tell them that you asked.
apart-button = I would like to meet without the other parent
apart-have = You asked us on { $day } to meet on your own.
apart-next = We will offer you a time of your own.
apart-change = You can change your mind.
apart-back = I would rather meet together
apart-way = Would you like to meet us without the other parent?
apart-code = Have you asked us before? See it with a code
ask-title = Ask for a meeting
ask-have = We have your request.
ask-when = You asked us on { $day }.
ask-due = We will offer you a time by { $day }.
ask-phone = Please phone us: that is the quickest way to agree a time.
ask-near = We are about to meet. You can choose a time, change it, or tell us what you would like to talk about.
ask-lead = You can ask to talk with us about the support we give, whenever you like. You need not wait for the next meeting.
ask-label = What would you like to talk about?
ask-hint = In your words. You may leave it empty.
ask-way = Would you like to talk with us at another time, or again?

## Your views before we meet

views-title = Before we meet
views-lead = Four questions, in any order; leave out what you like. What you write is for { $lead } and those who work with your child at school. No other family or parent is shown it.
views-going_well = What is going well for your child?
views-hard = What is hard at the moment?
views-would_help = What would help?
views-ask_pupil = Is there anything we should ask your child?
views-thanks = We have what you told us on { $day } at { $time }. You can change it until we meet.
views-send = Send to the school
views-kept = What you write is kept for you as you go, and the school reads it once you have sent it.
views-phone = No need to write: ring { $phone }, and we write it down for you.
views-office = No need to write: phone the school office, and we write it down for you.
views-behind = You have told us something already. Thank you.
views-behind-code = To see it or to change it, we send a code to your e-mail address.
wrong-views = Write something in at least one of the boxes
draft-save = Save draft
draft-saved = Saved at { $time }
draft-none = Nothing is saved yet
draft-offline = Not saved yet: there is no connection. What you wrote stays on this page, and is saved once there is one.
draft-elsewhere = Not saved: this was changed in another window. Nothing was overwritten. Press “{ $button }” to see both.
draft-over = Not saved: it is too late to write here. What you wrote stays on this page until you close it. Please phone us.
draft-refused = Not saved yet: we could not take it just now. What you wrote stays on this page, and is tried again.
draft-twice = You have this open twice
draft-twice-lead = Another window saved at { $time }, after this one was opened. Nothing was overwritten. Here is what differs.
draft-here = In this window
draft-nothing = (nothing)
draft-keep-here = Keep what is in this window
draft-go-on = Go on with what was saved

## The annual review of an EHC plan

annual-title = This meeting is the annual review of the EHC plan
annual-what = An EHC plan is looked at once a year. We talk about what has gone well, what is still hard, and whether the plan should stay as it is, be changed, or end. You know your child best, so what you think counts.
annual-asked = What we ask of you
annual-views = Tell us what you think, and what your child thinks: at the meeting, or here.
annual-write = Write it here
annual-papers = Two weeks before the meeting we send you what everybody else has written. Please read it, and tell us if something is not right.
annual-papers-by = Two weeks before the meeting we send you what everybody else has written, by { $day }. Please read it, and tell us if something is not right.
annual-bring = You may bring somebody with you.
annual-after = What happens afterwards
annual-report = Within two weeks we send you a report of what was said.
annual-decides = The local authority decides, and not the school. It writes to you within four weeks of the meeting.
annual-changes = If it wants to change the plan, it sends you the changes, and you have at least 15 days to say what you think.
annual-appeal = If you do not agree with what it decides, you may have a right to appeal. Its letter tells you how, and until when.

## The survey

survey-page = Five questions
survey-title = Five questions about { $school }
survey-lead = Nobody is told who said what: your name is not kept with your answers. Leave out what you like. Until { $day }.
families-heard = The school listens to what my child and I say.
families-told = I know what help my child gets, and how it is going.
families-decide = We decide together what happens next.
families-happens = The help that we agreed really happens.
families-right = When something goes wrong, the school puts it right.
pupils-heard = Grown-ups here listen to me.
pupils-told = I know what I am working on.
pupils-decide = I help to choose what I do next.
pupils-happens = I get the help that I was promised.
pupils-right = When something is wrong, somebody helps.
survey-own-families = What is one thing that we should do?
survey-own-pupils = What should we do?
survey-own-hint = You may leave it empty. Do not write names.
survey-send = Send my answers
wrong-survey = Answer at least one question, or write something
survey-thanks = Thank you
survey-known = We have your answers. When everybody has answered, we tell you what we do about it.
survey-closed = The questions are closed
survey-until = They were open until { $day }. You can tell us what you think at any time.
survey-acted-title = What we did about your answers
survey-acted-lead = Thank you to everybody who answered.
