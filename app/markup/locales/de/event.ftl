about = { $event }: { $day }, { $venue }, { $city }. Wählen Sie Ihre Plätze im Saalplan.
poster = Plakat: { $event }. { $day }, { $venue }, { $city }

choose = Plätze wählen
price = ab { $price }

over = Diese Veranstaltung ist vorbei
    .words = Danke an alle, die da waren. Vielleicht gibt es weiter unten andere Termine.
cancelled = Diese Veranstaltung findet nicht statt
    .words = Sie wurde abgesagt. Wenn Sie Tickets gekauft haben, bekommen Sie Ihr ganzes Geld zurück. Sie müssen nichts tun.
paused = Der Verkauf ist unterbrochen
    .words = Im Moment können keine neuen Plätze reserviert werden. Plätze, die für Sie reserviert sind, behalten Sie, bis die Zeit abläuft, und Sie können sie bezahlen. Gekaufte Tickets bleiben gültig.

description = Zur Veranstaltung
    .part = Über die Veranstaltung
duration = Dauer: etwa { $time }, Pausen inbegriffen.
place = Adresse
facilities = Vor Ort
