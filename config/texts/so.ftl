### Somali. Draft: check with a speaker. The English lines and how they are used: en.ftl.

## Words that stand in many places

weekday = { $n ->
    [1] Isniin
    [2] Talaado
    [3] Arbaco
    [4] Khamiis
    [5] Jimco
    [6] Sabti
   *[7] Axad
}
month = { $n ->
    [1] Janaayo
    [2] Febraayo
    [3] Maarso
    [4] Abriil
    [5] Maajo
    [6] Juun
    [7] Luulyo
    [8] Agoosto
    [9] Sebtembar
    [10] Oktoobar
    [11] Nofembar
   *[12] Disembar
}
day = { $weekday } { $day } { $month }
day-of-year = { $weekday } { $day } { $month } { $year }
day-and-time = { $day }, { $time }
minutes = { $n ->
    [one] { $n } daqiiqo
   *[other] { $n } daqiiqo
}
slot = { $day }, { $time }, { $length }, { $mode }
slot-place = { $day }, { $time }, { $length }, { $mode }, { $place }
mode-school = dugsiga
mode-phone = telefoon
mode-video = wicitaan muuqaal ah
mode-home = gurigaaga
labelled = { $label }: { $text }
ways = { $by ->
    [mail] ka jawaab iimaylkan.
    [mail-or-phone] ka jawaab iimaylkan ama soo wac { $phone }.
    [phone] ka wac xafiiska dugsiga { $phone }.
   *[office] la xiriir xafiiska dugsiga.
}
child = { $kind ->
    [year] ilmahaaga ku jira { $year }
    [alike-year] mid ka mid ah carruurtaada ku jira { $year }
   *[alike] mid ka mid ah carruurtaada
}
about-child = Tani waxay ku saabsan tahay { $child }.
about-child-at = Tani waxay ku saabsan tahay { $child }: kan aan u haynno { $when }. Boggu wuxuu sheegayaa kuu yahay marka aad qorto koodhkeenna.
about-name = Ku saabsan { $name }
about-name-full = Tani waxay ku saabsan tahay { $name }.
bring = Waad soo kaxayn kartaa qof kula socda.
added-come = Halka la imanayo
added-bring = Waxa la keenayo
advice = Talo bilaash ah oo dhexdhexaad ah oo loogu talagalay qoysaska
local-offer = Adeegyada qoysaska ee deegaankeenna (Local Offer)
not-checked = Weli qof ku hadla luqadda nooma hubin tarjumaddan. Haddii wax aan caddayn, fadlan akhri Ingiriisiga.

## Every mail and letter

greeting = Salaan, { $name }
sent-again = Tan waxaan kuu soo qornay { $day }, mar kalena waan kuu soo diraynaa.
wrong-link = Haddii aadan ahayn qofka aan ula jeednay, fadlan noo sheeg:
wrong-paper = Haddii aadan ahayn qofka aan ula jeednay, fadlan { $ways }
wrong-reply = Haddii aadan ahayn qofka aan ula jeednay, fadlan soo jawaab oo noo sheeg.
ask-again = Ma rabtaa inaad mar kale nala hadasho? Kulan waad codsan kartaa mar kasta:

## The invitation and its reminder

invite-subject = { $school }: fadlan dooro wakhti aad nala hadasho
invite-why = { $with ->
    [one] { $lead } wuxuu ama waxay jeclaan lahayd inay kaala hadasho sida dugsigu u socdo oo aad ku heshiisaan waxa xiga.
    [more] { $lead } iyo { $others } waxay jeclaan lahaayeen inay kaala hadlaan sida dugsigu u socdo oo aad ku heshiisaan waxa xiga.
   *[none] Waxaan jeclaan lahayn inaan kaala hadalno sida dugsigu u socdo oo aan ku heshiinno waxa xiga.
}
invite-kept = Waxaan kuu haynay { $length }.
invite-kept-time = Waxaan kuu haynay wakhti.
invite-choose = Dooro wakhti kuu fiican, ama mid kale codso:
invite-button = Dooro wakhti
invite-answer-by = Fadlan soo jawaab ka hor ama { $day }. Si kale: { $ways }
invite-needs = Noo sheeg haddii aad u baahan tahay turjumaan, far waaweyn, qoraal fudud ama albaab aan jaranjaro lahayn. Waa bilaash.
reminder-subject = Xusuusin: fadlan dooro wakhti ka hor ama { $day }
reminder-why = { $with ->
    [one] Dhowr maalmood ka hor ayaan kuu soo qornay. { $lead } wuxuu ama waxay jeclaan lahayd inay kaala hadasho sida dugsigu u socdo.
    [more] Dhowr maalmood ka hor ayaan kuu soo qornay. { $lead } iyo { $others } waxay jeclaan lahaayeen inay kaala hadlaan sida dugsigu u socdo.
   *[none] Dhowr maalmood ka hor ayaan kuu soo qornay. Waxaan jeclaan lahayn inaan kaala hadalno sida dugsigu u socdo.
}
reminder-phone = Haddii midkoodna kuu fiicnayn, waan ku soo wici doonnaa.

## A time that is agreed, moved or called off

