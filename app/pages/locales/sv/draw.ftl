title = Lottningen av köplatser: { $event }
kicker = Lottningen av köplatser
lead = Lotten avgjorde platserna i kön, inte vem som kom först eller hade den snabbaste datorn.
    .before = Lotten avgör platserna i kön, inte vem som kommer först eller har den snabbaste datorn.
none = Det finns ingen lottning för det här evenemanget
    .words = Platserna i kön fördelas efter ankomsttid.
    .back = Till kön

proves = Vem som helst kan kontrollera lottningen. Ingen kunde välja resultatet.
    .drand = Värdet kommer från drand: oberoende organisationer över hela världen signerar ett tal var tredje sekund. För att styra det måste de flesta av dem och arrangören samarbeta i hemlighet.
    .announced = Värdet är offentligt och angavs före lottningen. Bara de som tar fram det kunde ha styrt det.
    .sums = Du kan kontrollera uträkningarna i den här lottningen. I övrigt litar du på arrangören.
    .none = Den här lottningen har inget offentligt värde. Arrangören kände till det hemliga talet och kunde ha hittat på anmälningar.
    .people = En lottning är rättvis mellan anmälningar, inte mellan människor: den kan inte visa att det står en människa bakom varje anmälan.

promised = Det som utlovades i förväg
    .words = De här uppgifterna publicerades när lottningen utlystes. Åtagandet låser det hemliga talet. Sigillet låser senare slumpkällan och listan.
closes = Lottningen stänger
    .past = Lottningen stängde
commitment = Åtagande: fingeravtrycket av det hemliga talet
beacon = Slumpkälla: det offentliga slumpvärdet som avgör
drand = Omgång { $round } av drand, kedja { $chain }
without = Ingen

part = Vilka som är med
    .words = När lottningen stängde förseglades listan över alla anmälningar.
    .before = Varje väntande webbläsare fick sigillet innan värdet var känt.
    .later = Listan över anmälningar förseglas tio sekunder efter att lottningen stänger.
count = Anmälningar
root = Listans fingeravtryck
closing = Sigill: fingeravtrycket av allt detta

decided = Det som lotten avgjorde
    .later = Värdet är inte känt än. Det avgör platserna i kön, som visas här och på köns sida.
    .words = Sigillet, det hemliga talet och värdet ger tillsammans varje anmälan dess plats i kön. Inget annat påverkar den.
value = Offentligt värde
    .signature = Signatur från drand
    .announced = Det som angavs
seed = Hemligt tal, nu offentligt
key = Lottningens nyckel
places = Alla köplatsers fingeravtryck
drawn = Lottat

mine = Ditt tal
    .words = Din anmälan kommer från den här webbläsaren. Lottningens nyckel ger varje anmälan ett tal, och det lägsta talet får den första platsen.
    .none = Den här webbläsaren har ingen anmälan till lottningen.
    .late = Din köplats lottades inte. Den som ställer sig i kön efter att lottningen har stängt, eller igen efter sin tur, får nästa plats i slutet av kön.
    .waiting = Din köplats lottas när värdet är känt.
entry = Din anmälan
place = Din plats i kön
proof = Bevis på att din anmälan finns i listan

check = Så kontrollerar du lottningen
    .later = När lottningen är klar finns här uppgifterna om den, listan över alla anmälningar och två kommandon som kontrollerar dem.
    .words = Spara de här två filerna:
    .record = Uppgifterna om lottningen
    .entries = Listan över alla anmälningar
    .then = Ett kommando kontrollerar varje steg, utan nätverk. Det hör till Frontrow, som har öppen källkod:
    .other = Du behöver inte lita på vårt program heller. Det här är skrivet i Python och använder ingen av vår kod:
