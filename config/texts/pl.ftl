### Polish. Draft: check with a speaker. The English lines and how they are used: en.ftl.

## Words that stand in many places

weekday = { $n ->
    [1] poniedziałek
    [2] wtorek
    [3] środa
    [4] czwartek
    [5] piątek
    [6] sobota
   *[7] niedziela
}
month = { $n ->
    [1] stycznia
    [2] lutego
    [3] marca
    [4] kwietnia
    [5] maja
    [6] czerwca
    [7] lipca
    [8] sierpnia
    [9] września
    [10] października
    [11] listopada
   *[12] grudnia
}
day = { $weekday }, { $day } { $month }
day-of-year = { $weekday }, { $day } { $month } { $year }
day-and-time = { $day }, godz. { $time }
minutes = { $n ->
    [one] { $n } minuta
    [few] { $n } minuty
   *[other] { $n } minut
}
slot = { $day }, godz. { $time }, { $length }, { $mode }
slot-place = { $day }, godz. { $time }, { $length }, { $mode }, { $place }
mode-school = w szkole
mode-phone = przez telefon
mode-video = przez wideorozmowę
mode-home = u Państwa w domu
labelled = { $label }: { $text }
ways = { $by ->
    [mail] proszę odpowiedzieć na tego e-maila.
    [mail-or-phone] proszę odpowiedzieć na tego e-maila lub zadzwonić pod numer { $phone }.
    [phone] proszę zadzwonić do sekretariatu szkoły pod numer { $phone }.
   *[office] proszę skontaktować się z sekretariatem szkoły.
}
child = { $kind ->
    [year] Państwa dziecko w klasie { $year }
    [alike-year] jedno z Państwa dzieci w klasie { $year }
   *[alike] jedno z Państwa dzieci
}
about-child = Kogo to dotyczy: { $child }.
about-child-at = Kogo to dotyczy: { $child } – to, na które przypada { $when }. Po wpisaniu naszego kodu strona pokaże, o które dziecko chodzi.
about-name = Dotyczy: { $name }
about-name-full = Dotyczy: { $name }.
bring = Mogą Państwo przyjść z kimś bliskim.
added-come = Dokąd przyjść
added-bring = Co przynieść
advice = Bezpłatna i niezależna porada dla rodzin
local-offer = Lokalna oferta dla rodzin w naszej okolicy (Local Offer)
not-checked = Tego tłumaczenia nie sprawdziła jeszcze u nas osoba znająca język. Jeśli coś jest niejasne, proszę przeczytać tekst angielski.

## Every mail and letter

greeting = Dzień dobry, { $name }
sent-again = Pisaliśmy o tym do Państwa { $day } i wysyłamy to jeszcze raz.
wrong-link = Jeśli nie są Państwo osobą, do której chcieliśmy napisać, proszę nam o tym powiedzieć:
wrong-paper = Jeśli nie są Państwo osobą, do której chcieliśmy napisać, { $ways }
wrong-reply = Jeśli nie są Państwo osobą, do której chcieliśmy napisać, proszę nam o tym odpisać.
ask-again = Chcieliby Państwo znowu z nami porozmawiać? O spotkanie można poprosić w każdej chwili:

## The invitation and its reminder

invite-subject = { $school }: proszę wybrać termin rozmowy z nami
invite-why = { $with ->
    [one] { $lead } chce porozmawiać z Państwem o tym, jak idzie w szkole, i ustalić, co dalej.
    [more] { $lead } oraz { $others } chcą porozmawiać z Państwem o tym, jak idzie w szkole, i ustalić, co dalej.
   *[none] Chcemy porozmawiać z Państwem o tym, jak idzie w szkole, i ustalić, co dalej.
}
invite-kept = Czas, który mamy dla Państwa: { $length }.
invite-kept-time = Mamy dla Państwa czas.
invite-choose = Proszę wybrać dogodny termin lub poprosić o inny:
invite-button = Wybierz termin
invite-answer-by = Prosimy o odpowiedź do: { $day }. Można też inaczej: { $ways }
invite-needs = Proszę nam powiedzieć, jeśli potrzebują Państwo tłumacza, dużego druku, tekstu łatwego do czytania lub wejścia bez schodów. To nic nie kosztuje.
reminder-subject = Przypomnienie: proszę wybrać termin do { $day }
reminder-why = { $with ->
    [one] Pisaliśmy do Państwa kilka dni temu. { $lead } chce porozmawiać z Państwem o tym, jak idzie w szkole.
    [more] Pisaliśmy do Państwa kilka dni temu. { $lead } oraz { $others } chcą porozmawiać z Państwem o tym, jak idzie w szkole.
   *[none] Pisaliśmy do Państwa kilka dni temu. Chcemy porozmawiać z Państwem o tym, jak idzie w szkole.
}
reminder-phone = Jeśli nic z tego nie pasuje, zadzwonimy do Państwa.

## A time that is agreed, moved or called off