booked-subject = Waa la qabsaday: { $when }
agreed-subject = Wakhti waa la isku raacay: { $when }
booked-accepted = Mahadsanid. Kulankaagii aad nala lahayd waa la qabsaday:
booked-asked = Wax kale ayaad na weyddiisatay. Wakhtigan ayaa hadda la isku raacay:
booked-silent = Wakhtiga kulankii aan kugu casuunnay waa la isku raacay. Soo dhowow:
booked-paper = Kulankii aan kugu casuunnay waa la qabsaday:
booked-manage = Beddel ama baaji, ama noo sheeg waxa aad rabto inaan ka hadalno:
booked-manage-paper = Si aad u beddesho ama u baajiso, ama aad noogu sheegto waxa aad rabto inaan ka hadalno, { $ways }
open-button = Fur kulankaaga
changed-subject = Waa la beddelay: { $when }
changed-words = Wakhtiga kulankaaga waa la beddelay. Hadda waa:
changed-manage = Haddii aanu kuu fiicnayn, halkan noogu sheeg:
changed-manage-paper = Haddii aanu kuu fiicnayn, { $ways }
cancelled-subject = Waa la baajiyay: { $when }
cancelled-subject-school = Waa la baajiyay: kulankaaga { $school }
cancelled-words = Kulankaagii { $when } ma dhici doono.
cancelled-words-unbooked = Kulankii aan kugu casuunnay ma dhici doono.
cancelled-sorry = Waan ka xunnahay isbeddelka. Haddii weli loo baahan yahay inaan kulanno, waxaan kuu soo qori doonnaa wakhtiyo cusub.
cancelled-ask = Haddii aad rabto inaad tan wax ka weyddiiso, { $ways }
before-subject = Kulankaaga { $day }: ma jiraa wax aad rabto inaan weyddiinno?
forward = Waxaan ku faraxsanahay inaan kula hadalno:
before-manage = Maxaa si fiican u socda, maxaase ku welweliya? Haddii aad rabto, noo sheeg kulanka ka hor:
before-manage-paper = Maxaa si fiican u socda, maxaase ku welweliya? Qor oo soo qaado, ama { $ways }
eve-subject = Xusuusin: { $when }
eve-manage = Haddii aadan iman karin, halkan noogu sheeg:
eve-manage-paper = Haddii aadan iman karin, { $ways }
at-school = Goobta: { $school }
at-school-place = Goobta: { $school }, { $place }
on-the-phone = Telefoon: annaga ayaa ku soo wacayna
on-video = Wicitaan muuqaal ah
on-video-place = Wicitaan muuqaal ah: { $place }
in-your-home = Gurigaaga
with-lead = Waxaad la kulmaysaa { $lead }
with-others = Waxaad la kulmaysaa { $lead }; waxaa kaloo jooga: { $others }
calendar-meeting = Kulan: { $school }
calendar-cancelled = Waa la baajiyay: kulan, { $school }
calendar-about = Ku saabsan { $child }.
calendar-phone = Si aad u beddesho ama u baajiso, wac { $phone }

## After the meeting

summary-subject = Waxa aan ku heshiinnay { $day }
summary-subject-other = Waxa lagu heshiiyay { $day }
summary-subject-dayless = Waxa aan kulanka ku heshiinnay
summary-subject-dayless-other = Waxa kulanka lagu heshiiyay
summary-met = Waad ku mahadsan tahay inaad nala hadashay. Hadda waad akhrin kartaa waxa aan ku heshiinnay, iyo cidda waxa qabanaysa iyo goorta.
summary-views = Waad ku mahadsan tahay inaad fikirkaaga noo soo dirtay kulanka ka hor. Hadda waad akhrin kartaa waxa lagu heshiiyay, iyo cidda waxa qabanaysa iyo goorta.
summary-apologies = Waad ku mahadsan tahay inaad noo sheegtay inaadan iman karin. Hadda waad akhrin kartaa waxa kulanka lagu heshiiyay, iyo cidda waxa qabanaysa iyo goorta.
summary-missed = Waan ka xunnahay inaan kulanka kugu arkin. Hadda waad akhrin kartaa waxa lagu heshiiyay, iyo cidda waxa qabanaysa iyo goorta.
summary-other = Hadda waad akhrin kartaa waxa kulanka lagu heshiiyay, iyo cidda waxa qabanaysa iyo goorta.
summary-read-here = Halkan ka akhri:
summary-button = Akhri waxa aan ku heshiinnay
summary-button-other = Akhri waxa lagu heshiiyay
summary-end = Haddii wax maqan yihiin ama aadan sidaas u xusuusan, ka jawaab iimaylkan. Na weyddiiso haddii aad warqad ahaan u rabto.
summary-end-other = Haddii aad rabto inaad ka hadasho ama wax ku darto, ka jawaab iimaylkan. Na weyddiiso haddii aad warqad ahaan u rabto.
feedback-subject = Sidee ahaa kulankeennii? Hal taabasho ayaa ku filan
feedback-words = Waad ku mahadsan tahay inaad nala kulantay. Fadlan noo sheeg sida uu ahaa: bogga fur oo hal jawaab taabo.
feedback-here = Halkan noogu sheeg:
feedback-button = Noo sheeg sida uu ahaa
feedback-end = Khasab ma aha inaad jawaabto.
answered-subject = Waan ka jawaabnay waxa aad noo sheegtay
answered-words = Waxaad noo sheegtay in wax aan ku heshiinnay aan la fulinayn. Waan baarnay, hadda waad akhrin kartaa jawaabteenna.
answered-here = Halkan ka akhri:
answered-button = Akhri jawaabteenna
answered-end = Haddii aan la sixin, mar kale noo sheeg, ka jawaab iimaylkan ama kulan codso.
late-subject = Maanta waan daahaynaa: { $time }
late-words = Waan ka xunnahay: maanta in yar ayaan daahaynaa. Sida ugu dhaqsaha badan ayaan kula kulmi doonnaa ama ku soo wici doonnaa.
late-ask = Haddii aadan sugi karin, { $ways }
phone-today-subject = Fadlan nooga soo wac kulanka maanta, { $time }
phone-today-words = Fadlan na soo wac intaadan u soo bixin kulankeenna maanta. Waan ka xunnahay inaan goor dambe kuu sheegnay.
phone-today-ask = Sidan ayaad samayn kartaa: { $ways }
survey-subject = { $school }: shan su’aal oo gaaban oo nagu saabsan
survey-words = Sidee fiican ayuu { $school } ula shaqeeyaa adiga iyo ilmahaaga? Shan su’aal oo gaaban ayaan ku weyddiinaynaa. Waxay qaadataa laba daqiiqo.
survey-nameless = Cidna looma sheego qofka wax yiri: magacaaga lalama kaydiyo jawaabahaaga.
survey-by = Fadlan soo jawaab ka hor ama { $day }:
survey-button = Ka jawaab shan su’aal
survey-end = Khasab ma aha inaad jawaabto. Haddii aad jeceshahay inaad warqad ku jawaabto, soo jawaab oo noo sheeg.
survey-again-subject = { $school }: weli ma ka jawaabi lahayd shan su’aal oo gaaban?
survey-again-words = Waxaan ku weyddiinnay shan su’aal oo gaaban oo ku saabsan { $school }. Weli wakhti waa jiraa, waxayna qaadataa laba daqiiqo.
survey-acted-subject = { $school }: waxa aan ka qabannay jawaabihiinna
survey-acted-words = Waxaan qoysaska weyddiinnay sida fiican ee { $school } ula shaqeeyo. Waad ku mahadsan tahay waxa aad noo sheegtay. Waan qornay waxa aan ka qabannay.
survey-acted-here = Halkan ka akhri:
survey-acted-button = Akhri waxa aan qabannay
survey-acted-end = Haddii aad rabto inaad ka hadasho, ka jawaab iimaylkan.

