### Portuguese. Draft: check with a speaker. The English lines and how they are used: en.ftl.

## Words that stand in many places

weekday = { $n ->
    [1] segunda-feira
    [2] terça-feira
    [3] quarta-feira
    [4] quinta-feira
    [5] sexta-feira
    [6] sábado
   *[7] domingo
}
month = { $n ->
    [1] janeiro
    [2] fevereiro
    [3] março
    [4] abril
    [5] maio
    [6] junho
    [7] julho
    [8] agosto
    [9] setembro
    [10] outubro
    [11] novembro
   *[12] dezembro
}
day = { $weekday }, { $day } de { $month }
day-of-year = { $weekday }, { $day } de { $month } de { $year }
day-and-time = { $day }, às { $time }
minutes = { $n ->
    [one] { $n } minuto
   *[other] { $n } minutos
}
slot = { $day }, às { $time }, { $length }, { $mode }
slot-place = { $day }, às { $time }, { $length }, { $mode }, { $place }
mode-school = na escola
mode-phone = por telefone
mode-video = por videochamada
mode-home = em sua casa
labelled = { $label }: { $text }
ways = { $by ->
    [mail] responda a este e-mail.
    [mail-or-phone] responda a este e-mail ou telefone para { $phone }.
    [phone] telefone para a secretaria da escola: { $phone }.
   *[office] contacte a secretaria da escola.
}
child = { $kind ->
    [year] o seu filho ou a sua filha em { $year }
    [alike-year] um dos seus filhos em { $year }
   *[alike] um dos seus filhos
}
about-child = Isto é sobre { $child }.
about-child-at = Isto é sobre { $child }: aquele para quem temos { $when }. A página diz qual é depois de escrever o nosso código.
about-name = Sobre { $name }
about-name-full = Isto é sobre { $name }.
bring = Pode trazer alguém consigo.
added-come = Aonde vir
added-bring = O que trazer
advice = Aconselhamento gratuito e imparcial para famílias
local-offer = A oferta local para famílias na nossa zona (Local Offer)
not-checked = Nenhum falante verificou ainda esta tradução para nós. Se algo não estiver claro, leia por favor o texto em inglês.

## Every mail and letter

greeting = Bom dia, { $name }
sent-again = Escrevemos-lhe isto na { $day } e enviamos de novo.
wrong-link = Se não é a pessoa a quem queríamos escrever, por favor diga-nos:
wrong-paper = Se não é a pessoa a quem queríamos escrever, por favor { $ways }
wrong-reply = Se não é a pessoa a quem queríamos escrever, por favor responda e diga-nos.
ask-again = Gostaria de voltar a falar connosco? Peça uma reunião quando quiser:

## The invitation and its reminder

invite-subject = { $school }: escolha por favor uma hora para falar connosco
invite-why = { $with ->
    [one] { $lead } gostaria de falar consigo sobre como está a correr a escola e combinar o que vem a seguir.
    [more] { $lead }, com { $others }, gostaria de falar consigo sobre como está a correr a escola e combinar o que vem a seguir.
   *[none] Gostaríamos de falar consigo sobre como está a correr a escola e combinar o que vem a seguir.
}
invite-kept = Reservámos { $length } para si.
invite-kept-time = Reservámos tempo para si.
invite-choose = Escolha uma hora que lhe convenha ou peça outra:
invite-button = Escolher uma hora
invite-answer-by = Responda por favor até { $day }. Outra forma: { $ways }
invite-needs = Diga-nos se precisa de intérprete, letra grande, leitura fácil ou acesso sem degraus. É gratuito.
reminder-subject = Lembrete: escolha por favor uma hora até { $day }
reminder-why = { $with ->
    [one] Escrevemos-lhe há alguns dias. { $lead } gostaria de falar consigo sobre como está a correr a escola.
    [more] Escrevemos-lhe há alguns dias. { $lead }, com { $others }, gostaria de falar consigo sobre como está a correr a escola.
   *[none] Escrevemos-lhe há alguns dias. Gostaríamos de falar consigo sobre como está a correr a escola.
}
reminder-phone = Se nada disto lhe convier, nós telefonamos.

## A time that is agreed, moved or called off