booked-subject = Umówione: { $when }
agreed-subject = Termin ustalony: { $when }
booked-accepted = Dziękujemy. Spotkanie z nami jest umówione:
booked-asked = Prosili Państwo o coś innego. Teraz ustalony jest ten termin:
booked-silent = Termin spotkania, na które Państwa zaprosiliśmy, jest ustalony. Serdecznie zapraszamy:
booked-paper = Spotkanie, na które Państwa zaprosiliśmy, jest umówione:
booked-manage = Zmiana terminu, odwołanie lub tematy, o których chcą Państwo porozmawiać:
booked-manage-paper = Aby zmienić lub odwołać spotkanie albo powiedzieć, o czym chcą Państwo porozmawiać, { $ways }
open-button = Otwórz spotkanie
changed-subject = Zmiana: { $when }
changed-words = Termin spotkania z nami się zmienił. Nowy termin:
changed-manage = Jeśli to nie pasuje, proszę nam powiedzieć tutaj:
changed-manage-paper = Jeśli to nie pasuje, { $ways }
cancelled-subject = Odwołane: { $when }
cancelled-subject-school = Odwołane: spotkanie w { $school }
cancelled-words = Spotkanie z nami w terminie { $when } nie odbędzie się.
cancelled-words-unbooked = Spotkanie, na które Państwa zaprosiliśmy, nie odbędzie się.
cancelled-sorry = Przepraszamy za zmianę. Jeśli spotkanie nadal będzie potrzebne, napiszemy z nowymi terminami.
cancelled-ask = Jeśli chcą Państwo o to zapytać, { $ways }
before-subject = Spotkanie: { $day }. Czy mamy o coś zapytać?
forward = Cieszymy się na rozmowę z Państwem:
before-manage = Co idzie dobrze, a co Państwa martwi? Można nam to napisać przed spotkaniem:
before-manage-paper = Co idzie dobrze, a co Państwa martwi? Można to zapisać i przynieść ze sobą albo { $ways }
eve-subject = Przypomnienie: { $when }
eve-manage = Jeśli nie mogą Państwo przyjść, proszę nam powiedzieć tutaj:
eve-manage-paper = Jeśli nie mogą Państwo przyjść, { $ways }
at-school = Miejsce: { $school }
at-school-place = Miejsce: { $school }, { $place }
on-the-phone = Przez telefon: zadzwonimy do Państwa
on-video = Przez wideorozmowę
on-video-place = Przez wideorozmowę: { $place }
in-your-home = U Państwa w domu
with-lead = Rozmowę prowadzi: { $lead }
with-others = Rozmowę prowadzi: { $lead }; będą też: { $others }
calendar-meeting = Spotkanie: { $school }
calendar-cancelled = Odwołane spotkanie: { $school }
calendar-about = Dotyczy: { $child }.
calendar-phone = Zmiana lub odwołanie: tel. { $phone }

## After the meeting

summary-subject = Co ustaliliśmy: { $day }
summary-subject-other = Co ustalono: { $day }
summary-subject-dayless = Co ustaliliśmy na spotkaniu
summary-subject-dayless-other = Co ustalono na spotkaniu
summary-met = Dziękujemy za rozmowę. Można już przeczytać, co ustaliliśmy i kto co zrobi do kiedy.
summary-views = Dziękujemy za opinię przesłaną przed spotkaniem. Można już przeczytać, co tam ustalono i kto co zrobi do kiedy.
summary-apologies = Dziękujemy za wiadomość, że nie mogli Państwo przyjść. Można już przeczytać, co ustalono na spotkaniu i kto co zrobi do kiedy.
summary-missed = Żałujemy, że nie było Państwa na spotkaniu. Można już przeczytać, co tam ustalono i kto co zrobi do kiedy.
summary-other = Można już przeczytać, co ustalono na spotkaniu i kto co zrobi do kiedy.
summary-read-here = Do przeczytania tutaj:
summary-button = Przeczytaj, co ustaliliśmy
summary-button-other = Przeczytaj, co ustalono
summary-end = Jeśli czegoś brakuje lub pamiętają to Państwo inaczej, proszę odpowiedzieć na tego e-maila. Na życzenie damy tekst na papierze.
summary-end-other = Jeśli chcą Państwo o tym porozmawiać lub coś dodać, proszę odpowiedzieć na tego e-maila. Na życzenie damy tekst na papierze.
feedback-subject = Jak przebiegło nasze spotkanie? Wystarczy jedno dotknięcie
feedback-words = Dziękujemy za spotkanie. Proszę powiedzieć, jak było: wystarczy otworzyć stronę i dotknąć jednej odpowiedzi.
feedback-here = Proszę nam powiedzieć tutaj:
feedback-button = Powiedz nam, jak było
feedback-end = Odpowiedź nie jest konieczna.
answered-subject = Odpowiedzieliśmy na Państwa wiadomość
answered-words = Powiedzieli nam Państwo, że coś, co ustaliliśmy, nie jest realizowane. Sprawdziliśmy to i można już przeczytać naszą odpowiedź.
answered-here = Do przeczytania tutaj:
answered-button = Przeczytaj naszą odpowiedź
answered-end = Jeśli nadal nie jest to poprawione, proszę powiedzieć nam o tym jeszcze raz, odpowiedzieć na tego e-maila lub poprosić o spotkanie.
late-subject = Mamy dziś opóźnienie: { $time }
late-words = Przepraszamy: mamy dziś małe opóźnienie. Przyjmiemy Państwa lub zadzwonimy tak szybko, jak to możliwe.
late-ask = Jeśli nie mogą Państwo czekać, { $ways }
phone-today-subject = Proszę do nas zadzwonić w sprawie dzisiejszego spotkania, godz. { $time }
phone-today-words = Zanim Państwo wyjdą, proszę do nas zadzwonić w sprawie dzisiejszego spotkania. Przepraszamy, że piszemy tak późno.
phone-today-ask = Można to zrobić tak: { $ways }
survey-subject = { $school }: pięć krótkich pytań o nas
survey-words = Jak dobrze { $school } współpracuje z Państwem i z Państwa dzieckiem? Mamy pięć krótkich pytań. To zajmie dwie minuty.
survey-nameless = Nikt się nie dowie, kto co powiedział: nie zapisujemy nazwiska przy odpowiedziach.
survey-by = Prosimy o odpowiedź (do: { $day }):
survey-button = Odpowiedz na pięć pytań
survey-end = Odpowiedź nie jest konieczna. Jeśli wolą Państwo odpowiedzieć na papierze, proszę nam o tym odpisać.
survey-again-subject = { $school }: czy odpowiedzą Państwo jeszcze na pięć krótkich pytań?
survey-again-words = Zadaliśmy Państwu pięć krótkich pytań o szkołę ({ $school }). Jest jeszcze czas, a zajmie to dwie minuty.
survey-acted-subject = { $school }: co zrobiliśmy po Państwa odpowiedziach
survey-acted-words = Pytaliśmy rodziny, jak dobrze { $school } z nimi współpracuje. Dziękujemy za to, co nam Państwo powiedzieli. Zapisaliśmy, co w związku z tym zrobiliśmy.
survey-acted-here = Do przeczytania tutaj:
survey-acted-button = Przeczytaj, co zrobiliśmy
survey-acted-end = Jeśli chcą Państwo o tym porozmawiać, proszę odpowiedzieć na tego e-maila.