## The code

code-subject = { $school }: koodhkaaga
code-words = Koodhkaagu waa { $digits }. Ku qor bogga aad ka codsatay.
code-until = Wuxuu shaqaynayaa ilaa { $day }, { $time }.
code-nobody = Cidna ha siin: weligeen telefoon ama iimayl kuma weyddiinno. Haddii aadan koodh codsan, wax aad samayso ma jiraan.

## The invitation on paper

letter-title = Aan wada hadalno
letter-again = Muddo ka hor ayaan kuu soo qornay.
letter-booked = Waxaan u kulmaynaa inaan ka hadalno sida ilmahaagu dugsiga ugu socdo:
letter-cannot = Haddii aadan iman karin, fadlan { $ways }
letter-why = Waxaan jeclaan lahayn inaan kaala hadalno sida ilmahaagu dugsiga ugu socdo: waxa si fiican u socda, waxa ku welweliya, iyo waxa aan xigi doono.
letter-times = Wakhtiyadan waa suurtogal:
letter-choose = Noo sheeg wakhtiga kuu fiican, ama inaad mid kale u baahan tahay. Fadlan { $ways }
letter-answer-by = Fadlan soo jawaab ka hor ama { $day }.
letter-talk = Waxaan jeclaan lahayn inaan kaala hadalno sida ilmahaagu dugsiga ugu socdo. Fadlan { $ways }
letter-meet = Waxaad la kulmi doontaa { $lead }.
letter-meet-others = Waxaad la kulmi doontaa { $lead }; waxaa kaloo jooga: { $others }.
letter-bring = Qof waad soo kaxayn kartaa. Noo sheeg haddii aad turjumaan rabto, ama haddii ay jiraan wax kuu fududaynaya inaad ka qayb gasho.
letter-sincerely = Mahadsanid,

## The letter about an incident

incident-title = Ku saabsan dhacdo dugsiga ka dhacday
incident-what = { $day } { $time } dhacdo ayaa dugsiga ku qabsatay { $name }. Waxaan kuugu soo qoraynaa inaan kuu sheegno waxa dhacay.
incident-used = Waxa la isticmaalay:
used-force = Xoog: jidhka oo lagu maamulo
used-restraint = Dhaqdhaqaaqa oo laga joojiyo
used-seclusion = Keli-haynta: ilmuhu keligiis ayuu meel joogay oo aanu ka bixi karin
incident-where = Meesha:
incident-length = Inta ay socotay:
incident-why = Sababta:
incident-triggers = Waxa ka horreeyay:
incident-tried = Waxa hore la isugu dayay:
incident-degree = Nooca iyo heerka xoogga:
incident-injuries = Dhaawacyada:
incident-support = Waxa ilmahaaga loo qabtay ka dib:
incident-talk = Waxaan jeclaan lahayn inaan arrintan kaala hadalno. Fadlan { $ways }

## The frame of every page

skip = U gudub waxa ku qoran
error = Khalad:
problem = Dhibaato ayaa jirta
language-switch = Luqadda
back = Dib u noqo
back-to-meeting = Ku noqo kulanka
thanks = Mahadsanid.
page-title = Kulan
talk-to-us = Nala hadal
talk-phone = Ma jeceshahay inaad soo wacdo? Wac { $phone }: waan ku faraxsanahay inaan ku caawinno.
talk-office = Fadlan wac xafiiska dugsiga: waan ku faraxsanahay inaan ku caawinno.
near-you = Waxa qoysaska loogu hayo agagaarkaaga
written-in-english = Waxa halkan ku qoran waa Ingiriisi, waana erayada ciddii qortay. Ma u baahan tahay caawimo akhris? Na soo wac: waa bilaash.

## A link that does not work

