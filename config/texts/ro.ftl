### Romanian. Draft: check with a speaker. The English lines and how they are used: en.ftl.

## Words that stand in many places

weekday = { $n ->
    [1] luni
    [2] marți
    [3] miercuri
    [4] joi
    [5] vineri
    [6] sâmbătă
   *[7] duminică
}
month = { $n ->
    [1] ianuarie
    [2] februarie
    [3] martie
    [4] aprilie
    [5] mai
    [6] iunie
    [7] iulie
    [8] august
    [9] septembrie
    [10] octombrie
    [11] noiembrie
   *[12] decembrie
}
day = { $weekday }, { $day } { $month }
day-of-year = { $weekday }, { $day } { $month } { $year }
day-and-time = { $day }, ora { $time }
minutes = { $n ->
    [one] { $n } minut
    [few] { $n } minute
   *[other] { $n } de minute
}
slot = { $day }, ora { $time }, { $length }, { $mode }
slot-place = { $day }, ora { $time }, { $length }, { $mode }, { $place }
mode-school = la școală
mode-phone = prin telefon
mode-video = prin apel video
mode-home = la dumneavoastră acasă
labelled = { $label }: { $text }
ways = { $by ->
    [mail] răspundeți la acest e-mail.
    [mail-or-phone] răspundeți la acest e-mail sau sunați la { $phone }.
    [phone] sunați la secretariatul școlii, la { $phone }.
   *[office] luați legătura cu secretariatul școlii.
}
child = { $kind ->
    [year] copilul dumneavoastră din { $year }
    [alike-year] unul dintre copiii dumneavoastră din { $year }
   *[alike] unul dintre copiii dumneavoastră
}
about-child = Este vorba despre { $child }.
about-child-at = Este vorba despre { $child }: cel pentru care avem { $when }. Pagina arată care dintre ei după ce scrieți codul nostru.
about-name = Despre { $name }
about-name-full = Este vorba despre { $name }.
bring = Puteți veni însoțiți de cineva.
added-come = Unde să veniți
added-bring = Ce să aduceți
advice = Consiliere gratuită și imparțială pentru familii
local-offer = Oferta locală pentru familiile din zona noastră (Local Offer)
not-checked = Această traducere nu a fost încă verificată pentru noi de un vorbitor. Dacă ceva nu este clar, citiți, vă rugăm, textul în engleză.

## Every mail and letter

greeting = Bună ziua, { $name }
sent-again = V-am scris aceasta { $day } și o trimitem din nou.
wrong-link = Dacă nu sunteți persoana căreia am vrut să îi scriem, vă rugăm să ne spuneți:
wrong-paper = Dacă nu sunteți persoana căreia am vrut să îi scriem, vă rugăm { $ways }
wrong-reply = Dacă nu sunteți persoana căreia am vrut să îi scriem, vă rugăm să răspundeți și să ne spuneți.
ask-again = Doriți să vorbiți din nou cu noi? Cereți o întâlnire oricând:

## The invitation and its reminder

invite-subject = { $school }: vă rugăm să alegeți o oră pentru a vorbi cu noi
invite-why = { $with ->
    [one] { $lead } dorește să vorbească cu dumneavoastră despre cum merge la școală și să stabilească ce urmează.
    [more] { $lead }, împreună cu { $others }, dorește să vorbească cu dumneavoastră despre cum merge la școală și să stabilească ce urmează.
   *[none] Dorim să vorbim cu dumneavoastră despre cum merge la școală și să stabilim ce urmează.
}
invite-kept = Timpul rezervat pentru dumneavoastră: { $length }.
invite-kept-time = Am rezervat timp pentru dumneavoastră.
invite-choose = Alegeți o oră care vi se potrivește sau cereți alta:
invite-button = Alegeți o oră
invite-answer-by = Vă rugăm să răspundeți până { $day }. Altă cale: { $ways }
invite-needs = Spuneți-ne dacă aveți nevoie de interpret, litere mari, text ușor de citit sau acces fără trepte. Este gratuit.
reminder-subject = Reamintire: vă rugăm să alegeți o oră până { $day }
reminder-why = { $with ->
    [one] V-am scris acum câteva zile. { $lead } dorește să vorbească cu dumneavoastră despre cum merge la școală.
    [more] V-am scris acum câteva zile. { $lead }, împreună cu { $others }, dorește să vorbească cu dumneavoastră despre cum merge la școală.
   *[none] V-am scris acum câteva zile. Dorim să vorbim cu dumneavoastră despre cum merge la școală.
}
reminder-phone = Dacă nimic nu vi se potrivește, vă vom suna noi.

## A time that is agreed, moved or called off