## The code

code-subject = { $school }: Państwa kod
code-words = Państwa kod to { $digits }. Proszę wpisać go na stronie, na której o niego poproszono.
code-until = Działa do: { $day }, godz. { $time }.
code-nobody = Proszę nikomu go nie podawać: nigdy nie pytamy o kod przez telefon ani e-mail. Jeśli nie prosili Państwo o kod, nie trzeba nic robić.

## The invitation on paper

letter-title = Rozmowa
letter-again = Pisaliśmy do Państwa jakiś czas temu.
letter-booked = Spotykamy się, aby porozmawiać o tym, jak Państwa dziecko radzi sobie w szkole:
letter-cannot = Jeśli nie mogą Państwo przyjść, { $ways }
letter-why = Chcemy porozmawiać o tym, jak Państwa dziecko radzi sobie w szkole: co idzie dobrze, co Państwa martwi i co robimy dalej.
letter-times = Możliwe terminy:
letter-choose = Proszę nam powiedzieć, który termin pasuje, albo że potrzebny jest inny: { $ways }
letter-answer-by = Prosimy o odpowiedź do: { $day }.
letter-talk = Chcemy porozmawiać o tym, jak Państwa dziecko radzi sobie w szkole: { $ways }
letter-meet = Rozmowę prowadzi: { $lead }.
letter-meet-others = Rozmowę prowadzi: { $lead }; będą też: { $others }.
letter-bring = Mogą Państwo kogoś ze sobą przyprowadzić. Proszę powiedzieć, jeśli potrzebny jest tłumacz lub coś, co ułatwi Państwu udział.
letter-sincerely = Z poważaniem

## The letter about an incident

incident-title = O zdarzeniu w szkole
incident-what = { $day } o { $time } doszło w szkole do zdarzenia. Dotyczy: { $name }. Piszemy, aby powiedzieć Państwu, co się stało.
incident-used = Co zastosowano:
used-force = Użycie siły: interwencja fizyczna
used-restraint = Unieruchomienie
used-seclusion = Odosobnienie: dziecko było samo w miejscu, którego nie mogło opuścić
incident-where = Gdzie:
incident-length = Jak długo:
incident-why = Dlaczego:
incident-triggers = Co do tego doprowadziło:
incident-tried = Czego próbowano wcześniej:
incident-degree = Rodzaj i stopień użytej siły:
incident-injuries = Obrażenia:
incident-support = Co potem zrobiono dla Państwa dziecka:
incident-talk = Chcemy o tym z Państwem porozmawiać: { $ways }

## The frame of every page

skip = Przejdź do treści
error = Błąd:
problem = Coś się nie zgadza
language-switch = Język
back = Wstecz
back-to-meeting = Wstecz do spotkania
thanks = Dziękujemy.
page-title = Spotkanie
talk-to-us = Porozmawiaj z nami
talk-phone = Wolą Państwo zadzwonić? Numer { $phone }: chętnie pomożemy.
talk-office = Proszę zadzwonić do sekretariatu szkoły: chętnie pomożemy.
near-you = Co jest dla rodzin w okolicy
written-in-english = To są słowa osób, które je napisały, po angielsku. Potrzebna pomoc w czytaniu? Proszę do nas zadzwonić: to nic nie kosztuje.