booked-subject = Marcado: { $when }
agreed-subject = Hora combinada: { $when }
booked-accepted = Obrigado. A sua reunião connosco está marcada:
booked-asked = Pediu-nos outra coisa. Está agora combinada esta hora:
booked-silent = Está combinada a hora da reunião para a qual o convidámos. Teremos gosto em receber a sua visita:
booked-paper = A reunião para a qual o convidámos está marcada:
booked-manage = Mude-a, cancele-a ou diga-nos sobre o que gostaria de falar:
booked-manage-paper = Para a mudar ou cancelar, ou para nos dizer sobre o que gostaria de falar, { $ways }
open-button = Abrir a sua reunião
changed-subject = Alterado: { $when }
changed-words = A hora da sua reunião connosco mudou. Agora é:
changed-manage = Se não lhe convém, diga-nos aqui:
changed-manage-paper = Se não lhe convém, { $ways }
cancelled-subject = Cancelado: { $when }
cancelled-subject-school = Cancelado: a sua reunião com { $school }
cancelled-words = A sua reunião connosco ({ $when }) não se realiza.
cancelled-words-unbooked = A reunião para a qual o convidámos não se realiza.
cancelled-sorry = Pedimos desculpa pela mudança. Se ainda for preciso, escrevemos-lhe com novas horas.
cancelled-ask = Se quiser perguntar sobre isto, { $ways }
before-subject = A sua reunião, { $day }: quer que perguntemos alguma coisa?
forward = Temos gosto em falar consigo:
before-manage = O que está a correr bem e o que o preocupa? Diga-nos antes da reunião, se quiser:
before-manage-paper = O que está a correr bem e o que o preocupa? Escreva e traga consigo, ou { $ways }
eve-subject = Lembrete: { $when }
eve-manage = Se não puder vir, diga-nos aqui:
eve-manage-paper = Se não puder vir, { $ways }
at-school = Local: { $school }
at-school-place = Local: { $school }, { $place }
on-the-phone = Por telefone: nós ligamos
on-video = Por videochamada
on-video-place = Por videochamada: { $place }
in-your-home = Em sua casa
with-lead = Com { $lead }
with-others = Com { $lead }; também presentes: { $others }
calendar-meeting = Reunião: { $school }
calendar-cancelled = Cancelada: reunião, { $school }
calendar-about = Sobre { $child }.
calendar-phone = Para mudar ou cancelar, telefone para { $phone }

## After the meeting

summary-subject = O que combinámos, { $day }
summary-subject-other = O que foi combinado, { $day }
summary-subject-dayless = O que combinámos na reunião
summary-subject-dayless-other = O que foi combinado na reunião
summary-met = Obrigado por falar connosco. Já pode ler o que combinámos e quem faz o quê e até quando.
summary-views = Obrigado por nos enviar a sua opinião antes da reunião. Já pode ler o que foi combinado e quem faz o quê e até quando.
summary-apologies = Obrigado por nos dizer que não podia vir. Já pode ler o que foi combinado na reunião e quem faz o quê e até quando.
summary-missed = Temos pena de não nos termos encontrado na reunião. Já pode ler o que foi combinado e quem faz o quê e até quando.
summary-other = Já pode ler o que foi combinado na reunião e quem faz o quê e até quando.
summary-read-here = Leia aqui:
summary-button = Ler o que combinámos
summary-button-other = Ler o que foi combinado
summary-end = Se falta alguma coisa ou se se lembra de outra forma, responda a este e-mail. Peça-nos se o quiser em papel.
summary-end-other = Se quiser falar sobre isto ou acrescentar alguma coisa, responda a este e-mail. Peça-nos se o quiser em papel.
feedback-subject = Como correu a nossa reunião? Basta um toque
feedback-words = Obrigado por se reunir connosco. Diga-nos por favor como correu: abra a página e toque numa resposta.
feedback-here = Diga-nos aqui:
feedback-button = Dizer como correu
feedback-end = Não é obrigatório responder.
answered-subject = Respondemos ao que nos disse
answered-words = Disse-nos que alguma coisa que combinámos não está a ser feita. Verificámos e já pode ler a nossa resposta.
answered-here = Leia aqui:
answered-button = Ler a nossa resposta
answered-end = Se não ficar resolvido, diga-nos de novo, responda a este e-mail ou peça uma reunião.
late-subject = Hoje estamos atrasados: { $time }
late-words = Pedimos desculpa: hoje estamos um pouco atrasados. Estaremos consigo ou telefonamos assim que pudermos.
late-ask = Se não puder esperar, { $ways }
phone-today-subject = Telefone-nos por favor sobre a reunião de hoje, às { $time }
phone-today-words = Antes de sair, telefone-nos por favor sobre a nossa reunião de hoje. Pedimos desculpa por avisar tão tarde.
phone-today-ask = Como fazer: { $ways }
survey-subject = { $school }: cinco perguntas curtas sobre nós
survey-words = Como é que { $school } trabalha consigo e com o seu filho ou a sua filha? Fazemos cinco perguntas curtas. Demora dois minutos.
survey-nameless = Ninguém fica a saber quem disse o quê: o seu nome não é guardado com as respostas.
survey-by = Responda por favor até { $day }:
survey-button = Responder a cinco perguntas
survey-end = Não é obrigatório responder. Se prefere responder em papel, responda a este e-mail e diga-nos.
survey-again-subject = { $school }: ainda quer responder a cinco perguntas curtas?
survey-again-words = Fizemos-lhe cinco perguntas curtas sobre a escola ({ $school }). Ainda há tempo e demora dois minutos.
survey-acted-subject = { $school }: o que fizemos com as suas respostas
survey-acted-words = Perguntámos às famílias como é que { $school } trabalha com elas. Obrigado pelo que nos disse. Escrevemos o que fizemos com isso.
survey-acted-here = Leia aqui:
survey-acted-button = Ler o que fizemos
survey-acted-end = Se quiser falar sobre isto, responda a este e-mail.