no-link-title = Xiriiriyahan ma shaqaynayo
no-link-words = Waxaa laga yaabaa inuu dhacay, ama qayb ka mid ah ay jidka ku luntay. Fadlan isticmaal xiriiriyaha farriinta ugu dambaysay ee aan kuu soo dirnay, ama wac xafiiska dugsiga.
ended-title = Xiriiriyahan waa dhacay
ended-words = Wuxuu shaqaynayay ilaa { $day }, wuxuuna muujinayay waxa aan ka hadalnay oo aan ku heshiinnay.
ended-ask-phone = Ma rabtaa inaad mar kale akhrido, ama aad nala hadasho? { $school } ka wac { $phone }: xiriiriye cusub ayaan kuu soo diraynaa, ama warqad ahaan ayaan kuu siinaynaa.
ended-ask-office = Ma rabtaa inaad mar kale akhrido, ama aad nala hadasho? Wac xafiiska { $school }: xiriiriye cusub ayaan kuu soo diraynaa, ama warqad ahaan ayaan kuu siinaynaa.

## When something goes wrong

fault-title = Waan ka xunnahay, wax baa qaldamay
fault-words = Waxba lama kaydin. Fadlan daqiiqad ka dib mar kale isku day, ama wac xafiiska dugsiga.
fault-long-title = Taasi hal mar way badan tahay
fault-long = Waxba lama kaydin. Dib u noqo, wax yar qor, oo mar kale dir.
fault-unsure-title = Ma garan karno in taas la kaydiyay iyo in kale
fault-unsure = Marka hore bogga fur oo eeg. Haddii aanay halkaas ku jirin, mar kale dir.
fault-unsure-send = Halkan mar kale ka dir. Haddii hore loo kaydiyay, mar labaad lama samayn doono.
fault-wait-title = Fadlan wax yar sug
fault-wait = { $n ->
    [one] Waxba lama kaydin. Fadlan { $n } ilbiriqsi ka dib mar kale isku day.
   *[other] Waxba lama kaydin. Fadlan { $n } ilbiriqsi ka dib mar kale isku day.
}
fault-once-title = Taas waa la kaydiyay
fault-once = Laba jeer ayaa la diray, mar keliyana waa la kaydiyay. Mar labaad waxba lama samayn.
fault-open = Bogga mar kale fur
fault-typed = Waxaad qortay
fault-send = Mar kale dir

## The page of a meeting

cancelled-title = Kulankan waa la baajiyay
cancelled-lead = Waan ka xunnahay. Waan kuu soo qori doonnaa ama ku soo wici doonnaa si aan wakhti kale ugu heshiinno.
gone-title = Waxaan qorshaynnay inaan kulanno
gone-lead = Haddii aan kulannay: mahadsanid, waxa aan ku heshiinnay waan kuu soo diri doonnaa. Haddii kale dhib ma leh: fadlan na soo wac, wakhti kale ayaan heli doonnaa.
booked-title = Kulankeenna aan kula leenahay
calendar-link = Ku dar jadwalkaaga
taken-title = Wakhtiyadii aan soo bandhignay waa la qaatay
taken-none = Waan ka xunnahay. Noo sheeg goorta kuu fiican, ama na soo wac.
taken-near = Waan ka xunnahay. Kuwani waa wakhtiyada bannaan ee ugu dhow.
passed-title = Wakhtiyadii aan soo bandhignay way dhaafeen
passed-lead = Weli waxaan rabnaa inaan kula kulanno. Noo sheeg goorta kuu fiican, ama na soo wac.
choose-title = Fadlan dooro wakhti aad nala hadasho
choose-lead = { $school } wuxuu jeclaan lahaa inuu kula kulmo. Waxa aad taqaan iyo waxa aad u malaynayso waa noo muhiim.
views-link = Noo sheeg fikirkaaga kulanka ka hor
views-link-hint = Qiyaastii 2 daqiiqo, haddii aad rabto.
will-meet = Waxaad la kulmi doontaa
also-there = Waxaa kaloo kulanka jooga
answer-by = Fadlan soo jawaab ka hor ama
moved-title = Wakhtigu waa isbeddelay.
moved-words = Fadlan hoos noogu sheeg inaad iman karto.
said-accept = Waxaad noo sheegtay inaad imanayso.
said-other_time = Waxaad codsatay wakhti kale. Waan kula soo xiriiri doonnaa.
said-phone = Waxaad codsatay telefoon. Waan ku soo wici doonnaa.
said-cannot = Waxaad noo sheegtay inaadan iman karin. Waan kula soo xiriiri doonnaa.
said-hidden = Jawaabtaada waan haynaa.
said-change = Jawaabtaada hoos waad ka beddeli kartaa.
not-you-title = Waad ku mahadsan tahay inaad noo sheegtay
not-you-lead = Waan ka xunnahay. Xiriiriyahan ma shaqaynayo hadda, xafiiska dugsiguna wuu sixi doonaa.

## The answer