## A link that does not work

no-link-title = Ten link nie działa
no-link-words = Mógł wygasnąć albo jego część zginęła po drodze. Proszę użyć linku z najnowszej wiadomości od nas lub zadzwonić do sekretariatu szkoły.
ended-title = Ten link wygasł
ended-words = Działał do: { $day } i pokazywał, o czym rozmawialiśmy i co ustaliliśmy.
ended-ask-phone = Chcą Państwo przeczytać to jeszcze raz lub z nami porozmawiać? { $school }, tel. { $phone }: wyślemy nowy link albo damy tekst na papierze.
ended-ask-office = Chcą Państwo przeczytać to jeszcze raz lub z nami porozmawiać? Proszę zadzwonić do sekretariatu ({ $school }): wyślemy nowy link albo damy tekst na papierze.

## When something goes wrong

fault-title = Przepraszamy, coś poszło nie tak
fault-words = Nic nie zostało zapisane. Proszę spróbować ponownie za minutę lub zadzwonić do sekretariatu szkoły.
fault-long-title = To za dużo naraz
fault-long = Nic nie zostało zapisane. Proszę wrócić, napisać mniej i wysłać jeszcze raz.
fault-unsure-title = Nie wiemy, czy to się zapisało
fault-unsure = Proszę najpierw otworzyć stronę i sprawdzić. Jeśli tego tam nie ma, proszę wysłać jeszcze raz.
fault-unsure-send = Proszę wysłać to stąd jeszcze raz. Jeśli jest już zapisane, nie zapisze się drugi raz.
fault-wait-title = Proszę chwilę zaczekać
fault-wait = { $n ->
    [one] Nic nie zostało zapisane. Proszę spróbować ponownie za { $n } sekundę.
    [few] Nic nie zostało zapisane. Proszę spróbować ponownie za { $n } sekundy.
   *[other] Nic nie zostało zapisane. Proszę spróbować ponownie za { $n } sekund.
}
fault-once-title = To jest zapisane
fault-once = Wysłano to dwa razy, a zapisano raz. Za drugim razem nic się nie zmieniło.
fault-open = Otwórz stronę ponownie
fault-typed = Wpisany tekst
fault-send = Wyślij jeszcze raz

## The page of a meeting

cancelled-title = To spotkanie odwołano
cancelled-lead = Przepraszamy. Napiszemy lub zadzwonimy, aby ustalić inny termin.
gone-title = Mieliśmy się spotkać
gone-lead = Jeśli spotkanie się odbyło: dziękujemy, wyślemy to, co ustaliliśmy. Jeśli nie, nic się nie stało: proszę zadzwonić, znajdziemy inny termin.
booked-title = Nasze spotkanie z Państwem
calendar-link = Dodaj do kalendarza
taken-title = Terminy, które zaproponowaliśmy, są już zajęte
taken-none = Przepraszamy. Proszę napisać, kiedy pasuje, lub zadzwonić.
taken-near = Przepraszamy. To najbliższe wolne terminy.
passed-title = Terminy, które zaproponowaliśmy, minęły
passed-lead = Nadal chcemy się z Państwem spotkać. Proszę napisać, kiedy pasuje, lub zadzwonić.
choose-title = Proszę wybrać termin rozmowy z nami
choose-lead = { $school } chce się z Państwem spotkać. To, co Państwo wiedzą i myślą, jest dla nas ważne.
views-link = Przed spotkaniem: napisz, co o tym myślisz
views-link-hint = Około 2 minut, jeśli mają Państwo ochotę.
will-meet = Spotkanie prowadzi
also-there = Na spotkaniu będą też
answer-by = Prosimy o odpowiedź do
moved-title = Termin się zmienił.
moved-words = Proszę zaznaczyć poniżej, czy mogą Państwo przyjść.
said-accept = Zapisaliśmy, że Państwo przyjdą.
said-other_time = Prosili Państwo o inny termin. Odezwiemy się.
said-phone = Prosili Państwo o telefon. Zadzwonimy.
said-cannot = Zapisaliśmy, że nie mogą Państwo przyjść. Odezwiemy się.
said-hidden = Mamy Państwa odpowiedź.
said-change = Odpowiedź można zmienić poniżej.
not-you-title = Dziękujemy za informację
not-you-lead = Przepraszamy. Ten link już nie działa, a sekretariat szkoły to poprawi.

## The answer

