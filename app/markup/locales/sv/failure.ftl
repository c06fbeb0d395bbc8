events = Se evenemang
bookings = Mina bokningar

page = Det finns ingen sida på den här adressen.
event = Vi hittar inte det här evenemanget. Det kan ha flyttats eller tagits bort från programmet.
performer = Vi hittar inte den här artisten.
venue = Vi hittar inte den här lokalen.
legal = Den här biljettbutiken har ingen sådan sida.
booking = Vi hittar inte den här bokningen.
    .own = Ingen av dina bokningar har det här numret.
    .event = Evenemanget som bokningen gäller finns inte kvar.
payment = Vi hittar inte den här betalningen.
