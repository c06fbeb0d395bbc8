heading = Ticket weitergeben
    .sent = Wir senden das Ticket an die E-Mail-Adresse, die Sie angeben. Ihr eigener Code dafür gilt dann sofort nicht mehr, und Sie können das Ticket nicht zurückholen. Wird das Ticket erstattet, bekommen Sie das Geld.
    .kept = Dieser Shop versendet keine E-Mails. Sie bekommen hier auf der Website eine Nachricht und schicken den Link dazu selbst an die andere Person. Ihr eigener Code dafür gilt dann sofort nicht mehr, und Sie können das Ticket nicht zurückholen. Wird das Ticket erstattet, bekommen Sie das Geld.
ticket = Ticket
address = E-Mail-Adresse der anderen Person
give = Ticket weitergeben
done = Sie haben das Ticket weitergegeben
    .sent = Wir senden es an die angegebene Adresse. Ihr eigener Code dafür gilt nicht mehr.
    .kept = Dieser Shop versendet keine E-Mails. Sie können die Nachricht hier auf der Website lesen. Schicken Sie den Link dazu an die Person, die das Ticket bekommt:
    .letters = Ihre Nachrichten
refused = Dieses Ticket können Sie nicht weitergeben
    .given-away = Es gehört schon jemand anderem.
    .void = Es ist nicht mehr gültig. Welche Tickets gültig sind, sehen Sie in Ihrer Buchung.
    .used = Mit diesem Ticket ist schon jemand hineingegangen. Es wurde nichts geändert.
    .over = Die Veranstaltung ist vorbei oder abgesagt. Es wurde nichts geändert.

to = Weitergegeben an { $address }: { $place }
