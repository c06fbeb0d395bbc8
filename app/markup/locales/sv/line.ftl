title = Kön till { $event }
kicker = Kön till
sales = Biljettsläpp:

what = Många vill ha platser till det här evenemanget. Alla väljer i tur och ordning, så att ingen behöver vara snabbare än de andra.
    .kept = Den här webbläsaren håller din plats i kön. Du kan stänga sidan och komma tillbaka.
draw-link = Hur lottningen går till och hur du kontrollerar den

off = Det finns ingen kö
    .words = På evenemangets sida står det när du kan välja platser.
planned = Kön är inte öppen än
    .words = Du kan ställa dig i kön strax före biljettsläppet. Du behöver inte göra något innan dess.
gathering = Du kan ställa dig i kön nu
    .joined = Du står i kön
    .draw = Lottningen är kl. { $time }. Det spelar ingen roll när du ställer dig i kön innan dess.
    .order = Platserna i kön fördelas efter ankomsttid. De första släpps in kl. { $time }.
sealed = Lottningen är stängd
    .words = Lotten avgör köplatserna för alla som kom i tid. Din plats visas här före biljettsläppet.
drawn = Lottningen är klar
    .words = Alla har en plats i kön. De första släpps in kl. { $time }.
open = Kön rör sig
    .words = Alla släpps in i köordning, så snabbt som platserna hinner säljas.
late = Kön väntar på lottningen
    .words = Det offentliga talet som avgör lottningen är försenat. Ingen släpps in innan det kommer, och ingen förlorar sin plats i kön.
operator = Kön är pausad
    .words = Arrangören har pausat kön. Du behåller din plats i kön och behöver inte göra något.
sale = Försäljningen är pausad
    .words = Arrangören har pausat försäljningen. Du behåller din plats i kön och behöver inte göra något.
unreachable = Vi får ingen kontakt med biljettsystemet just nu
    .words = Du behåller din plats i kön. Du behöver inte göra något.
empty = Inga platser är lediga just nu
    .words = Du behåller din plats i kön. En del av platserna är bara reserverade och kan bli lediga inom några minuter. Vänta här om du fortfarande vill komma.
sold-out = Allt är slutsålt
    .words = Det finns inget kvar att köpa. Tack för att du väntade.
ended = Försäljningen är avslutad
    .words = På evenemangets sida står det varför och om det finns andra datum.
cancelled = Det här evenemanget blir inte av
    .words = Det är inställt. Du behöver inte vänta längre.
turn = Det är din tur
    .words = Välj dina platser nu.
    .until = Du har { $left } på dig att ta din tur, till kl. { $time }. Om du missar den får du vänta längst fram i kön.
    .missed = Tiden att ta din tur har gått ut. Du är kvar längst fram i kön: välj platser, så kommer du in så fort det går.
    .title = Det är din tur: { $event }
inside = Du kan välja platser
    .words = Din tur har börjat. När du har betalat eller är klar släpps nästa in.
    .until = Du har tid på dig till kl. { $time }. När du har betalat eller är klar släpps nästa in.
time-over = Din tid är slut
    .words = Du kan ställa dig i slutet av kön igen.

ahead = Före dig
    .next = Du är näst på tur
place = Din plats i kön
time = Tid till din tur
left = Lediga platser
held = Reserverade av andra, kan bli lediga
not-yet = Inte känt än

under = Mindre än en minut
up-to = Högst { $high }
range = { $low } till { $high }
at-least = Minst { $low }
minutes = min
    .hours = h
seconds = { $seconds } sekunder

odds = Dina chanser
good = Du får mycket troligt platser, även om de som är före dig köper fler än vanligt.
uncertain = Ingen vet ännu om det kommer att finnas platser åt dig.
unlikely = De som är före dig köper troligen alla platser. Du behåller din plats i kön om du vill vänta.

join = Ställ dig i kön
    .wait = Ett ögonblick, du ställs i kön.
choose = Välj platser
leave = Lämna kön
    .inside = Jag är klar, släpp in nästa
tell = Säg var jag är i kön
notify = Meddela mig när det är min tur
    .on = Vi meddelar dig när det är din tur. Låt sidan vara öppen.
    .off = Den här webbläsaren visar inga aviseringar. Ha sidan framme.
back = Tillbaka till evenemanget

wish = Reservera åt mig när det är min tur
    .hint = Vi väljer de bästa platserna som är lediga då. Om det inte finns några väljer du på platskartan.
    .seats = Antal platser
    .none = Inga: jag väljer på kartan
    .price = Pris
    .any = Alla priser

prices = Priser
    .note = Priset som du ser är priset som du betalar.
    .left = { $seats } kvar

said = Före dig: { $ahead }. Din plats i kön: { $place }. Tid till din tur: { $time }.
    .next = Du är näst på tur. Din plats i kön: { $place }.
    .waiting = Du står i kön. Din plats är inte känd än.
    .drawn = Lottningen är klar. Din plats i kön: { $place }. Före dig: { $ahead }.
    .ahead = Före dig: { $ahead }.
    .full = Du är längst fram. Det är fullt just nu. Vi frågar igen varannan sekund.
offline = Du är offline. Du behåller din plats i kön. Sidan fortsätter när anslutningen är tillbaka.
closing = Lottningens fingeravtryck som den här webbläsaren har sparat:
    .changed = Lottningen visar nu ett annat fingeravtryck. Spara den här sidan och fråga arrangören.

panel = Platserna väljs i tur och ordning
    .joined = Du står i kön. På köns sida ser du var du är.
    .see = Se var jag är i kön
    .planned = Många vill ha platser till det här evenemanget. Du kan ställa dig i kön strax före biljettsläppet.
    .about = Om kön
    .hold = { $seats ->
        [one] { $seats } plats är reserverad
       *[other] { $seats } platser är reserverade
    } åt dig. Du kan betala utan att vänta.
    .pay = Betala
    .inside = Det är din tur. Om den tar slut innan du har valt hittar du tillbaka på köns sida.
    .until = Det är din tur. Du har tid på dig till kl. { $time }. Om den tar slut innan du har valt hittar du tillbaka på köns sida.
    .line = Kön