answer-come = Przyjdę
answer-other = Potrzebuję innego terminu
answer-none = Żaden z nich: potrzebuję innego terminu
answer-phone = Proszę zamiast tego do mnie zadzwonić
answer-cannot = Nie mogę wziąć udziału
answer-wrong = Nie jestem osobą, o którą chodziło
ask-come = Czy może Pan/Pani przyjść?
ask-which = Który termin pasuje?
ask-what = Co chcą Państwo zrobić?
when-label = Kiedy by pasowało?
when-hint = Proszę zaznaczyć wszystko, co pasuje.
when-before = Przed lekcjami
when-during = W czasie lekcji
when-after = Zaraz po lekcjach
when-evening = Wieczorem
when-video = Przez wideorozmowę
when-own = Inne terminy, własnymi słowami
when-own-hint = Na przykład: we wtorki po 16
more = Tłumacz, inna potrzeba lub wiadomość
interpreter-label = Jeśli potrzebny jest tłumacz: w jakim języku?
interpreter-hint = To nic nie kosztuje. Brytyjski język migowy to też język.
access-label = Czy jest coś, czego potrzeba, aby wziąć udział?
access-hint = Na przykład: wejście bez schodów, duży druk, cichy pokój
brings-label = Czy ktoś przyjdzie z Państwem?
brings-hint = Zapraszamy znajomego, krewnego lub doradcę.
bring-title = Można kogoś ze sobą przyprowadzić
how-long = Jak długo
entrance = Którędy wejść
video-link = Link do wideorozmowy
role-teacher = nauczyciel(ka)
role-assistant = asystent(ka) nauczyciela
role-head = dyrektor szkoły
role-senco = koordynuje wsparcie w naszej szkole
answer-own = Osobne spotkanie dla mnie: { $slot }
sibling-booked = Kogo to dotyczy: { $child }. Spotykamy się: { $slot }.
sibling-ask = Chcemy porozmawiać jeszcze o kimś. Kogo to dotyczy: { $child }. Który termin pasuje?
sibling-later = Na to odpowiem później
today-title = Dzisiaj
today-known = Mamy Państwa wiadomość.
today-late = Spóźnię się
today-phone = Proszę zamiast tego do mnie zadzwonić
needs-aid = Co pomaga Państwu brać udział w spotkaniu?
needs-aid-hint = Przygotujemy to za każdym razem. To nic nie kosztuje.
aid-step_free = Wejście bez schodów
aid-childcare = Ktoś, kto zajmie się młodszymi dziećmi
aid-hearing_loop = Pętla indukcyjna dla osób słabosłyszących
aid-quiet_room = Cichy pokój
brings-yes = Tak, ktoś przyjdzie ze mną
message-label = Czy jest coś, o czym mamy wiedzieć lub porozmawiać?
answer-send = Wyślij odpowiedź
wrong-over = To spotkanie już się odbyło lub zostało odwołane: proszę do nas zadzwonić
wrong-none = Proszę wybrać jedną z odpowiedzi
wrong-agreed = W międzyczasie ustalono inny termin. Proszę zaznaczyć, czy mogą Państwo wtedy przyjść
wrong-taken = Przepraszamy: ten termin został właśnie zajęty. Proszę wybrać jeden z wolnych
wrong-taken-too = Przepraszamy: ten termin też został właśnie zajęty. Proszę wybrać jeden z wolnych
wrong-passed = Tego terminu nie można już wybrać. Proszę wybrać inną odpowiedź
wrong-when = Proszę napisać, kiedy pasuje lepiej

## The page after the meeting