booked-subject = Programat: { $when }
agreed-subject = Oră stabilită: { $when }
booked-accepted = Mulțumim. Întâlnirea cu noi este programată:
booked-asked = Ne-ați cerut altceva. Acum este stabilită această oră:
booked-silent = S-a stabilit ora întâlnirii la care v-am invitat. Vă așteptăm cu drag:
booked-paper = Întâlnirea la care v-am invitat este programată:
booked-manage = Schimbați-o, anulați-o sau spuneți-ne despre ce doriți să vorbiți:
booked-manage-paper = Pentru a o schimba, a o anula sau a ne spune despre ce doriți să vorbiți, { $ways }
open-button = Deschideți întâlnirea
changed-subject = Schimbat: { $when }
changed-words = Ora întâlnirii cu noi s-a schimbat. Acum este:
changed-manage = Dacă nu vi se potrivește, spuneți-ne aici:
changed-manage-paper = Dacă nu vi se potrivește, { $ways }
cancelled-subject = Anulat: { $when }
cancelled-subject-school = Anulat: întâlnirea cu { $school }
cancelled-words = Întâlnirea cu noi de { $when } nu va avea loc.
cancelled-words-unbooked = Întâlnirea la care v-am invitat nu va avea loc.
cancelled-sorry = Ne pare rău pentru schimbare. Vă vom scrie cu ore noi dacă mai este nevoie să ne întâlnim.
cancelled-ask = Dacă doriți să întrebați despre aceasta, { $ways }
before-subject = Întâlnirea de { $day }: doriți să întrebăm ceva?
forward = Ne bucurăm să vorbim cu dumneavoastră:
before-manage = Ce merge bine și ce vă îngrijorează? Spuneți-ne înainte de întâlnire, dacă doriți:
before-manage-paper = Ce merge bine și ce vă îngrijorează? Notați și aduceți cu dumneavoastră sau { $ways }
eve-subject = Reamintire: { $when }
eve-manage = Dacă nu puteți veni, spuneți-ne aici:
eve-manage-paper = Dacă nu puteți veni, { $ways }
at-school = La { $school }
at-school-place = La { $school }, { $place }
on-the-phone = Prin telefon: vă sunăm noi
on-video = Prin apel video
on-video-place = Prin apel video: { $place }
in-your-home = La dumneavoastră acasă
with-lead = Cu { $lead }
with-others = Cu { $lead }; vor fi prezenți și: { $others }
calendar-meeting = Întâlnire la { $school }
calendar-cancelled = Anulată: întâlnire la { $school }
calendar-about = Despre { $child }.
calendar-phone = Pentru a schimba sau anula, sunați la { $phone }

## After the meeting

summary-subject = Ce am stabilit { $day }
summary-subject-other = Ce s-a stabilit { $day }
summary-subject-dayless = Ce am stabilit la întâlnire
summary-subject-dayless-other = Ce s-a stabilit la întâlnire
summary-met = Mulțumim că ați vorbit cu noi. Puteți citi ce am stabilit și cine ce face și până când.
summary-views = Mulțumim că ne-ați trimis părerea înainte de întâlnire. Puteți citi ce s-a stabilit acolo și cine ce face și până când.
summary-apologies = Mulțumim că ne-ați spus că nu ați putut veni. Puteți citi ce s-a stabilit la întâlnire și cine ce face și până când.
summary-missed = Ne pare rău că nu v-am văzut la întâlnire. Puteți citi ce s-a stabilit acolo și cine ce face și până când.
summary-other = Puteți citi ce s-a stabilit la întâlnire și cine ce face și până când.
summary-read-here = Citiți aici:
summary-button = Citiți ce am stabilit
summary-button-other = Citiți ce s-a stabilit
summary-end = Dacă lipsește ceva sau vă amintiți altfel, răspundeți la acest e-mail. Cereți-ne dacă doriți pe hârtie.
summary-end-other = Dacă doriți să vorbiți despre aceasta sau să adăugați ceva, răspundeți la acest e-mail. Cereți-ne dacă doriți pe hârtie.
feedback-subject = Cum a fost întâlnirea noastră? Ajunge o atingere
feedback-words = Mulțumim că v-ați întâlnit cu noi. Vă rugăm să ne spuneți cum a fost: deschideți pagina și atingeți un răspuns.
feedback-here = Spuneți-ne aici:
feedback-button = Spuneți-ne cum a fost
feedback-end = Nu este obligatoriu să răspundeți.
answered-subject = Am răspuns la ce ne-ați spus
answered-words = Ne-ați spus că ceva ce am stabilit nu se face. Am verificat și puteți citi răspunsul nostru.
answered-here = Citiți aici:
answered-button = Citiți răspunsul nostru
answered-end = Dacă nu se îndreaptă, spuneți-ne din nou, răspundeți la acest e-mail sau cereți o întâlnire.
late-subject = Astăzi avem întârziere: { $time }
late-words = Ne pare rău: astăzi avem o mică întârziere. Vă primim sau vă sunăm cât putem de repede.
late-ask = Dacă nu puteți aștepta, { $ways }
phone-today-subject = Vă rugăm să ne sunați despre întâlnirea de astăzi, ora { $time }
phone-today-words = Înainte de a pleca de acasă, vă rugăm să ne sunați despre întâlnirea de astăzi. Ne pare rău că vă anunțăm atât de târziu.
phone-today-ask = Iată cum: { $ways }
survey-subject = { $school }: cinci întrebări scurte despre noi
survey-words = Cât de bine lucrează { $school } cu dumneavoastră și cu copilul dumneavoastră? Vă punem cinci întrebări scurte. Durează două minute.
survey-nameless = Nimeni nu află cine ce a spus: numele dumneavoastră nu se păstrează cu răspunsurile.
survey-by = Vă rugăm să răspundeți până { $day }:
survey-button = Răspundeți la cinci întrebări
survey-end = Nu este obligatoriu să răspundeți. Dacă preferați să răspundeți pe hârtie, răspundeți la acest e-mail și spuneți-ne.
survey-again-subject = { $school }: mai doriți să răspundeți la cinci întrebări scurte?
survey-again-words = V-am pus cinci întrebări scurte despre { $school }. Mai este timp și durează două minute.
survey-acted-subject = { $school }: ce am făcut după răspunsurile dumneavoastră
survey-acted-words = Am întrebat familiile cât de bine lucrează { $school } cu ele. Mulțumim pentru ce ne-ați spus. Am scris ce am făcut în urma răspunsurilor.
survey-acted-here = Citiți aici:
survey-acted-button = Citiți ce am făcut
survey-acted-end = Dacă doriți să vorbiți despre aceasta, răspundeți la acest e-mail.

