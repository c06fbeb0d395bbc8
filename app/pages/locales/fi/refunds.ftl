title = Palauta lippuja

choose = Mitkä liput haluat palauttaa?
    .see = Katso, paljonko saat takaisin
    .none = Valitse vähintään yksi lippu
    .safe = Mitään ei muutettu.
    .given = annettu osoitteeseen { $address }; saajan lippu lakkaa toimimasta
keep = Pidä liput

back = Saat takaisin { $amount }
    .fee = Palautusmaksu { $fee } on jo vähennetty summasta.
    .void = { $tickets ->
        [one] Tämä lippu lakkaa heti olemasta voimassa, ja muut voivat ostaa paikan. Palautusta ei voi perua.
       *[other] Nämä liput lakkaavat heti olemasta voimassa, ja muut voivat ostaa paikat. Palautusta ei voi perua.
    }
    .money = Rahat palautetaan samalla maksutavalla, jolla maksoit. Voi kestää muutaman päivän, ennen kuin ne näkyvät tililläsi.
confirm = { $tickets ->
        [one] Palauta { $tickets } lippu
       *[other] Palauta { $tickets } lippua
    }

refused = Näitä lippuja ei voi palauttaa
    .not-paid = Tässä varauksessa ei ole lippuja, joten palautettavaa ei ole.
    .refunded = Nämä liput on jo palautettu. Hyvitys näkyy varauksessasi.
    .not-offered = Tämän tapahtuman lippuja ei voi palauttaa. Lippusi ovat edelleen voimassa.
    .too-late = Lippujen palautusaika on päättynyt. Lippusi ovat edelleen voimassa.
    .cancelled = Tapahtuma on peruttu. Saat rahasi takaisin. Sinun ei tarvitse tehdä mitään.
    .more = Olemme jo palauttaneet rahaa tästä varauksesta. Mitään ei muutettu. Ota yhteyttä lippukauppaan.
    .nothing = Palautusmaksu on yhtä suuri kuin hinta, joten et saisi mitään takaisin. Lippusi ovat edelleen voimassa.
    .used = Yhdellä näistä lipuista on jo tultu sisään, joten sitä ei voi palauttaa. Mitään ei muutettu.
    .early = Maksusi veloitus on vielä kesken. Lippusi ovat voimassa. Yritä uudelleen minuutin kuluttua.
    .booking = Takaisin varaukseen

refunds = Hyvitykset
    .sent = Hyvityksesi { $amount } on lähetetty ({ $day }). Rahat ovat tulossa. Sinun ei tarvitse tehdä mitään.
    .paid = Hyvityksesi { $amount } on maksettu ({ $day }). Voi kestää muutaman päivän, ennen kuin rahat näkyvät tililläsi.
    .failed = Pankkisi ei hyväksynyt hyvitystä { $amount }. Olemme sinulle rahat velkaa ja palautamme ne toisella tavalla. Sinun ei tarvitse tehdä mitään.
    .free = Palautit lippuja ({ $day }). Ne eivät maksaneet mitään, joten rahaa ei palauteta.
    .fee = Vähensimme palautusmaksun { $fee }.
    .places = Ei enää voimassa: { $places }

terms = Tämän tapahtuman lippuja ei voi palauttaa.
    .over = Tämän tapahtuman lippuja ei voi enää palauttaa.
    .until = Voit palauttaa lippuja. Viimeinen palautusaika: { $until }.
    .all = Saat kaikki rahasi takaisin.
    .share = Saat takaisin { NUMBER($percent) } % hinnasta.
    .fee = Saat hinnan takaisin. Jokaisesta lipusta vähennetään palautusmaksu { $fee }.
    .share-fee = Saat takaisin { NUMBER($percent) } % hinnasta. Jokaisesta lipusta vähennetään lisäksi palautusmaksu { $fee }.
