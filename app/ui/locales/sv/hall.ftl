title = Välj platser
    .sold-out = Slutsålt
    .closed = Salen

available = { $seats ->
        [one] { $seats } plats ledig.
       *[other] { $seats } platser lediga.
    }
    .none = Ingen plats är ledig just nu.
    .over = Alla platser är tagna.
held = { $seats ->
        [one] En är reserverad av någon annan: den kan bli ledig igen.
       *[other] { $seats } är reserverade av andra: de kan bli lediga igen.
    }
held-now = Reserverade nu: { $seats }.

script = Platskartan kräver JavaScript. Formuläret fungerar utan: vi väljer platser och reserverar dem åt dig.
failed = Platskartan kunde inte laddas. Vi försöker igen. Under tiden fungerar formuläret för de bästa platserna.

way = Så väljer du
    .plan = Välj på kartan
    .list = Välj från en lista

together = Hitta platser tillsammans
    .find = { $seats ->
        [one] Hitta { $seats } bra plats
       *[other] Hitta { $seats } platser tillsammans
    }
    .where = Var
    .anywhere = Var som helst

compare = Jämför
    .price = Pris
    .distance = Avstånd
    .metres = cirka { NUMBER($metres) } m
    .view = Sikt
    .restricted = Begränsad sikt
    .free = ingen känd
    .choose = Välj dessa
    .chosen = Valda

prices = Priser
    .free = { $count ->
        [one] { $count } ledig
       *[other] { $count } lediga
    }
    .none = inga lediga
    .special = Rullstols- och ledsagarplatser

key = Vad formerna betyder
    .free = ledig
    .held = reserverad av någon annan
    .sold = såld
    .blocked = säljs inte
    .wheelchair = rullstolsplats
    .companion = för ledsagare
    .yours = din

connection = Ansluter…
    .live = Ansluten
    .again = Ansluter igen…
    .lost = Försöker fortfarande ansluta. Platserna kan ha ändrats.
    .offline = Du är inte ansluten till nätet. Platserna kan ha ändrats.