answer-come = Waan imanayaa
answer-other = Wakhti kale ayaan u baahanahay
answer-none = Midkoodna: wakhti kale ayaan u baahanahay
answer-phone = Fadlan halkii i soo wac
answer-cannot = Kama qayb geli karo
answer-wrong = Anigu ma ihi qofka aad ula jeeddeen
ask-come = Ma iman kartaa?
ask-which = Wakhtigee ayaa kuu fiican?
ask-what = Maxaad jeclaan lahayd inaad samayso?
when-label = Goorma ayay kuu fiicnaan lahayd?
when-hint = Calaamadee dhammaan kuwa kuu fiican.
when-before = Dugsiga ka hor
when-during = Maalinta dugsiga gudaheeda
when-after = Isla dugsiga ka dib
when-evening = Fiidkii
when-video = Wicitaan muuqaal ah
when-own = Wakhtiyo kale, erayadaada
when-own-hint = Tusaale: Talaadada 4 ka dib
more = Turjumaan, wax aad u baahan tahay, ama farriin
interpreter-label = Haddii aad turjumaan rabto: luqaddee?
interpreter-hint = Waa bilaash. Luqadda dhegoolayaasha ee Ingiriiska sidoo kale waa luqad.
access-label = Ma jiraan wax aad u baahan tahay si aad uga qayb gasho?
access-hint = Tusaale: albaab aan jaranjaro lahayn, far waaweyn, qol deggan
brings-label = Ma soo kaxaynaysaa qof?
brings-hint = Saaxiib, qaraabo ama la-taliye waa soo dhowow.
bring-title = Qof waad soo kaxayn kartaa
how-long = Inta uu socdo
entrance = Meesha laga soo galo
video-link = Xiriiriyaha wicitaanka muuqaalka
role-teacher = macallin
role-assistant = kaaliyaha macallinka
role-head = maamulaha dugsiga
role-senco = isku-duwaha taageerada dugsigeenna
answer-own = Kulan aniga ii gaar ah: { $slot }
sibling-booked = Kulanka ku saabsan { $child } waa: { $slot }.
sibling-ask = Waxaan kaloo jeclaan lahayn inaan ka hadalno { $child }. Wakhtigee ayaa kuu fiican?
sibling-later = Tan hadhow ayaan ka jawaabi doonaa
today-title = Maanta
today-known = Farriintaada waan haynaa.
today-late = Waan daahayaa
today-phone = Fadlan halkii i soo wac
needs-aid = Maxaa kaa caawinaya inaad kulan ka qayb gasho?
needs-aid-hint = Mar kasta waan diyaarinaynaa, waana bilaash.
aid-step_free = Albaab aan jaranjaro lahayn
aid-childcare = Qof haya carruurta yaryar
aid-hearing_loop = Qalab maqalka caawiya
aid-quiet_room = Qol deggan
brings-yes = Haa, qof ayaa ila imanaya
message-label = Ma jiraan wax aad rabto inaan ogaanno ama ka hadalno?
answer-send = Dir jawaabtayda
wrong-over = Kulankan waa dhammaaday ama waa la baajiyay: fadlan na soo wac
wrong-none = Dooro mid ka mid ah jawaabaha
wrong-agreed = Wakhti kale ayaa dhexda lagu heshiiyay. Fadlan sheeg inaad markaas iman karto
wrong-taken = Waan ka xunnahay: wakhtigaas hadda ayaa la qaatay. Fadlan dooro mid ka mid ah kuwa bannaan
wrong-taken-too = Waan ka xunnahay: wakhtigaasna hadda ayaa la qaatay. Fadlan dooro mid ka mid ah kuwa bannaan
wrong-passed = Wakhtigaas lama dooran karo hadda. Fadlan dooro jawaab kale
wrong-when = Noo sheeg goorta kuu fiicnaan lahayd

## The page after the meeting

not-met-title = Ma suurtogelin inaan kulanno
not-met-lead = Way dhacdaa. Weli waxaan rabnaa inaan kula hadalno, waxaanan kaala soo xiriiri doonnaa wakhti kale.
after-met = Waad ku mahadsan tahay inaad nala hadashay
after-views = Waad ku mahadsan tahay inaad fikirkaaga noo soo dirtay
after-apologies = Waad ku mahadsan tahay inaad noo sheegtay inaadan iman karin
after-held = Kulanku waa dhacay
paper-title = Warqad ahaan
paper-words = Waxa aan ku heshiinnay warqad ahaan ayaa lagu siin karaa.
paper-button = Codso nuqul warqad ah
paper-comes-title = Nuqulka warqadda ahi waa soo socdaa
paper-comes-lead = Waxa aan ku heshiinnay waan daabici doonnaa oo ku siin doonnaa.
agreed-title = Waxa aan ku heshiinnay { $day }
agreed-said = Waxa aad ka tiri
agreed-ask = Ma sax baa?
agreed-label = Ma tani baa waxa aan ku heshiinnay?
right-yes = Haa
right-nearly = Ku dhowaad
right-no = Maya
right-words-label = Maxay ahayd inay tiraahdo?
own-words-hint = Erayadaada. Waxaan u haynaa sida aad u qorto si sax ah.
told-on = { $day } waxaad noo sheegtay: { $answer }
tell-again = Mar kale waad noo sheegi kartaa haddii wax isbeddeleen.
tell-us = Noo sheeg
readable-phone = Boggan waad akhrin kartaa ilaa { $day }. Intaas ka dib, { $school } ka wac { $phone }: xiriiriye cusub ayaan kuu soo diraynaa, ama warqad ahaan ayaan kuu siinaynaa.
readable-office = Boggan waad akhrin kartaa ilaa { $day }. Intaas ka dib, wac xafiiska: xiriiriye cusub ayaan kuu soo diraynaa, ama warqad ahaan ayaan kuu siinaynaa.
how-title = Sidee ahaa kulankeennii?
how-lead = Kulankii { $day }. Hal taabasho ayaa ku filan.
how-listened = Waa la i dhegaystay
how-next_step = Waan garanayaa waxa xiga
how-known = Mahadsanid. Jawaabtaada waan haynaa.
how-change = Beddel
how-own = Erayadaada ku sheeg
how-own-known = Mahadsanid. Erayadaada waan haynaa.
how-comment = Ma jiraan wax ay tahay inaan si kale u samayno?
how-comment-hint = Khasab ma aha inaad tan ka jawaabto.
far-yes = Haa
far-partly = Qayb-ahaan
far-no = Maya
far-sometimes = Marmar
talks-held = { $n ->
    [0] Sannad-dugsiyeedkan weli ma wada hadlin.
    [1] Sannad-dugsiyeedkan hal mar ayaan wada hadalnay.
    [2] Sannad-dugsiyeedkan laba jeer ayaan wada hadalnay.
   *[other] Sannad-dugsiyeedkan { $n } jeer ayaan wada hadalnay.
}
talks-planned = { $n ->
    [one] Hal kulan oo kale ayaa la qorsheeyay.
   *[other] { $n } kulan oo kale ayaa la qorsheeyay.
}
missing-way = Ma jiraan wax kuwan ka mid ah oo aan la fulinayn?
missing-link = Noo sheeg waxa aan la fulinayn
missing-title = Ma jiraan wax aan la fulinayn?
missing-lead = Noo sheeg qaybta qorshaha ee aan la fulinayn. Waan baaraynaa oo kuu jawaabaynaa.
missing-told = { $day } waxaad noo sheegtay in tan aan la fulinayn:
missing-other = Wax kale oo aan ku heshiinnay
missing-label = Waa maxay waxa aan la fulinayn?
missing-words = Maxay tahay inaan ka ogaanno?
missing-words-hint = Erayadaada, tusaale: tan iyo goorma. Bannaan waad ku dhaafi kartaa.
missing-by = Farriintaada waan haynaa. Waxaan kuu jawaabaynaa ka hor ama { $day }.
missing-late = Waxay ahayd inaan kuu jawaabno ka hor ama { $day }. Waan ka xunnahay. Fadlan na soo wac.
finding-put_right = Lama fulinayn. Hadda wixii ka dambeeya waa la fulinayaa.
finding-plan_changes = Lama fulinayn. Qorshaha adiga ayaan kula beddelaynaa.
finding-happening = Waa la fulinayaa.
send = Dir
wrong-how = Dooro mid ka mid ah jawaabaha kor ku qoran, ama qor waxa ay tahay inaan si kale u samayno
wrong-missing = Dooro waxa aan la fulinayn
wrong-missing-words = Noo sheeg waxa aan la fulinayn
wrong-missing-many = Kuwii kale weli kama jawaabin. Fadlan na soo wac: waa sida ugu dhaqsaha badan
wrong-sibling = Dooro mid ka mid ah jawaabaha
wrong-right = Dooro haa, ku dhowaad ama maya
wrong-right-words = Noo sheeg waxa ay ahayd inay tiraahdo

