### English for easy read: short sentences of at most fifteen words, one idea in each, with a drawing beside the main ones. What is not here is
### said as in en.ftl.

## Mails and letters

invite-why = { $with ->
    [one] { $lead } would like to talk with you. You talk about how school is going. You agree what happens next.
    [more] { $lead } would like to talk with you. { $others } will be there too. You talk about how school is going. You agree what happens next.
   *[none] We would like to talk with you. We talk about how school is going. We agree what happens next.
}
invite-needs = Do you need help to take part? Tell us. For example: an interpreter, or big letters. It is free.
reminder-why = { $with ->
    [one] We wrote to you. { $lead } would like to talk with you about school.
    [more] We wrote to you. { $lead } would like to talk with you about school. { $others } will be there too.
   *[none] We wrote to you. We would like to talk with you about school.
}
booked-silent = We have agreed a time for the meeting. You are welcome to come:
booked-manage = You can change it. You can cancel it. You can tell us what to talk about:
booked-manage-paper = Do you want to change it or cancel it? Then { $ways }
summary-met = Thank you for talking with us. You can now read what we agreed. You can read who does what.
summary-views = Thank you for your views. You can now read what was agreed. You can read who does what.
summary-apologies = Thank you for telling us that you could not come. You can now read what was agreed.
summary-missed = We are sorry that we did not see you. You can now read what was agreed.
summary-other = You can now read what was agreed. You can read who does what.
summary-end = Is something missing or wrong? Reply to this e-mail. You can have it on paper. Ask us.
summary-end-other = Do you want to talk about it? Reply to this e-mail. You can have it on paper. Ask us.
feedback-words = Thank you for meeting us. How was it? Open the page. Tap one answer.
answered-words = You told us that something we agreed is not happening. We looked into it. You can now read our answer.
answered-end = Is it still not right? Tell us again. Reply to this e-mail. Or ask for a meeting.
late-words = We are sorry. We are a little late today. We will see you or ring you soon.
late-ask = Is it too long to wait? Then { $ways }
phone-today-words = Please phone us before you leave home. It is about our meeting today. We are sorry to tell you so late.
survey-words = How well does { $school } work with you and your child? We ask five questions. It takes two minutes.
survey-nameless = We do not keep your name with your answers. Nobody is told who said what.
survey-end = You do not have to answer. Do you want to answer on paper? Reply and tell us.
survey-again-words = We asked you five questions about { $school }. You can still answer. It takes two minutes.
survey-acted-words = We asked families how well { $school } works with them. Thank you for what you told us. You can now read what we did.
survey-acted-end = Do you want to talk about it? Reply to this e-mail.
code-nobody = Do not give it to anybody. We never ask for it. Did you not ask for a code? Then do nothing.
letter-why = We would like to talk with you about your child at school. What is going well? What worries you? What do we do next?
letter-talk = We would like to talk with you about your child at school. Please { $ways }
letter-bring = You can bring somebody with you. Do you need an interpreter? Do you need other help? Tell us.
cancelled-sorry = We are sorry. We will write to you if we need another time.
incident-what = There was an incident at school with { $name }. It was on { $day } at { $time }. We tell you here what happened.
used-force = Force: an adult used their body to control your child
used-restraint = Restraint: your child was kept from moving
used-seclusion = Seclusion: your child was alone and could not leave
incident-triggers = What happened before it:
incident-tried = What we tried first:
incident-degree = What force was used, and how much:
incident-injuries = Was anybody hurt:
incident-support = How we helped your child after it:

## Pages