## The code

code-subject = { $school }: codul dumneavoastră
code-words = Codul dumneavoastră este { $digits }. Scrieți-l pe pagina unde l-ați cerut.
code-until = Este valabil până { $day }, ora { $time }.
code-nobody = Nu îl dați nimănui: nu îl cerem niciodată prin telefon sau e-mail. Dacă nu ați cerut un cod, nu trebuie să faceți nimic.

## The invitation on paper

letter-title = Să vorbim împreună
letter-again = V-am scris acum un timp.
letter-booked = Ne întâlnim pentru a vorbi despre cum îi merge copilului dumneavoastră la școală:
letter-cannot = Dacă nu puteți veni, vă rugăm { $ways }
letter-why = Dorim să vorbim cu dumneavoastră despre cum îi merge copilului la școală: ce merge bine, ce vă îngrijorează și ce facem în continuare.
letter-times = Aceste ore sunt posibile:
letter-choose = Spuneți-ne ce oră vi se potrivește sau că aveți nevoie de alta. Vă rugăm { $ways }
letter-answer-by = Vă rugăm să răspundeți până { $day }.
letter-talk = Dorim să vorbim cu dumneavoastră despre cum îi merge copilului la școală. Vă rugăm { $ways }
letter-meet = Veți întâlni: { $lead }.
letter-meet-others = Veți întâlni: { $lead }; vor fi prezenți și: { $others }.
letter-bring = Puteți aduce pe cineva cu dumneavoastră. Spuneți-ne dacă doriți un interpret sau dacă ceva v-ar ușura participarea.
letter-sincerely = Cu stimă,

## The letter about an incident

incident-title = Despre un incident la școală
incident-what = { $day }, la { $time }, a avut loc la școală un incident cu { $name }. Vă scriem ca să vă spunem ce s-a întâmplat.
incident-used = Ce s-a folosit:
used-force = Forță: intervenție fizică
used-restraint = Imobilizare: împiedicarea mișcării
used-seclusion = Izolare: copilul a fost singur într-un loc din care nu putea ieși
incident-where = Unde:
incident-length = Cât a durat:
incident-why = De ce:
incident-triggers = Ce a dus la aceasta:
incident-tried = Ce s-a încercat înainte:
incident-degree = Felul și gradul forței:
incident-injuries = Răni:
incident-support = Ce s-a făcut apoi pentru copilul dumneavoastră:
incident-talk = Dorim să vorbim cu dumneavoastră despre aceasta. Vă rugăm { $ways }

## The frame of every page

skip = Treceți la conținut
error = Eroare:
problem = Există o problemă
language-switch = Limba
back = Înapoi
back-to-meeting = Înapoi la întâlnire
thanks = Mulțumim.
page-title = Întâlnire
talk-to-us = Vorbiți cu noi
talk-phone = Preferați să sunați? Sunați la { $phone }: vă ajutăm cu plăcere.
talk-office = Vă rugăm să sunați la secretariatul școlii: vă ajutăm cu plăcere.
near-you = Ce există pentru familii în apropiere
written-in-english = Ce scrie aici este în engleză, în cuvintele celor care au scris. Doriți ajutor la citit? Sunați-ne: este gratuit.