## The code

code-subject = { $school }: o seu código
code-words = O seu código é { $digits }. Escreva-o na página onde o pediu.
code-until = É válido até { $day }, às { $time }.
code-nobody = Não o dê a ninguém: nunca o pedimos por telefone ou e-mail. Se não pediu um código, não precisa de fazer nada.

## The invitation on paper

letter-title = Falar em conjunto
letter-again = Escrevemos-lhe há algum tempo.
letter-booked = Vamos reunir-nos para falar sobre como o seu filho ou a sua filha está na escola:
letter-cannot = Se não puder vir, por favor { $ways }
letter-why = Gostaríamos de falar consigo sobre como o seu filho ou a sua filha está na escola: o que corre bem, o que o preocupa e o que fazemos a seguir.
letter-times = Estas horas são possíveis:
letter-choose = Diga-nos que hora lhe convém ou que precisa de outra. Por favor { $ways }
letter-answer-by = Responda por favor até { $day }.
letter-talk = Gostaríamos de falar consigo sobre como o seu filho ou a sua filha está na escola. Por favor { $ways }
letter-meet = Vai encontrar-se com { $lead }.
letter-meet-others = Vai encontrar-se com { $lead }; também presentes: { $others }.
letter-bring = Pode trazer alguém consigo. Diga-nos se quer um intérprete ou se há algo que lhe facilite participar.
letter-sincerely = Com os melhores cumprimentos,

## The letter about an incident

incident-title = Sobre um incidente na escola
incident-what = Na { $day }, às { $time }, houve um incidente na escola com { $name }. Escrevemos para lhe contar o que aconteceu.
incident-used = O que foi usado:
used-force = Força: intervenção física
used-restraint = Contenção: impedir os movimentos
used-seclusion = Isolamento: a criança esteve sozinha num lugar de onde não podia sair
incident-where = Onde:
incident-length = Quanto tempo:
incident-why = Porquê:
incident-triggers = O que levou a isso:
incident-tried = O que se tentou antes:
incident-degree = Tipo e grau de força:
incident-injuries = Ferimentos:
incident-support = O que se fez depois pela criança:
incident-talk = Gostaríamos de falar consigo sobre isto. Por favor { $ways }

## The frame of every page

skip = Saltar para o conteúdo
error = Erro:
problem = Há um problema
language-switch = Língua
back = Voltar
back-to-meeting = Voltar à reunião
thanks = Obrigado.
page-title = Reunião
talk-to-us = Fale connosco
talk-phone = Prefere telefonar? Ligue para { $phone }: teremos gosto em ajudar.
talk-office = Telefone por favor para a secretaria da escola: teremos gosto em ajudar.
near-you = O que há para famílias perto de si
written-in-english = O que aqui está escrito está em inglês, nas palavras de quem o escreveu. Quer ajuda para ler? Telefone-nos: é gratuito.