## The plan that was agreed

plan-title = Qorshaha aan ku heshiinnay { $day }
plan-new = Waxa ku cusub
plan-long-run = Mustaqbalka fog
plan-help = Caawimo dheeraad ah
plan-step = Tallaabada { $n }
plan-from-to = Laga bilaabo { $from } ilaa { $to }.
plan-adults = Waxa ay dadka waaweyn sameeyaan
plan-avoid = Waxa aan caawin
plan-at-home = Waxa guriga ka caawiya
plan-ask = Ma ku raacsan tahay qorshahan?
plan-answer = Jawaabtaada
plan-agree = Haa, waan ku raacsanahay
plan-in_part = Qayb ayaan ku raacsanahay
plan-not_agreed = Maya, kuma raacsani
plan-words = Ma jiraan wax aad rabto inaad ka tiraahdo?
wrong-plan = Dooro mid ka mid ah saddexda jawaab
wrong-plan-words = Noo sheeg waxa aadan ku raacsanayn
wrong-plan-changed = Qorshuhu waa isbeddelay tan iyo markii aad boggan furtay: fadlan mar kale akhri

## The code on the page

type-code = Qor koodhka aan kuu soo dirnay
read-agreed = Akhri waxa aan ku heshiinnay
agreed-ready = Waxa aan ku heshiinnay waa kuu diyaar
agreed-code = Cid kale waa inaanay akhrin. Koodh ayaan ugu soo diraynaa iimaylkaaga; halkan ku qor, markaas waad akhrin kartaa.
see-told = Arag waxa aad noo sheegtay
read-it = Akhri
told-title = Wax ayaad noo sheegtay
told-code = Cid kale waa inaanay akhrin. Si aad u aragto ama u beddesho, koodh ayaan ugu soo diraynaa iimaylkaaga.
more-title = Wax badan oo kulankan ku saabsan ayaa la akhrin karaa
more-code = Cid kale waa inaanay akhrin. Si aad u aragto, koodh ayaan ugu soo diraynaa iimaylkaaga.
which-child = Ilmahee ayay ku saabsan tahay?
which-child-code = Magac halkan kuma qorna, maxaa yeelay cid kasta ayaa xiriiriyahan haysan karta. Koodhka aan iimaylkaaga u soo dirno ayaad magaca ku arkaysaa.
send-code = Koodh ii soo dir
send-new-code = Koodh cusub ii soo dir
code-label = Koodhkaaga
code-hint = Lix lambar. Waxay ku jiraan farriinta ugu dambaysay, waxayna shaqaynayaan toban daqiiqo.
code-missing = Farriin ma soo gaarin laba daqiiqo ka dib? Ka eeg galka farriimaha aan la rabin, ama na soo wac.
codes-enough-title = Hadda koodhadh ku filan ayaan soo dirnay
codes-enough = Fadlan qor kan ugu cusub, ama saacad ka dib mar kale codso.
code-nowhere-title = Koodh kuuma soo diri karno
code-nowhere = Ma hayno iimayl aad leedahay oo shaqaynaya. Na soo wac, ama codso nuqul warqad ah: waan ku faraxsanahay inaan ku caawinno.
wrong-code = Kaasi ma aha koodhkii. Qor lixda lambar ee farriinta ugu dambaysay
wrong-code-ended = Shan jeer ayaa la khalday, koodhkuna waa dhacay. Mid cusub codso

## What you need