## A link that does not work

no-link-title = Acest link nu funcționează
no-link-words = Poate a expirat sau o parte s-a pierdut pe drum. Folosiți, vă rugăm, linkul din cel mai nou mesaj de la noi sau sunați la secretariatul școlii.
ended-title = Acest link a expirat
ended-words = A funcționat până { $day } și arăta ce am vorbit și ce am stabilit.
ended-ask-phone = Doriți să citiți din nou sau să vorbiți cu noi? Sunați la { $school }, la { $phone }: vă trimitem un link nou sau vi-l dăm pe hârtie.
ended-ask-office = Doriți să citiți din nou sau să vorbiți cu noi? Sunați la secretariatul { $school }: vă trimitem un link nou sau vi-l dăm pe hârtie.

## When something goes wrong

fault-title = Ne pare rău, ceva nu a mers bine
fault-words = Nu s-a salvat nimic. Încercați din nou peste un minut sau sunați la secretariatul școlii.
fault-long-title = Este prea mult deodată
fault-long = Nu s-a salvat nimic. Mergeți înapoi, scrieți mai puțin și trimiteți din nou.
fault-unsure-title = Nu știm dacă s-a salvat
fault-unsure = Deschideți mai întâi pagina și verificați. Dacă nu este acolo, trimiteți din nou.
fault-unsure-send = Trimiteți din nou de aici. Dacă este deja salvat, nu se face a doua oară.
fault-wait-title = Așteptați puțin, vă rugăm
fault-wait = { $n ->
    [one] Nu s-a salvat nimic. Încercați din nou peste { $n } secundă.
    [few] Nu s-a salvat nimic. Încercați din nou peste { $n } secunde.
   *[other] Nu s-a salvat nimic. Încercați din nou peste { $n } de secunde.
}
fault-once-title = S-a salvat
fault-once = S-a trimis de două ori și s-a salvat o dată. A doua oară nu s-a făcut nimic.
fault-open = Deschideți din nou pagina
fault-typed = Ce ați scris
fault-send = Trimiteți din nou

## The page of a meeting

cancelled-title = Această întâlnire a fost anulată
cancelled-lead = Ne pare rău. Vă vom scrie sau suna pentru a stabili altă oră.
gone-title = Plănuisem să ne întâlnim
gone-lead = Dacă ne-am întâlnit: mulțumim, vă vom trimite ce am stabilit. Dacă nu, nu-i nimic: sunați-ne și găsim altă oră.
booked-title = Întâlnirea noastră cu dumneavoastră
calendar-link = Puneți-o în calendar
taken-title = Orele pe care le-am oferit au fost ocupate
taken-none = Ne pare rău. Spuneți-ne când v-ar conveni sau sunați-ne.
taken-near = Ne pare rău. Acestea sunt cele mai apropiate ore libere.
passed-title = Orele pe care le-am oferit au trecut
passed-lead = Tot dorim să ne întâlnim. Spuneți-ne când v-ar conveni sau sunați-ne.
choose-title = Vă rugăm să alegeți o oră pentru a vorbi cu noi
choose-lead = { $school } dorește să se întâlnească cu dumneavoastră. Ce știți și ce credeți contează pentru noi.
views-link = Spuneți-ne părerea înainte de întâlnire
views-link-hint = Circa 2 minute, dacă doriți.
will-meet = Veți întâlni
also-there = Va mai fi la întâlnire
answer-by = Vă rugăm să răspundeți până
moved-title = Ora s-a schimbat.
moved-words = Spuneți-ne, vă rugăm, mai jos dacă puteți veni.
said-accept = Ne-ați spus că veniți.
said-other_time = Ați cerut altă oră. Vă contactăm.
said-phone = Ați cerut un telefon. Vă sunăm.
said-cannot = Ne-ați spus că nu puteți veni. Vă contactăm.
said-hidden = Avem răspunsul dumneavoastră.
said-change = Puteți schimba răspunsul mai jos.
not-you-title = Mulțumim că ne-ați spus
not-you-lead = Ne pare rău. Acest link nu mai funcționează, iar secretariatul școlii va corecta.

## The answer

