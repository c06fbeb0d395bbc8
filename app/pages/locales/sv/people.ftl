title = Logga in
    .lead = Logga in för att se dina bokningar på alla dina enheter. Du behöver inget lösenord: vi skickar en kod till din e-post.
    .lead-kept = Logga in för att se dina bokningar på alla dina enheter. Du behöver inget lösenord: du får en kod som du läser här på webbplatsen.
    .address = E-postadress
    .send = Skicka en kod
    .hint = Använd adressen som du angav när du betalade.
here = Du är inloggad som { $email }
    .link = Mina bokningar

unable = Den här biljettbutiken kan inte skicka koder
    .words = Den har ingen e-postserver än, så ingen kan logga in. Dina bokningar finns i webbläsaren där du gjorde dem.
kept = Den här biljettbutiken skickar ingen e-post. Du kan läsa koden på webbplatsen:
    .letters = dina meddelanden

code = Vi har skickat en kod till { $email }. Den har åtta siffror och gäller i 15 minuter, i den här webbläsaren.
    .title = Ange koden
    .kept = Din kod för { $email } har åtta siffror och gäller i 15 minuter, i den här webbläsaren.
    .somewhere = Leta efter ett meddelande med en kod på åtta siffror. Den gäller i 15 minuter, i webbläsaren där du bad om den.
    .late = Det kan ta någon minut innan meddelandet kommer. Om du inte hittar det, titta i skräpposten. Vi skickar högst tre koder i timmen till samma adress.
    .field = Kod
    .enter = Logga in
    .other = Använd en annan adress eller be om en ny kod

bad = Det här är ingen e-postadress
    .words = Ingen kod har skickats. Skriv adressen som namn@example.com.
many = För många koder har begärts
    .words = Ingen kod har skickats. Använd den senaste koden du fick eller försök igen om en timme.
refused = Det går inte att logga in med den här koden
    .words = Den är fel, för gammal eller skickad till en annan webbläsare. Inget har ändrats. Titta i det senaste meddelandet eller be om en ny kod.

guest = Bokningar från andra enheter
    .words = Logga in med din e-postadress för att här se det du har bokat på andra enheter.
    .link = Logga in
account = Inloggad som { $email }
    .none = Inget har bokats med den här adressen eller i den här webbläsaren än.
sessions = Här är du inloggad
    .here = Den här enheten
session = Inloggad: { $began }. Senast använd: { $seen }
leave = Logga ut
    .everywhere = Logga ut överallt
    .words = Om du loggar ut överallt måste du logga in igen på varje enhet. Dina bokningar finns kvar.
left = Du är utloggad
    .words = Dina bokningar finns kvar på ditt konto. Logga in med din e-postadress för att se dem.
