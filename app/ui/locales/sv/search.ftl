search = Sök på titel, artist, lokal eller ort
    .hint = Även ”i helgen”, ”i kväll” eller ”under 50”.
    .examples = Titel, artist, lokal, ort
    .go = Sök

near = Nära mig
    .asking = Vi frågar din webbläsare var du är…
    .refused = Din webbläsare sade inte var du är. Skriv en ort i sökfältet i stället.
    .unable = Din webbläsare kan inte säga var du är. Skriv en ort i sökfältet i stället.

recent = Senaste sökningar
    .kept = Senaste sökningar, sparade bara på den här enheten
    .forget = Glöm ”{ $words }”
    .forget-all = Glöm alla

failed = Programmet kunde inte hämtas
    .words = Nedan är det som visades förut. Kontrollera din anslutning eller vänta en stund.
    .again = Försök igen