needs-title = Waxa aad u baahan tahay
needs-told = Tani waa waxa aad noo sheegtay { $day }. Mar kasta waad beddeli kartaa.
needs-lead = Hal mar noo sheeg, waanan isticmaalaynaa mar kasta oo aan kuu qorno ama kula kulanno. Bannaan ku dhaaf waxa aan muhiim ahayn.
needs-language = Luqaddee ayaad guriga kaga hadashaan?
needs-written = Luqaddee ayaad jeceshahay inaad wax ku akhrido?
needs-written-hint = Haddii ay mid kale tahay. Luqadaha qaar annaga ayaa qorna; kuwa kale waxaan u helnaa qof caawiya.
needs-hours = Goorma ayaan ku soo wici karnaa?
needs-hours-hint = Erayadaada, tusaale: maya inta u dhaxaysa 2 iyo 10
needs-format = Sidee ayaad u rabtaa waxa aan soo dirno?
format-as_it_comes = Sida caadiga ah
format-paper = Warqad, boostada
format-large_print = Far waaweyn
format-easy_read = Qoraal fudud
format-bsl = Luqadda dhegoolayaasha ee Ingiriiska
format-braille = Farta indhoolayaasha (Braille)
format-audio = Cod, ama telefoon
needs-access = Ma jiraan wax kale oo aad u baahan tahay si aad uga qayb gasho?
needs-access-hint = Tusaale: albaab aan jaranjaro lahayn, qol deggan
needs-suits = Goorma ayay kuu fiican tahay?
needs-suits-hint = Calaamadee dhammaan. Wakhtiyadaas ayaan marka hore soo bandhignaa.
suits-before = Dugsiga ka hor
suits-day = Maalinta dugsiga gudaheeda
suits-after = Isla dugsiga ka dib
suits-evening = Fiidkii
suits-mon = Isniinta
suits-tue = Talaadada
suits-wed = Arbacada
suits-thu = Khamiista
suits-fri = Jimcaha
save = Kaydi
wrong-letters = Fadlan isticmaal ugu badnaan { $most } xaraf
wrong-format = Dooro sida aad u rabto waxa aan soo dirno
needs-see = Waxa aad u baahan tahay: arag ama beddel
needs-tell = Noo sheeg waxa aad u baahan tahay
needs-way-hint = Turjumaan, far waaweyn, wakhtiyo fiican: hal mar oo keliya ayaan ku weyddiinaynaa.
reads-known = Waxaan ku qornaa Ingiriisi. Ma jeceshahay inaad ku akhrido { $language }? Noo sheeg, telefoon ama hoos: qof ayaa ku caawin doona. Waa bilaash.
reads-hidden = Waxaan ku qornaa Ingiriisi. Ma jeceshahay inaad luqaddaada ku akhrido? Noo sheeg, telefoon ama hoos: qof ayaa ku caawin doona. Waa bilaash.

## Asking for a meeting

apart-title = Kulan gaar ah
apart-lead = Waad nala kulmi kartaa waalidka kale la'aantiis. Uma sheegno inaad codsatay.
apart-button = Waxaan rabaa inaan la kulmo waalidka kale la'aantiis
apart-have = Waxaad codsatay kulan gaar ah: { $day }.
apart-next = Waxaan ku siin doonnaa waqti gaar ah.
apart-change = Waad beddeli kartaa go'aankaaga.
apart-back = Waxaan door bidayaa inaan wada kulanno
apart-way = Ma rabtaa inaad nala kulanto waalidka kale la'aantiis?
apart-code = Hore ma u codsatay? Ku arag kood
ask-title = Codso kulan
ask-have = Codsigaaga waan haynaa.
ask-when = Waxaad na weyddiisatay { $day }.
ask-due = Wakhti ayaan kuu soo bandhigi doonnaa ka hor ama { $day }.
ask-phone = Fadlan na soo wac: waa sida ugu dhaqsaha badan ee wakhti lagu heshiiyo.
ask-near = Waxaan ku dhownahay inaan kulanno. Waad dooran kartaa wakhti, beddeli kartaa, ama noo sheegi kartaa waxa aad rabto inaan ka hadalno.
ask-lead = Mar kasta waad codsan kartaa inaad nagala hadasho taageerada aan bixinno. Uma baahnid inaad sugto kulanka xiga.
ask-label = Maxaad jeclaan lahayd inaan ka hadalno?
ask-hint = Erayadaada. Bannaan waad ku dhaafi kartaa.
ask-way = Ma rabtaa inaad nala hadasho wakhti kale, ama mar kale?

## Your views before we meet