written-in-english = Would you like help to read this? Phone us. It is free.
no-link-words = The link may be too old. Use the link in our newest message. Or phone the school office.
ended-words = It worked until { $day }. It showed what we agreed.
cancelled-lead = We are sorry. We will write to you or phone you. We will find another time.
gone-lead = Did we meet? Thank you. We will send you what we agreed. Did we not meet? That is all right. Please phone us.
taken-none = We are sorry. Tell us when you can come. Or phone us.
taken-near = We are sorry. These times are free.
passed-lead = We would still like to meet you. Tell us when you can come. Or phone us.
choose-title = Choose a time to talk with us
choose-lead = { $school } would like to meet you. What you think is important to us.
views-link = Tell us what you think
views-link-hint = It takes about 2 minutes. You do not have to.
will-meet = Who you will meet
also-there = Who will be there too
answer-by = Answer before the end of
said-other_time = You asked for another time. We will tell you soon.
said-cannot = You told us that you cannot come. We will write or phone.
answer-none = I need another time
answer-wrong = This is not for me
when-hint = Tick all the times that are good.
when-during = While school is on
more = Do you need help, or do you want to tell us something?
interpreter-label = Do you need an interpreter? Which language?
interpreter-hint = An interpreter says our words in your language. It is free.
access-label = What do you need to take part?
access-hint = For example: no steps, big letters, a quiet room
brings-hint = It can be a friend, a relative or an adviser.
role-senco = arranges help in our school
needs-aid-hint = We arrange it each time. It is free.
aid-step_free = No steps
aid-hearing_loop = A hearing loop, for hearing aids
message-label = What do you want to tell us?
not-met-lead = That happens. We would still like to talk with you. We will find another time.
own-words-hint = Use your words. We keep them as you write them.
how-comment-hint = You do not have to answer this.
missing-lead = Tell us which part of the plan is not happening. We look into it. Then we answer you.
missing-words-hint = Use your words. For example: since when. You can leave it empty.
missing-late = We wanted to answer you by { $day }. We are sorry. Please phone us.
wrong-how = Choose one of the answers above. Or write what we should do differently
wrong-missing-many = We have not answered the others yet. Please phone us. That is quickest
agreed-code = Only you should read it. We send a code to your e-mail. Type the code here. Then you can read.
told-code = Only you should read it. We send a code to your e-mail. With the code you see it.
more-code = Only you should read it. We send a code to your e-mail. With the code you see it.
which-child-code = There is no name here. Other people may have this link. With a code you see the name.
code-hint = Six numbers. They are in our newest message. They work for ten minutes.
code-missing = Is there no message after two minutes? Look in your junk mail. Or phone us.
needs-lead = Tell us one time. We remember it. You can leave boxes empty.
needs-written-hint = Tell us if you like another language better.
needs-format = How do you want our letters and messages?
needs-suits-hint = Tick all the good times.
needs-way-hint = For example: an interpreter, or big letters. We ask only once.
reads-hidden = We write in English. Do you want another language? Tell us. It is free.
reads-known = We write in English. Do you want { $language }? Tell us. It is free.
ask-near = We will meet soon. You can change the time. You can tell us what to talk about.
ask-lead = You can ask to talk with us at any time. You do not need to wait.
ask-way = Do you want to talk with us at another time?
views-lead = Four questions. You can leave some out. { $lead } reads it. Those who help your child at school read it. Other families do not.
views-kept = We keep what you write. School reads it when you send it.
annual-what = We look at an EHC plan once a year. What has gone well? What is still hard? The plan can stay, change or end. You know your child best. What you think counts.
annual-views = Tell us what you think. Tell us what your child thinks. Do it at the meeting or here.
annual-papers = Before the meeting we send you what others wrote. Please read it. Tell us if something is wrong.
annual-papers-by = We send you what others wrote by { $day }. Please read it. Tell us if something is wrong.
annual-decides = The local authority decides. School does not decide. It writes to you within four weeks.
annual-changes = It may want to change the plan. Then it sends you the changes. You have 15 days or more to answer.
annual-appeal = You may not agree. Then you may have a right to appeal. The letter tells you how.
survey-lead = We do not keep your name with your answers. Nobody is told who said what. You can leave some out. You can answer until { $day }.
survey-known = We have your answers. We wait until everybody has answered. Then we tell you what we do.
survey-until = You could answer until { $day }. You can tell us what you think at any time.