## A link that does not work

no-link-title = Esta ligação não funciona
no-link-words = Pode ter terminado ou ter-se perdido uma parte pelo caminho. Use por favor a ligação da nossa mensagem mais recente ou telefone para a secretaria da escola.
ended-title = Esta ligação terminou
ended-words = Funcionou até { $day } e mostrava o que falámos e combinámos.
ended-ask-phone = Gostaria de ler de novo ou de falar connosco? Telefone para { $school }, { $phone }: enviamos uma nova ligação ou damos em papel.
ended-ask-office = Gostaria de ler de novo ou de falar connosco? Telefone para a secretaria ({ $school }): enviamos uma nova ligação ou damos em papel.

## When something goes wrong

fault-title = Pedimos desculpa, algo correu mal
fault-words = Nada foi guardado. Tente de novo daqui a um minuto ou telefone para a secretaria da escola.
fault-long-title = Isso é demasiado de uma só vez
fault-long = Nada foi guardado. Volte atrás, escreva menos e envie de novo.
fault-unsure-title = Não sabemos se isso foi guardado
fault-unsure = Abra primeiro a página e veja. Se não estiver lá, envie de novo.
fault-unsure-send = Envie de novo a partir daqui. Se já estiver guardado, não é feito uma segunda vez.
fault-wait-title = Espere um momento, por favor
fault-wait = { $n ->
    [one] Nada foi guardado. Tente de novo daqui a { $n } segundo.
   *[other] Nada foi guardado. Tente de novo daqui a { $n } segundos.
}
fault-once-title = Está guardado
fault-once = Foi enviado duas vezes e guardado uma. Nada foi feito uma segunda vez.
fault-open = Abrir a página de novo
fault-typed = O que escreveu
fault-send = Enviar de novo

## The page of a meeting

cancelled-title = Esta reunião foi cancelada
cancelled-lead = Pedimos desculpa. Vamos escrever ou telefonar para combinar outra hora.
gone-title = Tínhamos planeado reunir-nos
gone-lead = Se nos reunimos: obrigado, vamos enviar-lhe o que combinámos. Se não, não faz mal: telefone-nos e encontramos outra hora.
booked-title = A nossa reunião consigo
calendar-link = Pôr no seu calendário
taken-title = As horas que oferecemos foram ocupadas
taken-none = Pedimos desculpa. Diga-nos quando lhe convém ou telefone-nos.
taken-near = Pedimos desculpa. Estas são as horas livres mais próximas.
passed-title = As horas que oferecemos já passaram
passed-lead = Ainda gostaríamos de nos reunir consigo. Diga-nos quando lhe convém ou telefone-nos.
choose-title = Escolha por favor uma hora para falar connosco
choose-lead = { $school } gostaria de se reunir consigo. O que sabe e pensa é importante para nós.
views-link = Diga-nos a sua opinião antes da reunião
views-link-hint = Cerca de 2 minutos, se quiser.
will-meet = Vai encontrar-se com
also-there = Também na reunião
answer-by = Responda por favor até
moved-title = A hora mudou.
moved-words = Diga-nos por favor em baixo se pode vir.
said-accept = Disse-nos que vem.
said-other_time = Pediu outra hora. Vamos contactar.
said-phone = Pediu um telefonema. Nós ligamos.
said-cannot = Disse-nos que não pode vir. Vamos contactar.
said-hidden = Temos a sua resposta.
said-change = Pode mudar a sua resposta em baixo.
not-you-title = Obrigado por nos dizer
not-you-lead = Pedimos desculpa. Esta ligação já não funciona e a secretaria da escola vai corrigir.

## The answer

