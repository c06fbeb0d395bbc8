heading = Anna lippu toiselle
    .sent = Lähetämme lipun saajan sähköpostiin. Sinun koodisi lakkaa heti toimimasta, etkä voi ottaa lippua takaisin. Jos lippu hyvitetään, rahat palautetaan sinulle.
    .kept = Tämä lippukauppa ei lähetä sähköpostia. Saat sivustolle viestin, jonka linkin lähetät itse lipun saajalle. Sinun koodisi lakkaa heti toimimasta, etkä voi ottaa lippua takaisin. Jos lippu hyvitetään, rahat palautetaan sinulle.
ticket = Lippu
address = Saajan sähköpostiosoite
give = Anna lippu
done = Annoit lipun toiselle
    .sent = Lähetämme sen antamaasi osoitteeseen. Sinun koodisi ei enää toimi.
    .kept = Tämä lippukauppa ei lähetä sähköpostia. Voit lukea viestin sivustolla. Lähetä viestin linkki lipun saajalle:
    .letters = omat viestit
refused = Tätä lippua ei voi antaa toiselle
    .given-away = Lippu on jo annettu toiselle.
    .void = Lippu ei ole enää voimassa. Varauksestasi näet, mitkä liput ovat voimassa.
    .used = Tällä lipulla on jo tultu sisään. Mitään ei muutettu.
    .over = Tapahtuma on päättynyt tai peruttu. Mitään ei muutettu.

to = Annettu osoitteeseen { $address }: { $place }