not-met-title = Nie udało się nam spotkać
not-met-lead = To się zdarza. Nadal chcemy z Państwem porozmawiać i odezwiemy się w sprawie innego terminu.
after-met = Dziękujemy za rozmowę
after-views = Dziękujemy za przesłaną opinię
after-apologies = Dziękujemy za wiadomość, że nie mogli Państwo przyjść
after-held = Spotkanie się odbyło
paper-title = Na papierze
paper-words = To, co ustaliliśmy, można dostać na papierze.
paper-button = Poproś o kopię na papierze
paper-comes-title = Kopia na papierze jest w drodze
paper-comes-lead = Wydrukujemy to, co ustaliliśmy, i przekażemy Państwu.
agreed-title = Co ustaliliśmy: { $day }
agreed-said = Co Państwo na to powiedzieli
agreed-ask = Czy to się zgadza?
agreed-label = Czy to jest to, co ustaliliśmy?
right-yes = Tak
right-nearly = Prawie
right-no = Nie
right-words-label = Jak to powinno brzmieć?
own-words-hint = Własnymi słowami. Zachowamy je dokładnie tak, jak zostały napisane.
told-on = { $day } powiedzieli nam Państwo: { $answer }
tell-again = Jeśli coś się zmieniło, można nam powiedzieć jeszcze raz.
tell-us = Wyślij do nas
readable-phone = Tę stronę można czytać do: { $day }. Potem: { $school }, tel. { $phone } – wyślemy nowy link albo damy tekst na papierze.
readable-office = Tę stronę można czytać do: { $day }. Potem proszę zadzwonić do sekretariatu: wyślemy nowy link albo damy tekst na papierze.
how-title = Jak przebiegło nasze spotkanie?
how-lead = Spotkanie: { $day }. Wystarczy jedno dotknięcie.
how-listened = Wysłuchano mnie
how-next_step = Wiem, co będzie dalej
how-known = Dziękujemy. Mamy Państwa odpowiedź.
how-change = Zmień
how-own = Powiedz to własnymi słowami
how-own-known = Dziękujemy. Mamy Państwa słowa.
how-comment = Czy powinniśmy coś robić inaczej?
how-comment-hint = Odpowiedź na to nie jest konieczna.
far-yes = Tak
far-partly = Częściowo
far-no = Nie
far-sometimes = Czasami
talks-held = { $n ->
    [0] W tym roku szkolnym jeszcze nie rozmawialiśmy.
    [1] W tym roku szkolnym rozmawialiśmy raz.
    [2] W tym roku szkolnym rozmawialiśmy dwa razy.
   *[other] W tym roku szkolnym rozmawialiśmy { $n } razy.
}
talks-planned = { $n ->
    [one] Zaplanowana jest jeszcze jedna rozmowa.
    [few] Zaplanowane są jeszcze { $n } rozmowy.
   *[other] Zaplanowano jeszcze { $n } rozmów.
}
missing-way = Czy coś z tego nie jest realizowane?
missing-link = Powiedz nam, co nie jest realizowane
missing-title = Czy coś nie jest realizowane?
missing-lead = Proszę nam powiedzieć, która część planu nie jest realizowana. Sprawdzimy to i odpowiemy.
missing-told = { $day } powiedzieli nam Państwo, że to nie jest realizowane:
missing-other = Coś innego, co ustaliliśmy
missing-label = Co nie jest realizowane?
missing-words = Co powinniśmy o tym wiedzieć?
missing-words-hint = Własnymi słowami, na przykład: od kiedy. Można zostawić puste.
missing-by = Mamy tę wiadomość. Odpowiemy do: { $day }.
missing-late = Mieliśmy odpowiedzieć do: { $day }. Przepraszamy. Proszę do nas zadzwonić.
finding-put_right = To nie było realizowane. Od teraz jest.
finding-plan_changes = To nie było realizowane. Zmieniamy plan razem z Państwem.
finding-happening = To jest realizowane.
send = Wyślij
wrong-how = Proszę wybrać jedną z odpowiedzi powyżej lub napisać, co powinniśmy robić inaczej
wrong-missing = Proszę wybrać, co nie jest realizowane
wrong-missing-words = Proszę napisać, co nie jest realizowane
wrong-missing-many = Na poprzednie wiadomości jeszcze nie odpowiedzieliśmy. Proszę do nas zadzwonić: tak będzie najszybciej
wrong-sibling = Proszę wybrać jedną z odpowiedzi
wrong-right = Proszę wybrać: tak, prawie lub nie
wrong-right-words = Proszę napisać, jak to powinno brzmieć

## The plan that was agreed

plan-title = Plan, który ustaliliśmy: { $day }
plan-new = Co jest w nim nowe
plan-long-run = W dłuższej perspektywie
plan-help = Dodatkowa pomoc
plan-step = Krok { $n }
plan-from-to = Od { $from } do { $to }.
plan-adults = Co robią dorośli
plan-avoid = Co nie pomaga
plan-at-home = Co pomaga w domu
plan-ask = Czy zgadzają się Państwo z tym planem?
plan-answer = Odpowiedź
plan-agree = Tak, zgadzam się
plan-in_part = Zgadzam się z częścią
plan-not_agreed = Nie, nie zgadzam się
plan-words = Czy chcą Państwo coś do tego powiedzieć?
wrong-plan = Proszę wybrać jedną z trzech odpowiedzi
wrong-plan-words = Proszę napisać, z czym się Państwo nie zgadzają
wrong-plan-changed = Plan zmienił się od otwarcia tej strony: proszę przeczytać go jeszcze raz

## The code on the page

type-code = Proszę wpisać kod, który wysłaliśmy
read-agreed = Przeczytaj, co ustaliliśmy
agreed-ready = To, co ustaliliśmy, jest gotowe do przeczytania
agreed-code = Nikt inny nie powinien tego czytać. Wyślemy kod na Państwa adres e-mail; po wpisaniu go tutaj można czytać.
see-told = Zobacz, co nam powiedziano
read-it = Przeczytaj
told-title = Już nam Państwo coś powiedzieli
told-code = Nikt inny nie powinien tego czytać. Aby to zobaczyć lub zmienić, wyślemy kod na Państwa adres e-mail.
more-title = O tym spotkaniu można przeczytać więcej
more-code = Nikt inny nie powinien tego czytać. Aby to zobaczyć, wyślemy kod na Państwa adres e-mail.
which-child = O które dziecko chodzi?
which-child-code = Nie ma tu imienia, bo ten link może mieć każdy. Z kodem, który wyślemy na Państwa adres e-mail, zobaczą Państwo imię.
send-code = Wyślij mi kod
send-new-code = Wyślij mi nowy kod
code-label = Kod
code-hint = Sześć cyfr z najnowszej wiadomości od nas. Działa dziesięć minut.
code-missing = Po dwóch minutach nie ma wiadomości? Proszę sprawdzić folder ze spamem lub zadzwonić.
codes-enough-title = Wysłaliśmy na razie dość kodów
codes-enough = Proszę wpisać najnowszy lub poprosić znowu za godzinę.
code-nowhere-title = Nie możemy wysłać kodu
code-nowhere = Nie mamy działającego adresu e-mail. Proszę zadzwonić lub poprosić o kopię na papierze: chętnie pomożemy.
wrong-code = To nie jest ten kod. Proszę wpisać sześć cyfr z najnowszej wiadomości
wrong-code-ended = Pięć razy wpisano zły kod i już nie działa. Proszę poprosić o nowy