answer-come = Eu venho
answer-other = Preciso de outra hora
answer-none = Nenhuma destas: preciso de outra hora
answer-phone = Por favor, telefonem-me
answer-cannot = Não posso participar
answer-wrong = Não sou a pessoa que procuram
ask-come = Pode vir?
ask-which = Que hora lhe convém?
ask-what = O que gostaria de fazer?
when-label = Quando lhe conviria?
when-hint = Assinale todas as que servem.
when-before = Antes da escola
when-during = Durante o dia de escola
when-after = Logo depois da escola
when-evening = Ao fim da tarde ou à noite
when-video = Por videochamada
when-own = Outras horas, nas suas palavras
when-own-hint = Por exemplo: terças depois das 16
more = Um intérprete, algo de que precisa ou uma mensagem
interpreter-label = Se quer um intérprete: em que língua?
interpreter-hint = É gratuito. A língua gestual britânica também é uma língua.
access-label = Precisa de alguma coisa para participar?
access-hint = Por exemplo: acesso sem degraus, letra grande, uma sala calma
brings-label = Vai trazer alguém consigo?
brings-hint = Um amigo, um familiar ou um conselheiro é bem-vindo.
bring-title = Pode trazer alguém
how-long = Duração
entrance = Por onde entrar
video-link = Ligação para a videochamada
role-teacher = professor(a)
role-assistant = assistente na sala de aula
role-head = direção da escola
role-senco = coordena o apoio na nossa escola
answer-own = Uma reunião só para mim: { $slot }
sibling-booked = Sobre { $child }, a reunião é: { $slot }.
sibling-ask = Gostaríamos também de falar sobre { $child }. Que hora lhe convém?
sibling-later = Respondo a esta mais tarde
today-title = Hoje
today-known = Temos a sua mensagem.
today-late = Vou chegar mais tarde
today-phone = Por favor, telefonem-me
needs-aid = O que o ajuda a participar numa reunião?
needs-aid-hint = Tratamos disso de cada vez. É gratuito.
aid-step_free = Acesso sem degraus
aid-childcare = Alguém que tome conta das crianças mais novas
aid-hearing_loop = Um anel magnético para aparelhos auditivos
aid-quiet_room = Uma sala calma
brings-yes = Sim, vem alguém comigo
message-label = Há alguma coisa que gostaria que soubéssemos ou de que falássemos?
answer-send = Enviar a minha resposta
wrong-over = Esta reunião já passou ou foi cancelada: telefone-nos por favor
wrong-none = Escolha uma das respostas
wrong-agreed = Entretanto foi combinada outra hora. Diga-nos por favor se pode vir nessa
wrong-taken = Pedimos desculpa: essa hora acabou de ser ocupada. Escolha por favor uma das livres
wrong-taken-too = Pedimos desculpa: essa hora também acabou de ser ocupada. Escolha por favor uma das livres
wrong-passed = Essa hora já não pode ser escolhida. Escolha por favor outra resposta
wrong-when = Diga-nos quando lhe conviria melhor

## The page after the meeting

not-met-title = Não conseguimos reunir-nos
not-met-lead = Acontece. Ainda gostaríamos de falar consigo e vamos contactar para outra hora.
after-met = Obrigado por falar connosco
after-views = Obrigado por nos enviar a sua opinião
after-apologies = Obrigado por nos dizer que não podia vir
after-held = A reunião realizou-se
paper-title = Em papel
paper-words = O que combinámos pode ser-lhe dado em papel.
paper-button = Pedir uma cópia em papel
paper-comes-title = A cópia em papel vai a caminho
paper-comes-lead = Vamos imprimir o que combinámos e dar-lho.
agreed-title = O que combinámos, { $day }
agreed-said = O que disse sobre isto
agreed-ask = Está certo?
agreed-label = É isto que combinámos?
right-yes = Sim
right-nearly = Quase
right-no = Não
right-words-label = O que deveria dizer?
own-words-hint = Nas suas palavras. Guardamo-las exatamente como as escrever.
told-on = { $day }: disse-nos { $answer }
tell-again = Pode dizer-nos de novo se alguma coisa mudou.
tell-us = Dizer-nos
readable-phone = Pode ler esta página até { $day }. Depois, telefone para { $school }, { $phone }: enviamos uma nova ligação ou damos em papel.
readable-office = Pode ler esta página até { $day }. Depois, telefone para a secretaria: enviamos uma nova ligação ou damos em papel.
how-title = Como correu a nossa reunião?
how-lead = Reunião: { $day }. Basta um toque.
how-listened = Ouviram o que eu disse
how-next_step = Sei o que vem a seguir
how-known = Obrigado. Temos a sua resposta.
how-change = Mudar
how-own = Dizer nas suas palavras
how-own-known = Obrigado. Temos as suas palavras.
how-comment = Há alguma coisa que devamos fazer de outra forma?
how-comment-hint = Não é obrigatório responder a isto.
far-yes = Sim
far-partly = Parcialmente
far-no = Não
far-sometimes = Ocasionalmente
talks-held = { $n ->
    [0] Ainda não falámos neste ano letivo.
    [1] Falámos uma vez neste ano letivo.
    [2] Falámos duas vezes neste ano letivo.
   *[other] Falámos { $n } vezes neste ano letivo.
}
talks-planned = { $n ->
    [one] Está prevista mais uma conversa.
   *[other] Estão previstas mais { $n } conversas.
}
missing-way = Há alguma coisa disto que não está a ser feita?
missing-link = Diga-nos o que não está a ser feito
missing-title = Há alguma coisa que não está a ser feita?
missing-lead = Diga-nos que parte do plano não está a ser feita. Vamos verificar e responder-lhe.
missing-told = { $day }: disse-nos que isto não está a ser feito:
missing-other = Outra coisa que combinámos
missing-label = O que não está a ser feito?
missing-words = O que devemos saber sobre isso?
missing-words-hint = Nas suas palavras, por exemplo: desde quando. Pode deixar vazio.
missing-by = Temos a sua mensagem. Respondemos até { $day }.
missing-late = Devíamos ter respondido até { $day }. Pedimos desculpa. Telefone-nos por favor.
finding-put_right = Não estava a ser feito. A partir de agora está.
finding-plan_changes = Não estava a ser feito. Mudamos o plano consigo.
finding-happening = Está a ser feito.
send = Enviar
wrong-how = Escolha uma das respostas acima ou escreva o que devemos fazer de outra forma
wrong-missing = Escolha o que não está a ser feito
wrong-missing-words = Diga-nos o que não está a ser feito
wrong-missing-many = Ainda não respondemos às outras mensagens. Telefone-nos por favor: é a forma mais rápida
wrong-sibling = Escolha uma das respostas
wrong-right = Escolha sim, quase ou não
wrong-right-words = Diga-nos o que deveria dizer

