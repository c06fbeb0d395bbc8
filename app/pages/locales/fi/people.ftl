title = Kirjaudu sisään
    .lead = Kirjaudu, niin näet varauksesi kaikilla laitteillasi. Salasanaa ei tarvita: lähetämme koodin sähköpostiisi.
    .lead-kept = Kirjaudu, niin näet varauksesi kaikilla laitteillasi. Salasanaa ei tarvita: saat koodin, jonka voit lukea tällä sivustolla.
    .address = Sähköpostiosoite
    .send = Lähetä koodi
    .hint = Käytä osoitetta, jonka annoit maksaessasi.
here = Olet kirjautunut osoitteella { $email }
    .link = Omat varaukset

unable = Tämä lippukauppa ei voi lähettää koodeja
    .words = Sillä ei ole vielä sähköpostipalvelinta, joten kukaan ei voi kirjautua. Varauksesi ovat siinä selaimessa, jossa teit ne.
kept = Tämä lippukauppa ei lähetä sähköpostia. Voit lukea koodin sivustolla:
    .letters = omat viestit

code = Lähetimme koodin osoitteeseen { $email }. Koodissa on kahdeksan numeroa, ja se on voimassa 15 minuuttia tässä selaimessa.
    .title = Kirjoita koodi
    .kept = Osoitteen { $email } koodissa on kahdeksan numeroa, ja se on voimassa 15 minuuttia tässä selaimessa.
    .somewhere = Etsi viesti, jossa on kahdeksan numeron koodi. Se on voimassa 15 minuuttia siinä selaimessa, jossa koodi pyydettiin.
    .late = Viestin tulo voi kestää hetken. Jos viestiä ei näy, katso roskapostikansio. Lähetämme samaan osoitteeseen enintään kolme koodia tunnissa.
    .field = Koodi
    .enter = Kirjaudu sisään
    .other = Käytä toista osoitetta tai pyydä uusi koodi

bad = Tämä ei ole sähköpostiosoite
    .words = Koodia ei lähetetty. Kirjoita osoite muodossa nimi@example.com.
many = Koodia pyydettiin liian monta kertaa
    .words = Koodia ei lähetetty. Käytä uusinta saamaasi koodia tai yritä uudelleen tunnin kuluttua.
refused = Tällä koodilla ei voi kirjautua
    .words = Koodi on väärä, vanhentunut tai lähetetty toista selainta varten. Mitään ei muutettu. Katso uusin viesti tai pyydä uusi koodi.

guest = Muilla laitteilla tehdyt varaukset
    .words = Kirjaudu sähköpostiosoitteellasi, niin näet täällä myös muilla laitteilla tekemäsi varaukset.
    .link = Kirjaudu sisään
account = Kirjautunut osoitteella { $email }
    .none = Tällä osoitteella tai tällä selaimella ei ole vielä tehty varauksia.
sessions = Missä olet kirjautuneena
    .here = Tämä laite
session = Kirjautunut: { $began }. Viimeksi käytetty: { $seen }
leave = Kirjaudu ulos
    .everywhere = Kirjaudu ulos kaikkialta
    .words = Jos kirjaudut ulos kaikkialta, jokaisella laitteella on kirjauduttava uudelleen. Varauksesi säilyvät.
left = Olet kirjautunut ulos
    .words = Varauksesi säilyvät tililläsi. Kun kirjaudut sisään sähköpostiosoitteellasi, näet ne taas.