answer-come = Voi veni
answer-other = Am nevoie de altă oră
answer-none = Niciuna: am nevoie de altă oră
answer-phone = Vă rog să mă sunați
answer-cannot = Nu pot participa
answer-wrong = Nu sunt persoana la care v-ați gândit
ask-come = Puteți veni?
ask-which = Ce oră vi se potrivește?
ask-what = Ce doriți să faceți?
when-label = Când v-ar conveni?
when-hint = Bifați tot ce se potrivește.
when-before = Înainte de școală
when-during = În timpul orelor
when-after = Imediat după școală
when-evening = Seara
when-video = Prin apel video
when-own = Alte ore, în cuvintele dumneavoastră
when-own-hint = De exemplu: marțea după ora 16
more = Un interpret, ceva de care aveți nevoie sau un mesaj
interpreter-label = Dacă doriți un interpret: în ce limbă?
interpreter-hint = Este gratuit. Și limbajul semnelor britanic este o limbă.
access-label = Aveți nevoie de ceva ca să participați?
access-hint = De exemplu: acces fără trepte, litere mari, o cameră liniștită
brings-label = Aduceți pe cineva cu dumneavoastră?
brings-hint = Un prieten, o rudă sau un consilier este binevenit.
bring-title = Puteți aduce pe cineva
how-long = Cât durează
entrance = Pe unde intrați
video-link = Link pentru apelul video
role-teacher = cadru didactic
role-assistant = asistent(ă) la clasă
role-head = conducerea școlii
role-senco = coordonează sprijinul în școala noastră
answer-own = O întâlnire separată pentru mine: { $slot }
sibling-booked = Despre { $child } ne întâlnim: { $slot }.
sibling-ask = Dorim să vorbim și despre { $child }. Ce oră vi se potrivește?
sibling-later = Răspund mai târziu la aceasta
today-title = Astăzi
today-known = Avem mesajul dumneavoastră.
today-late = Voi întârzia
today-phone = Vă rog să mă sunați
needs-aid = Ce vă ajută să participați la o întâlnire?
needs-aid-hint = Pregătim de fiecare dată. Este gratuit.
aid-step_free = Acces fără trepte
aid-childcare = Cineva care să aibă grijă de copiii mai mici
aid-hearing_loop = Buclă de inducție pentru aparate auditive
aid-quiet_room = O cameră liniștită
brings-yes = Da, vine cineva cu mine
message-label = Doriți să știm sau să vorbim despre ceva anume?
answer-send = Trimit răspunsul
wrong-over = Întâlnirea a trecut sau a fost anulată: vă rugăm să ne sunați
wrong-none = Alegeți unul dintre răspunsuri
wrong-agreed = Între timp s-a stabilit altă oră. Spuneți-ne, vă rugăm, dacă puteți veni atunci
wrong-taken = Ne pare rău: ora tocmai a fost ocupată. Alegeți, vă rugăm, una liberă
wrong-taken-too = Ne pare rău: și această oră tocmai a fost ocupată. Alegeți, vă rugăm, una liberă
wrong-passed = Ora nu mai poate fi aleasă. Alegeți, vă rugăm, alt răspuns
wrong-when = Spuneți-ne când v-ar conveni mai bine

## The page after the meeting

not-met-title = Nu am reușit să ne întâlnim
not-met-lead = Se întâmplă. Tot dorim să vorbim cu dumneavoastră și vă contactăm pentru altă oră.
after-met = Mulțumim că ați vorbit cu noi
after-views = Mulțumim că ne-ați trimis părerea
after-apologies = Mulțumim că ne-ați spus că nu ați putut veni
after-held = Întâlnirea a avut loc
paper-title = Pe hârtie
paper-words = Ce am stabilit vi se poate da pe hârtie.
paper-button = Cereți o copie pe hârtie
paper-comes-title = Copia pe hârtie este pe drum
paper-comes-lead = Vom tipări ce am stabilit și vi-l vom da.
agreed-title = Ce am stabilit { $day }
agreed-said = Ce ați spus despre aceasta
agreed-ask = Este corect?
agreed-label = Este ceea ce am stabilit?
right-yes = Da
right-nearly = Aproape
right-no = Nu
right-words-label = Ce ar trebui să scrie?
own-words-hint = În cuvintele dumneavoastră. Le păstrăm exact cum le scrieți.
told-on = { $day } ne-ați spus: { $answer }
tell-again = Ne puteți spune din nou dacă s-a schimbat ceva.
tell-us = Spuneți-ne
readable-phone = Puteți citi această pagină până { $day }. Apoi sunați la { $school }, la { $phone }: vă trimitem un link nou sau vi-l dăm pe hârtie.
readable-office = Puteți citi această pagină până { $day }. Apoi sunați la secretariat: vă trimitem un link nou sau vi-l dăm pe hârtie.
how-title = Cum a fost întâlnirea noastră?
how-lead = Întâlnirea de { $day }. Ajunge o atingere.
how-listened = M-ați ascultat
how-next_step = Știu ce urmează
how-known = Mulțumim. Avem răspunsul dumneavoastră.
how-change = Schimbați
how-own = Spuneți în cuvintele dumneavoastră
how-own-known = Mulțumim. Avem cuvintele dumneavoastră.
how-comment = Ar trebui să facem ceva altfel?
how-comment-hint = Nu este obligatoriu să răspundeți la aceasta.
far-yes = Da
far-partly = Parțial
far-no = Nu
far-sometimes = Uneori
talks-held = { $n ->
    [0] Încă nu am vorbit în acest an școlar.
    [1] Am vorbit o dată în acest an școlar.
    [2] Am vorbit de două ori în acest an școlar.
    [few] Am vorbit de { $n } ori în acest an școlar.
   *[other] Am vorbit de { $n } de ori în acest an școlar.
}
talks-planned = { $n ->
    [one] Mai este planificată o discuție.
    [few] Mai sunt planificate { $n } discuții.
   *[other] Mai sunt planificate { $n } de discuții.
}
missing-way = Ceva din acestea nu se face?
missing-link = Spuneți-ne ce nu se face
missing-title = Este ceva ce nu se face?
missing-lead = Spuneți-ne ce parte din plan nu se face. Verificăm și vă răspundem.
missing-told = { $day } ne-ați spus că aceasta nu se face:
missing-other = Altceva ce am stabilit
missing-label = Ce nu se face?
missing-words = Ce ar trebui să știm despre aceasta?
missing-words-hint = În cuvintele dumneavoastră, de exemplu: de când. Puteți lăsa gol.
missing-by = Avem mesajul. Vă răspundem până { $day }.
missing-late = Trebuia să vă răspundem până { $day }. Ne pare rău. Vă rugăm să ne sunați.
finding-put_right = Nu se făcea. De acum se face.
finding-plan_changes = Nu se făcea. Schimbăm planul împreună cu dumneavoastră.
finding-happening = Se face.
send = Trimiteți
wrong-how = Alegeți unul dintre răspunsurile de mai sus sau scrieți ce ar trebui să facem altfel
wrong-missing = Alegeți ce nu se face
wrong-missing-words = Spuneți-ne ce nu se face
wrong-missing-many = Încă nu am răspuns la celelalte. Vă rugăm să ne sunați: este calea cea mai rapidă
wrong-sibling = Alegeți unul dintre răspunsuri
wrong-right = Alegeți da, aproape sau nu
wrong-right-words = Spuneți-ne ce ar trebui să scrie