views-title = Kulanka ka hor
views-lead = Afar su’aal, si kasta oo ay u kala horreeyaan; ka tag waxa aad rabto. Waxa aad qorto waxaa loogu talagalay { $lead } iyo kuwa ilmahaaga dugsiga kala shaqeeya. Qoys kale ama waalid kale lama tuso.
views-going_well = Maxaa ilmahaaga si fiican ugu socda?
views-hard = Maxaa hadda adag?
views-would_help = Maxaa caawin lahaa?
views-ask_pupil = Ma jiraan wax aan ilmahaaga weyddiinno?
views-thanks = Waan haynaa waxa aad noo sheegtay { $day }, { $time }. Waad beddeli kartaa ilaa aan kulanno.
views-send = U dir dugsiga
views-kept = Waxa aad qorto waa la kaydiyaa inta aad qorayso, dugsiguna wuxuu akhriyaa marka aad dirto.
views-phone = Qoraal looma baahna: wac { $phone }, annaga ayaa kuu qorayna.
views-office = Qoraal looma baahna: wac xafiiska dugsiga, annaga ayaa kuu qorayna.
views-behind = Mar hore ayaad wax noo sheegtay. Mahadsanid.
views-behind-code = Si aad u aragto ama u beddesho, koodh ayaan ugu soo diraynaa iimaylkaaga.
wrong-views = Wax ku qor ugu yaraan hal sanduuq
draft-save = Kaydi qabyada
draft-saved = La kaydiyay { $time }
draft-none = Weli waxba lama kaydin
draft-offline = Weli lama kaydin: xiriir internet ma jiro. Waxaad qortay boggan ayay ku jiraan, waana la kaydin doonaa marka xiriirku soo noqdo.
draft-elsewhere = Lama kaydin: tan waxaa lagu beddelay daaqad kale. Waxba lama tirtirin. Riix “{ $button }” si aad labadaba u aragto.
draft-over = Lama kaydin: wakhtigii halkan wax lagu qori lahaa wuu dhammaaday. Waxaad qortay boggan ayay ku jirayaan ilaa aad xirto. Fadlan na soo wac.
draft-refused = Weli lama kaydin: hadda ma aanan qaadi karin. Waxaad qortay boggan ayay ku jiraan, mar kalena waa la isku dayi doonaa.
draft-twice = Tan laba meelood ayaad ku furtay
draft-twice-lead = Daaqad kale ayaa wax kaydisay { $time }, ka dib markii daaqaddan la furay. Waxba lama tirtirin. Waxa kala duwan waa kan.
draft-here = Daaqaddan
draft-nothing = (waxba)
draft-keep-here = Hay waxa daaqaddan ku jira
draft-go-on = Ku sii wad wixii la kaydiyay

## The annual review of an EHC plan

annual-title = Kulankani waa dib-u-eegista sannadlaha ah ee qorshaha EHC
annual-what = Qorshaha EHC sannadkii hal mar ayaa la eegaa. Waxaan ka hadalnaa waxa si fiican u socday, waxa weli adag, iyo in qorshuhu sidiisa ahaado, la beddelo ama dhammaado. Adiga ayaa ilmahaaga ugu yaqaan, sidaa darteed fikirkaagu waa muhiim.
annual-asked = Waxa aan kaa codsanayno
annual-views = Noo sheeg waxa aad u malaynayso iyo waxa ilmahaagu u malaynayo: kulanka ama halkan.
annual-write = Halkan ku qor
annual-papers = Laba toddobaad kulanka ka hor waxaan kuu soo diraynaa waxa dadka kale oo dhan ay qoreen. Fadlan akhri, noona sheeg haddii wax aan sax ahayn.
annual-papers-by = Laba toddobaad kulanka ka hor, ugu dambayn { $day }, waxaan kuu soo diraynaa waxa dadka kale oo dhan ay qoreen. Fadlan akhri, noona sheeg haddii wax aan sax ahayn.
annual-bring = Qof waad soo kaxayn kartaa.
annual-after = Waxa dhici doona ka dib
annual-report = Laba toddobaad gudahood waxaan kuu soo diraynaa warbixin ku saabsan waxa la yiri.
annual-decides = Waxaa go’aansata dowladda hoose (local authority), ma aha dugsiga. Waxay kuu soo qori doontaa afar toddobaad gudahood kulanka ka dib.
annual-changes = Haddii ay rabto inay qorshaha beddesho, isbeddellada ayay kuu soo dirtaa, waxaadna haysataa ugu yaraan 15 maalmood inaad fikirkaaga sheegto.
annual-appeal = Haddii aadan ku raacsanayn go’aankeeda, waxaa laga yaabaa inaad xaq u leedahay racfaan. Warqaddeeda ayaa kuu sheegaysa sida iyo ilaa goorta.

## The survey

survey-page = Shan su’aal
survey-title = Shan su’aal oo ku saabsan { $school }
survey-lead = Cidna looma sheego qofka wax yiri: magacaaga lalama kaydiyo jawaabahaaga. Ka tag waxa aad rabto. Waad ka jawaabi kartaa ilaa { $day }.
families-heard = Dugsigu wuu dhegaystaa waxa aniga iyo ilmahaygu aan niraahno.
families-told = Waan ogahay caawimada ilmahaygu helo, iyo sida ay u socoto.
families-decide = Si wadajir ah ayaan u go’aansannaa waxa xiga.
families-happens = Caawimada aan ku heshiinnay run ahaantii waa la bixiyaa.
families-right = Marka wax qaldamaan, dugsigu wuu saxaa.
pupils-heard = Dadka waaweyn ee halkan way i dhegaystaan.
pupils-told = Waan ogahay waxa aan ka shaqaynayo.
pupils-decide = Waxaan ka qayb qaataa doorashada waxa aan samayn doono marka xigta.
pupils-happens = Waan helaa caawimadii la ii ballanqaaday.
pupils-right = Marka wax qaldan yihiin, qof ayaa caawiya.
survey-own-families = Waa maxay hal wax oo ay tahay inaan samayno?
survey-own-pupils = Maxay tahay inaan samayno?
survey-own-hint = Bannaan waad ku dhaafi kartaa. Magacyo ha qorin.
survey-send = Dir jawaabahayga
wrong-survey = Ka jawaab ugu yaraan hal su’aal, ama wax qor
survey-thanks = Mahadsanid
survey-known = Jawaabahaaga waan haynaa. Marka dadka oo dhan jawaabaan, waxaan kuu sheegaynaa waxa aan ka qabanno.
survey-closed = Su’aaluhu waa xiran yihiin
survey-until = Waxay furnaayeen ilaa { $day }. Mar kasta waad noo sheegi kartaa fikirkaaga.
survey-acted-title = Waxa aan ka qabannay jawaabihiinna
survey-acted-lead = Waad ku mahadsan tihiin dhammaan intii jawaabtay.
