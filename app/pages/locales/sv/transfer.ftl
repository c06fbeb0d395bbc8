heading = Ge en biljett till någon annan
    .sent = Vi skickar biljetten till mottagarens e-postadress. Din kod slutar gälla direkt, och du kan inte ta tillbaka biljetten. Om biljetten återbetalas får du pengarna.
    .kept = Den här biljettbutiken skickar ingen e-post. Du får ett meddelande på webbplatsen och skickar själv länken i det till mottagaren. Din kod slutar gälla direkt, och du kan inte ta tillbaka biljetten. Om biljetten återbetalas får du pengarna.
ticket = Biljett
address = Mottagarens e-postadress
give = Ge bort biljetten
done = Du har gett bort biljetten
    .sent = Vi skickar den till adressen. Din kod gäller inte längre.
    .kept = Den här biljettbutiken skickar ingen e-post. Du kan läsa meddelandet på webbplatsen. Skicka länken i det till den som får biljetten:
    .letters = dina meddelanden
refused = Den här biljetten går inte att ge bort
    .given-away = Någon annan har den redan.
    .void = Den gäller inte längre. I bokningen ser du vilka biljetter som gäller.
    .used = Någon har redan gått in med den här biljetten. Inget har ändrats.
    .over = Evenemanget är avslutat eller inställt. Inget har ändrats.

to = Skickad till { $address }: { $place }