## The plan that was agreed

plan-title = O plano que combinámos, { $day }
plan-new = O que há de novo
plan-long-run = A longo prazo
plan-help = Ajuda adicional
plan-step = Passo { $n }
plan-from-to = De { $from } a { $to }.
plan-adults = O que os adultos fazem
plan-avoid = O que não ajuda
plan-at-home = O que ajuda em casa
plan-ask = Concorda com este plano?
plan-answer = A sua resposta
plan-agree = Sim, concordo
plan-in_part = Concordo com uma parte
plan-not_agreed = Não, não concordo
plan-words = Há alguma coisa que gostaria de dizer sobre ele?
wrong-plan = Escolha uma das três respostas
wrong-plan-words = Diga-nos com o que não concorda
wrong-plan-changed = O plano mudou desde que abriu esta página: leia-o por favor de novo

## The code on the page

type-code = Escreva o código que lhe enviámos
read-agreed = Ler o que combinámos
agreed-ready = O que combinámos está pronto para si
agreed-code = Mais ninguém deve ler isto. Enviamos um código para o seu e-mail; escreva-o aqui e pode ler.
see-told = Ver o que nos disse
read-it = Ler
told-title = Já nos disse alguma coisa
told-code = Mais ninguém deve ler isto. Para ver ou mudar, enviamos um código para o seu e-mail.
more-title = Há mais para ler sobre esta reunião
more-code = Mais ninguém deve ler isto. Para ver, enviamos um código para o seu e-mail.
which-child = De que filho se trata?
which-child-code = Aqui não aparece nenhum nome, porque qualquer pessoa pode ter esta ligação. Com um código que enviamos para o seu e-mail vê o nome.
send-code = Enviem-me um código
send-new-code = Enviem-me um novo código
code-label = O seu código
code-hint = Seis algarismos. Estão na nossa mensagem mais recente e valem dez minutos.
code-missing = Nenhuma mensagem ao fim de dois minutos? Veja na pasta do correio indesejado ou telefone-nos.
codes-enough-title = Já enviámos códigos suficientes por agora
codes-enough = Escreva o mais recente ou peça de novo daqui a uma hora.
code-nowhere-title = Não podemos enviar-lhe um código
code-nowhere = Não temos um e-mail seu que funcione. Telefone-nos ou peça uma cópia em papel: teremos gosto em ajudar.
wrong-code = Não é esse o código. Escreva os seis algarismos da mensagem mais recente
wrong-code-ended = O código esteve errado cinco vezes e terminou. Peça um novo

## What you need