## The plan that was agreed

plan-title = Planul pe care l-am stabilit { $day }
plan-new = Ce este nou în el
plan-long-run = Pe termen lung
plan-help = Ajutor suplimentar
plan-step = Pasul { $n }
plan-from-to = De la { $from } la { $to }.
plan-adults = Ce fac adulții
plan-avoid = Ce nu ajută
plan-at-home = Ce ajută acasă
plan-ask = Sunteți de acord cu acest plan?
plan-answer = Răspunsul dumneavoastră
plan-agree = Da, sunt de acord
plan-in_part = Sunt de acord cu o parte
plan-not_agreed = Nu, nu sunt de acord
plan-words = Doriți să spuneți ceva despre el?
wrong-plan = Alegeți unul dintre cele trei răspunsuri
wrong-plan-words = Spuneți-ne cu ce nu sunteți de acord
wrong-plan-changed = Planul s-a schimbat de când ați deschis pagina: vă rugăm să îl citiți din nou

## The code on the page

type-code = Scrieți codul pe care vi l-am trimis
read-agreed = Citiți ce am stabilit
agreed-ready = Ce am stabilit este gata de citit
agreed-code = Nimeni altcineva nu ar trebui să citească. Trimitem un cod la adresa dumneavoastră de e-mail; scrieți-l aici și puteți citi.
see-told = Vedeți ce ne-ați spus
read-it = Citiți
told-title = Ne-ați spus ceva
told-code = Nimeni altcineva nu ar trebui să citească. Ca să vedeți sau să schimbați, trimitem un cod la adresa dumneavoastră de e-mail.
more-title = Mai este ceva de citit despre această întâlnire
more-code = Nimeni altcineva nu ar trebui să citească. Ca să vedeți, trimitem un cod la adresa dumneavoastră de e-mail.
which-child = Despre care copil este vorba?
which-child-code = Aici nu apare niciun nume, pentru că oricine poate avea acest link. Cu un cod trimis la adresa dumneavoastră de e-mail vedeți numele.
send-code = Trimiteți-mi un cod
send-new-code = Trimiteți-mi un cod nou
code-label = Codul dumneavoastră
code-hint = Șase cifre. Sunt în cel mai nou mesaj de la noi și sunt valabile zece minute.
code-missing = Niciun mesaj după două minute? Căutați în mesajele nedorite sau sunați-ne.
codes-enough-title = Am trimis destule coduri deocamdată
codes-enough = Scrieți cel mai nou cod sau cereți din nou peste o oră.
code-nowhere-title = Nu vă putem trimite un cod
code-nowhere = Nu avem o adresă de e-mail a dumneavoastră care funcționează. Sunați-ne sau cereți o copie pe hârtie: vă ajutăm cu plăcere.
wrong-code = Nu este codul. Scrieți cele șase cifre din cel mai nou mesaj
wrong-code-ended = Codul a fost greșit de cinci ori și nu mai este valabil. Cereți unul nou