## What you need

needs-title = Czego Państwo potrzebują
needs-told = To powiedzieli nam Państwo: { $day }. Można to zmienić w każdej chwili.
needs-lead = Wystarczy powiedzieć raz, a pamiętamy o tym przy każdym liście i spotkaniu. To, co nieważne, można zostawić puste.
needs-language = W jakim języku mówią Państwo w domu?
needs-written = W jakim języku wolą Państwo czytać?
needs-written-hint = Jeśli w innym. W niektórych językach piszemy sami; w innych znajdziemy kogoś, kto pomoże.
needs-hours = Kiedy możemy zadzwonić?
needs-hours-hint = Własnymi słowami, na przykład: nie między 14 a 22
needs-format = W jakiej formie mamy wysyłać?
format-as_it_comes = Zwyczajnie
format-paper = Na papierze, pocztą
format-large_print = Dużym drukiem
format-easy_read = Tekst łatwy do czytania
format-bsl = Brytyjski język migowy
format-braille = Alfabetem Braille’a
format-audio = Głosowo lub przez telefon
needs-access = Czy potrzeba czegoś jeszcze, aby wziąć udział?
needs-access-hint = Na przykład: wejście bez schodów, cichy pokój
needs-suits = Kiedy jest dobra pora?
needs-suits-hint = Proszę zaznaczyć wszystkie. Takie terminy proponujemy najpierw.
suits-before = Przed lekcjami
suits-day = W czasie lekcji
suits-after = Zaraz po lekcjach
suits-evening = Wieczorem
suits-mon = Poniedziałki
suits-tue = Wtorki
suits-wed = Środy
suits-thu = Czwartki
suits-fri = Piątki
save = Zapisz
wrong-letters = Proszę użyć najwyżej { $most } znaków
wrong-format = Proszę wybrać, w jakiej formie mamy wysyłać
needs-see = Czego Państwo potrzebują: zobacz lub zmień
needs-tell = Proszę nam powiedzieć, czego Państwo potrzebują
needs-way-hint = Tłumacz, duży druk, dobra pora: pytamy tylko raz.
reads-known = Piszemy po angielsku. Wolą Państwo czytać w języku { $language }? Proszę nam powiedzieć, przez telefon lub poniżej: ktoś pomoże. To nic nie kosztuje.
reads-hidden = Piszemy po angielsku. Wolą Państwo czytać w swoim języku? Proszę nam powiedzieć, przez telefon lub poniżej: ktoś pomoże. To nic nie kosztuje.

## Asking for a meeting

apart-title = Spotkanie osobno
apart-lead = Mogą Państwo spotkać się z nami bez drugiego rodzica. Nie powiemy drugiemu rodzicowi, że Państwo o to prosili.
apart-button = Chcę spotkać się bez drugiego rodzica
apart-have = Poprosili Państwo o osobne spotkanie: { $day }.
apart-next = Zaproponujemy Państwu osobny termin.
apart-change = Mogą Państwo zmienić zdanie.
apart-back = Wolę spotkać się razem
apart-way = Czy wolą Państwo spotkać się z nami bez drugiego rodzica?
apart-code = Czy prosili Państwo o to wcześniej? Zobacz to za pomocą kodu
ask-title = Poproś o spotkanie
ask-have = Mamy Państwa prośbę.
ask-when = Data prośby: { $day }.
ask-due = Termin zaproponujemy do: { $day }.
ask-phone = Proszę zadzwonić: tak najszybciej ustalimy termin.
ask-near = Niedługo się spotykamy. Można wybrać termin, zmienić go lub napisać, o czym chcą Państwo porozmawiać.
ask-lead = O rozmowę na temat naszej pomocy można poprosić w każdej chwili. Nie trzeba czekać na następne spotkanie.
ask-label = O czym chcą Państwo porozmawiać?
ask-hint = Własnymi słowami. Można zostawić puste.
ask-way = Chcą Państwo porozmawiać w innym terminie lub znowu?

## Your views before we meet