needs-title = Do que precisa
needs-told = Foi isto que nos disse, { $day }. Pode mudar quando quiser.
needs-lead = Diga-nos uma vez e temos isso em conta sempre que lhe escrevemos ou nos reunimos. Deixe vazio o que não importa.
needs-language = Que língua fala em casa?
needs-written = Em que língua gosta de ler?
needs-written-hint = Se for outra. Algumas línguas escrevemos nós; para outras encontramos quem ajude.
needs-hours = Quando podemos telefonar-lhe?
needs-hours-hint = Nas suas palavras, por exemplo: não entre as 14 e as 22
needs-format = Como gostaria de receber o que enviamos?
format-as_it_comes = Normal
format-paper = Em papel, por correio
format-large_print = Letra grande
format-easy_read = Leitura fácil
format-bsl = Língua gestual britânica
format-braille = Braille
format-audio = Falado ou por telefone
needs-access = Precisa de mais alguma coisa para participar?
needs-access-hint = Por exemplo: acesso sem degraus, uma sala calma
needs-suits = Qual é uma boa altura para si?
needs-suits-hint = Assinale todas as que são. Oferecemos primeiro essas horas.
suits-before = Antes da escola
suits-day = Durante o dia de escola
suits-after = Logo depois da escola
suits-evening = Ao fim da tarde ou à noite
suits-mon = Segundas
suits-tue = Terças
suits-wed = Quartas
suits-thu = Quintas
suits-fri = Sextas
save = Guardar
wrong-letters = Use por favor no máximo { $most } letras
wrong-format = Escolha como gostaria de receber o que enviamos
needs-see = Do que precisa: ver ou mudar
needs-tell = Diga-nos do que precisa
needs-way-hint = Intérprete, letra grande, boas horas: só perguntamos uma vez.
reads-known = Escrevemos em inglês. Prefere ler em { $language }? Diga-nos, por telefone ou em baixo: alguém ajuda. É gratuito.
reads-hidden = Escrevemos em inglês. Prefere ler na sua língua? Diga-nos, por telefone ou em baixo: alguém ajuda. É gratuito.

## Asking for a meeting

apart-title = Reunião em separado
apart-lead = Pode reunir connosco sem o outro progenitor. Não lhe dizemos que o pediu.
apart-button = Gostaria de reunir sem o outro progenitor
apart-have = Pediu-nos uma reunião em separado: { $day }.
apart-next = Vamos propor-lhe uma hora só para si.
apart-change = Pode mudar de ideias.
apart-back = Prefiro que nos reunamos juntos
apart-way = Gostaria de reunir connosco sem o outro progenitor?
apart-code = Já o pediu antes? Veja-o com um código
ask-title = Pedir uma reunião
ask-have = Temos o seu pedido.
ask-when = Pediu-nos: { $day }.
ask-due = Oferecemos uma hora até { $day }.
ask-phone = Telefone-nos por favor: é a forma mais rápida de combinar uma hora.
ask-near = Estamos quase a reunir-nos. Pode escolher uma hora, mudá-la ou dizer-nos sobre o que gostaria de falar.
ask-lead = Pode pedir para falar connosco sobre o apoio que damos, quando quiser. Não precisa de esperar pela próxima reunião.
ask-label = Sobre o que gostaria de falar?
ask-hint = Nas suas palavras. Pode deixar vazio.
ask-way = Gostaria de falar connosco a outra hora ou de novo?

## Your views before we meet