## What you need

needs-title = De ce aveți nevoie
needs-told = Aceasta ne-ați spus { $day }. Puteți schimba oricând.
needs-lead = Spuneți-ne o dată și ținem cont de fiecare dată când vă scriem sau ne întâlnim. Lăsați gol ce nu contează.
needs-language = Ce limbă vorbiți acasă?
needs-written = În ce limbă preferați să citiți?
needs-written-hint = Dacă este alta. În unele limbi scriem noi; pentru altele găsim pe cineva care ajută.
needs-hours = Când vă putem suna?
needs-hours-hint = În cuvintele dumneavoastră, de exemplu: nu între 14 și 22
needs-format = Cum doriți ce vă trimitem?
format-as_it_comes = Obișnuit
format-paper = Pe hârtie, prin poștă
format-large_print = Cu litere mari
format-easy_read = Text ușor de citit
format-bsl = Limbajul semnelor britanic
format-braille = Braille
format-audio = Vorbit sau prin telefon
needs-access = Mai aveți nevoie de ceva ca să participați?
needs-access-hint = De exemplu: acces fără trepte, o cameră liniștită
needs-suits = Când este un moment bun pentru dumneavoastră?
needs-suits-hint = Bifați tot ce se potrivește. Oferim mai întâi astfel de ore.
suits-before = Înainte de școală
suits-day = În timpul orelor
suits-after = Imediat după școală
suits-evening = Seara
suits-mon = Lunea
suits-tue = Marțea
suits-wed = Miercurea
suits-thu = Joia
suits-fri = Vinerea
save = Salvați
wrong-letters = Folosiți cel mult { $most } de litere
wrong-format = Alegeți cum doriți ce vă trimitem
needs-see = De ce aveți nevoie: vedeți sau schimbați
needs-tell = Spuneți-ne de ce aveți nevoie
needs-way-hint = Un interpret, litere mari, ore bune: vă întrebăm o singură dată.
reads-known = Scriem în engleză. Preferați să citiți în { $language }? Spuneți-ne prin telefon sau mai jos: cineva vă va ajuta. Este gratuit.
reads-hidden = Scriem în engleză. Preferați să citiți în limba dumneavoastră? Spuneți-ne prin telefon sau mai jos: cineva vă va ajuta. Este gratuit.

## Asking for a meeting

apart-title = Întâlnire separată
apart-lead = Vă puteți întâlni cu noi fără celălalt părinte. Nu îi spunem că ați cerut acest lucru.
apart-button = Aș dori să ne întâlnim fără celălalt părinte
apart-have = Ați cerut o întâlnire separată: { $day }.
apart-next = Vă vom oferi o oră numai pentru dumneavoastră.
apart-change = Vă puteți răzgândi.
apart-back = Prefer să ne întâlnim împreună
apart-way = Doriți să vă întâlniți cu noi fără celălalt părinte?
apart-code = Ați cerut deja acest lucru? Vedeți-l cu un cod
ask-title = Cereți o întâlnire
ask-have = Avem cererea dumneavoastră.
ask-when = Ne-ați cerut { $day }.
ask-due = Vă oferim o oră până { $day }.
ask-phone = Vă rugăm să ne sunați: este calea cea mai rapidă.
ask-near = Urmează să ne întâlnim. Puteți alege o oră, o puteți schimba sau ne puteți spune despre ce doriți să vorbiți.
ask-lead = Puteți cere oricând să vorbiți cu noi despre sprijinul pe care îl dăm. Nu trebuie să așteptați întâlnirea următoare.
ask-label = Despre ce doriți să vorbiți?
ask-hint = În cuvintele dumneavoastră. Puteți lăsa gol.
ask-way = Doriți să vorbiți cu noi la altă oră sau din nou?

## Your views before we meet