views-title = Przed spotkaniem
views-lead = Cztery pytania w dowolnej kolejności; każde można pominąć. Czyta to { $lead } i osoby, które pracują z Państwa dzieckiem w szkole. Nie pokazujemy tego innym rodzinom ani drugiemu rodzicowi.
views-going_well = Co idzie dobrze u Państwa dziecka?
views-hard = Co jest teraz trudne?
views-would_help = Co by pomogło?
views-ask_pupil = Czy mamy o coś zapytać Państwa dziecko?
views-thanks = Mamy to, co Państwo napisali: { $day }, godz. { $time }. Do spotkania można to zmienić.
views-send = Wyślij do szkoły
views-kept = Tekst zapisuje się w trakcie pisania, a szkoła czyta go dopiero po wysłaniu.
views-phone = Nie trzeba pisać: proszę zadzwonić pod numer { $phone }, a my to zapiszemy.
views-office = Nie trzeba pisać: proszę zadzwonić do sekretariatu szkoły, a my to zapiszemy.
views-behind = Już nam Państwo coś powiedzieli. Dziękujemy.
views-behind-code = Aby to zobaczyć lub zmienić, wyślemy kod na Państwa adres e-mail.
wrong-views = Proszę napisać coś w co najmniej jednym polu
draft-save = Zapisz szkic
draft-saved = Zapisano o { $time }
draft-none = Jeszcze nic nie zapisano
draft-offline = Jeszcze nie zapisano: brak połączenia. Tekst zostaje na tej stronie i zapisze się, gdy połączenie wróci.
draft-elsewhere = Nie zapisano: tekst zmieniono w innym oknie. Niczego nie nadpisano. Aby zobaczyć oba teksty, proszę nacisnąć „{ $button }”.
draft-over = Nie zapisano: jest już za późno, aby tu pisać. Tekst zostaje na tej stronie do jej zamknięcia. Proszę do nas zadzwonić.
draft-refused = Jeszcze nie zapisano: nie mogliśmy teraz przyjąć tekstu. Zostaje na tej stronie, a próba zostanie powtórzona.
draft-twice = Ta strona jest otwarta dwa razy
draft-twice-lead = Inne okno zapisało tekst o { $time }, już po otwarciu tego okna. Niczego nie nadpisano. Oto różnice.
draft-here = W tym oknie
draft-nothing = (nic)
draft-keep-here = Zachowaj to, co jest w tym oknie
draft-go-on = Pisz dalej od tego, co zapisano

## The annual review of an EHC plan

annual-title = To spotkanie to coroczny przegląd planu EHC
annual-what = Plan EHC przegląda się raz w roku. Rozmawiamy o tym, co poszło dobrze, co nadal jest trudne i czy plan ma zostać taki sam, zostać zmieniony, czy się zakończyć. Państwo znają swoje dziecko najlepiej, dlatego Państwa zdanie się liczy.
annual-asked = O co prosimy
annual-views = Proszę powiedzieć, co myślą Państwo i co myśli dziecko: na spotkaniu albo tutaj.
annual-write = Napisz tutaj
annual-papers = Dwa tygodnie przed spotkaniem wyślemy to, co napisali wszyscy inni. Proszę to przeczytać i powiedzieć, jeśli coś się nie zgadza.
annual-papers-by = Dwa tygodnie przed spotkaniem wyślemy to, co napisali wszyscy inni (do: { $day }). Proszę to przeczytać i powiedzieć, jeśli coś się nie zgadza.
annual-bring = Można kogoś ze sobą przyprowadzić.
annual-after = Co będzie potem
annual-report = W ciągu dwóch tygodni wyślemy sprawozdanie z tego, co powiedziano.
annual-decides = Decyduje samorząd (local authority), a nie szkoła. Napisze do Państwa w ciągu czterech tygodni od spotkania.
annual-changes = Jeśli chce zmienić plan, wyśle Państwu zmiany; na odpowiedź jest co najmniej 15 dni.
annual-appeal = Jeśli nie zgadzają się Państwo z decyzją, mogą Państwo mieć prawo do odwołania. W liście będzie napisane, jak i do kiedy.

## The survey

survey-page = Pięć pytań
survey-title = Pięć pytań o szkołę: { $school }
survey-lead = Nikt się nie dowie, kto co powiedział: nie zapisujemy nazwiska przy odpowiedziach. Każde pytanie można pominąć. Można odpowiadać do: { $day }.
families-heard = Szkoła słucha tego, co mówimy ja i moje dziecko.
families-told = Wiem, jaką pomoc dostaje moje dziecko i jak to idzie.
families-decide = Razem decydujemy, co będzie dalej.
families-happens = Pomoc, którą ustaliliśmy, naprawdę jest udzielana.
families-right = Gdy coś idzie źle, szkoła to naprawia.
pupils-heard = Dorośli tutaj mnie słuchają.
pupils-told = Wiem, nad czym pracuję.
pupils-decide = Pomagam wybierać, co będę robić dalej.
pupils-happens = Dostaję pomoc, którą mi obiecano.
pupils-right = Gdy coś jest nie tak, ktoś pomaga.
survey-own-families = Jaką jedną rzecz powinniśmy zrobić?
survey-own-pupils = Co powinniśmy zrobić?
survey-own-hint = Można zostawić puste. Proszę nie pisać imion ani nazwisk.
survey-send = Wyślij moje odpowiedzi
wrong-survey = Proszę odpowiedzieć na co najmniej jedno pytanie lub coś napisać
survey-thanks = Dziękujemy
survey-known = Mamy Państwa odpowiedzi. Gdy odpowiedzą wszyscy, powiemy, co z tym robimy.
survey-closed = Na te pytania nie można już odpowiadać
survey-until = Można było odpowiadać do: { $day }. Swoje zdanie mogą nam Państwo powiedzieć w każdej chwili.
survey-acted-title = Co zrobiliśmy po Państwa odpowiedziach
survey-acted-lead = Dziękujemy wszystkim, którzy odpowiedzieli.