views-title = Antes da reunião
views-lead = Quatro perguntas, por qualquer ordem; deixe o que quiser. O que escreve é para { $lead } e para quem trabalha com o seu filho ou a sua filha na escola. Não é mostrado a nenhuma outra família nem ao outro progenitor.
views-going_well = O que está a correr bem com o seu filho ou a sua filha?
views-hard = O que é difícil neste momento?
views-would_help = O que ajudaria?
views-ask_pupil = Há alguma coisa que devamos perguntar ao seu filho ou à sua filha?
views-thanks = Temos o que nos disse, { $day }, às { $time }. Pode mudar até nos reunirmos.
views-send = Enviar à escola
views-kept = O que escreve é guardado à medida que escreve e a escola lê depois de enviar.
views-phone = Não precisa de escrever: telefone para { $phone } e nós escrevemos por si.
views-office = Não precisa de escrever: telefone para a secretaria da escola e nós escrevemos por si.
views-behind = Já nos disse alguma coisa. Obrigado.
views-behind-code = Para ver ou mudar, enviamos um código para o seu e-mail.
wrong-views = Escreva alguma coisa em pelo menos uma das caixas
draft-save = Guardar rascunho
draft-saved = Guardado às { $time }
draft-none = Ainda nada foi guardado
draft-offline = Ainda não foi guardado: não há ligação à internet. O que escreveu fica nesta página e é guardado quando a ligação voltar.
draft-elsewhere = Não foi guardado: isto foi alterado noutra janela. Nada foi apagado. Prima “{ $button }” para ver os dois textos.
draft-over = Não foi guardado: já é tarde para escrever aqui. O que escreveu fica nesta página até a fechar. Por favor, telefone-nos.
draft-refused = Ainda não foi guardado: não o pudemos receber agora. O que escreveu fica nesta página e será tentado de novo.
draft-twice = Tem isto aberto duas vezes
draft-twice-lead = Outra janela guardou às { $time }, depois de esta ter sido aberta. Nada foi apagado. Eis as diferenças.
draft-here = Nesta janela
draft-nothing = (nada)
draft-keep-here = Ficar com o que está nesta janela
draft-go-on = Continuar com o que foi guardado

## The annual review of an EHC plan

annual-title = Esta reunião é a revisão anual do plano EHC
annual-what = Um plano EHC é revisto uma vez por ano. Falamos sobre o que correu bem, o que ainda é difícil e se o plano deve ficar como está, mudar ou terminar. Quem melhor conhece o seu filho ou a sua filha é você: a sua opinião conta.
annual-asked = O que lhe pedimos
annual-views = Diga-nos o que pensa e o que pensa o seu filho ou a sua filha: na reunião ou aqui.
annual-write = Escrever aqui
annual-papers = Duas semanas antes da reunião enviamos-lhe o que todos os outros escreveram. Leia por favor e diga-nos se algo não está certo.
annual-papers-by = Duas semanas antes da reunião, até { $day }, enviamos-lhe o que todos os outros escreveram. Leia por favor e diga-nos se algo não está certo.
annual-bring = Pode trazer alguém consigo.
annual-after = O que acontece depois
annual-report = Dentro de duas semanas enviamos-lhe um relatório do que foi dito.
annual-decides = Quem decide é a autoridade local (local authority) e não a escola. Escreve-lhe no prazo de quatro semanas após a reunião.
annual-changes = Se quiser mudar o plano, envia-lhe as mudanças e tem pelo menos 15 dias para dizer o que pensa.
annual-appeal = Se não concordar com a decisão, pode ter direito a recorrer. A carta diz-lhe como e até quando.

## The survey

survey-page = Cinco perguntas
survey-title = Cinco perguntas sobre a escola: { $school }
survey-lead = Ninguém fica a saber quem disse o quê: o seu nome não é guardado com as respostas. Deixe o que quiser. Pode responder até { $day }.
families-heard = A escola ouve o que dizemos, eu e o meu filho ou a minha filha.
families-told = Sei que ajuda recebe o meu filho ou a minha filha e como está a correr.
families-decide = Decidimos em conjunto o que vem a seguir.
families-happens = A ajuda que combinámos é mesmo dada.
families-right = Quando alguma coisa corre mal, a escola resolve.
pupils-heard = Aqui os adultos ouvem-me.
pupils-told = Sei em que estou a trabalhar.
pupils-decide = Ajudo a escolher o que faço a seguir.
pupils-happens = Recebo a ajuda que me prometeram.
pupils-right = Quando alguma coisa está mal, alguém ajuda.
survey-own-families = Que coisa devíamos fazer?
survey-own-pupils = O que devíamos fazer?
survey-own-hint = Pode deixar vazio. Não escreva nomes.
survey-send = Enviar as minhas respostas
wrong-survey = Responda a pelo menos uma pergunta ou escreva alguma coisa
survey-thanks = Obrigado
survey-known = Temos as suas respostas. Quando todos tiverem respondido, dizemos-lhe o que fazemos.
survey-closed = Já não é possível responder às perguntas
survey-until = Era possível responder até { $day }. Pode dizer-nos o que pensa a qualquer momento.
survey-acted-title = O que fizemos com as suas respostas
survey-acted-lead = Obrigado a todos os que responderam.