views-title = Înainte de întâlnire
views-lead = Patru întrebări, în orice ordine; săriți ce doriți. Ce scrieți este pentru { $lead } și pentru cei care lucrează cu copilul la școală. Nu este arătat altei familii sau altui părinte.
views-going_well = Ce merge bine pentru copilul dumneavoastră?
views-hard = Ce este greu acum?
views-would_help = Ce ar ajuta?
views-ask_pupil = Ar trebui să îl întrebăm ceva pe copil?
views-thanks = Avem ce ne-ați spus { $day }, la { $time }. Puteți schimba până ne întâlnim.
views-send = Trimiteți la școală
views-kept = Ce scrieți se păstrează pe parcurs, iar școala citește după ce trimiteți.
views-phone = Nu trebuie să scrieți: sunați la { $phone } și notăm noi.
views-office = Nu trebuie să scrieți: sunați la secretariatul școlii și notăm noi.
views-behind = Ne-ați spus deja ceva. Mulțumim.
views-behind-code = Ca să vedeți sau să schimbați, trimitem un cod la adresa dumneavoastră de e-mail.
wrong-views = Scrieți ceva în cel puțin o casetă
draft-save = Salvați ciorna
draft-saved = Salvat la { $time }
draft-none = Încă nu s-a salvat nimic
draft-offline = Încă nu s-a salvat: nu există conexiune la internet. Ce ați scris rămâne pe această pagină și se salvează când revine conexiunea.
draft-elsewhere = Nu s-a salvat: textul a fost schimbat în altă fereastră. Nu s-a șters nimic. Apăsați „{ $button }” ca să vedeți ambele texte.
draft-over = Nu s-a salvat: este prea târziu pentru a scrie aici. Ce ați scris rămâne pe această pagină până o închideți. Vă rugăm să ne sunați.
draft-refused = Încă nu s-a salvat: nu am putut primi textul acum. Ce ați scris rămâne pe această pagină și se încearcă din nou.
draft-twice = Aveți pagina deschisă de două ori
draft-twice-lead = Altă fereastră a salvat la { $time }, după ce aceasta a fost deschisă. Nu s-a șters nimic. Iată ce diferă.
draft-here = În această fereastră
draft-nothing = (nimic)
draft-keep-here = Păstrați ce este în această fereastră
draft-go-on = Continuați cu ce s-a salvat

## The annual review of an EHC plan

annual-title = Această întâlnire este revizuirea anuală a planului EHC
annual-what = Un plan EHC se revede o dată pe an. Vorbim despre ce a mers bine, ce este încă greu și dacă planul rămâne la fel, se schimbă sau se încheie. Dumneavoastră vă cunoașteți cel mai bine copilul, așa că părerea dumneavoastră contează.
annual-asked = Ce vă rugăm
annual-views = Spuneți-ne ce credeți și ce crede copilul: la întâlnire sau aici.
annual-write = Scrieți aici
annual-papers = Cu două săptămâni înainte de întâlnire vă trimitem ce au scris toți ceilalți. Vă rugăm să citiți și să ne spuneți dacă ceva nu este corect.
annual-papers-by = Cu două săptămâni înainte de întâlnire, până { $day }, vă trimitem ce au scris toți ceilalți. Vă rugăm să citiți și să ne spuneți dacă ceva nu este corect.
annual-bring = Puteți aduce pe cineva cu dumneavoastră.
annual-after = Ce urmează
annual-report = În două săptămâni vă trimitem un raport despre ce s-a spus.
annual-decides = Decide autoritatea locală (local authority), nu școala. Vă scrie în patru săptămâni de la întâlnire.
annual-changes = Dacă vrea să schimbe planul, vă trimite schimbările și aveți cel puțin 15 zile să spuneți ce credeți.
annual-appeal = Dacă nu sunteți de acord cu decizia, este posibil să aveți drept de apel. Scrisoarea vă spune cum și până când.

## The survey

survey-page = Cinci întrebări
survey-title = Cinci întrebări despre { $school }
survey-lead = Nimeni nu află cine ce a spus: numele dumneavoastră nu se păstrează cu răspunsurile. Săriți ce doriți. Puteți răspunde până { $day }.
families-heard = Școala ascultă ce spunem eu și copilul meu.
families-told = Știu ce ajutor primește copilul meu și cum merge.
families-decide = Hotărâm împreună ce urmează.
families-happens = Ajutorul pe care l-am stabilit se dă cu adevărat.
families-right = Când ceva nu merge bine, școala îndreaptă lucrurile.
pupils-heard = Adulții de aici mă ascultă.
pupils-told = Știu la ce lucrez.
pupils-decide = Ajut să alegem ce fac mai departe.
pupils-happens = Primesc ajutorul care mi s-a promis.
pupils-right = Când ceva nu este bine, cineva ajută.
survey-own-families = Care este un lucru pe care ar trebui să îl facem?
survey-own-pupils = Ce ar trebui să facem?
survey-own-hint = Puteți lăsa gol. Nu scrieți nume.
survey-send = Trimit răspunsurile
wrong-survey = Răspundeți la cel puțin o întrebare sau scrieți ceva
survey-thanks = Mulțumim
survey-known = Avem răspunsurile dumneavoastră. Când vor fi răspuns toți, vă spunem ce facem.
survey-closed = Nu se mai poate răspunde la întrebări
survey-until = Se putea răspunde până { $day }. Ne puteți spune oricând ce credeți.
survey-acted-title = Ce am făcut după răspunsurile dumneavoastră
survey-acted-lead = Mulțumim tuturor celor care au răspuns.
