title = Auslosung: { $event }
kicker = Auslosung
lead = Über die Positionen in der Warteschlange hat der Zufall entschieden, nicht wer zuerst da war oder den schnelleren Computer hatte.
    .before = Über die Positionen in der Warteschlange entscheidet der Zufall, nicht wer zuerst da ist oder den schnelleren Computer hat.
none = Für diese Veranstaltung gibt es keine Auslosung
    .words = In der Warteschlange geht es nach der Reihenfolge der Ankunft.
    .back = Zur Warteschlange

proves = Alle können diese Auslosung nachprüfen. Niemand konnte das Ergebnis bestimmen.
    .drand = Der Wert kommt von drand: Unabhängige Organisationen auf der ganzen Welt unterschreiben alle drei Sekunden gemeinsam eine Zahl. Um sie zu beeinflussen, müssten sich die meisten von ihnen mit dem Veranstalter absprechen.
    .announced = Der Wert ist öffentlich und wurde vor der Auslosung genannt. Nur wer ihn erzeugt, könnte ihn beeinflussen.
    .sums = Sie können diese Auslosung nachrechnen. Für alles andere vertrauen Sie dem Veranstalter.
    .none = Diese Auslosung hat keinen öffentlichen Wert. Der Veranstalter kannte die geheime Zahl und hätte Einträge erfinden können.
    .people = Eine Auslosung ist gerecht zwischen Einträgen, nicht zwischen Menschen: Sie kann nicht zeigen, dass hinter jedem Eintrag ein Mensch steht.

promised = Was vorher versprochen wurde
    .words = Das wurde veröffentlicht, als die Auslosung angekündigt wurde. Die Festlegung macht die geheime Zahl unveränderlich. Der Abschluss tut das später mit dem öffentlichen Zufallswert und der Liste.
closes = Teilnahmeschluss
    .past = Teilnahmeschluss
commitment = Festlegung: der Fingerabdruck der geheimen Zahl
beacon = Öffentlicher Zufallswert, der entscheidet
drand = Runde { $round } von drand, Kette { $chain }
without = Keiner

part = Wer teilnimmt
    .words = Beim Teilnahmeschluss wurde die Liste aller Einträge versiegelt.
    .before = Jeder wartende Browser bekam den Abschluss, bevor der Wert bekannt war.
    .later = Die Liste der Einträge wird zehn Sekunden nach dem Teilnahmeschluss versiegelt.
count = Einträge
root = Fingerabdruck der Liste
closing = Abschluss: der Fingerabdruck von alledem

decided = Was der Zufall entschieden hat
    .later = Der Wert ist noch nicht bekannt. Aus ihm ergeben sich die Positionen. Sie erscheinen hier und auf der Seite der Warteschlange.
    .words = Der Abschluss, die geheime Zahl und der Wert geben zusammen jedem Eintrag seine Position. Nichts anderes tut das.
value = Öffentlicher Wert
    .signature = Unterschrift von drand
    .announced = Was bekannt gegeben wurde
seed = Geheime Zahl, nicht mehr geheim
key = Schlüssel der Auslosung
places = Fingerabdruck aller Positionen
drawn = Ausgelost

mine = Ihre Nummer
    .words = Ihr Eintrag kommt von diesem Browser. Der Schlüssel der Auslosung gibt jedem Eintrag eine Zahl, und die kleinste Zahl bekommt die erste Position.
    .none = Dieser Browser hat keinen Eintrag in der Auslosung.
    .late = Ihre Position wurde nicht ausgelost. Wer sich nach dem Teilnahmeschluss anstellt, oder nach der eigenen Zeit noch einmal, bekommt die nächste Position am Ende der Warteschlange.
    .waiting = Ihre Position wird ausgelost, sobald der Wert bekannt ist.
entry = Ihr Eintrag
place = Ihre Position
proof = Nachweis, dass Ihr Eintrag in der Liste steht

check = Selbst nachprüfen
    .later = Nach der Auslosung stehen hier das Protokoll, die Liste aller Einträge und zwei Befehle, die sie prüfen.
    .words = Speichern Sie diese zwei Dateien:
    .record = Protokoll der Auslosung
    .entries = Liste aller Einträge
    .then = Ein Befehl prüft jeden Schritt, ohne Internet. Er gehört zu Frontrow, das quelloffen ist:
    .other = Sie müssen auch unserem Programm nicht vertrauen. Dieses hier ist in Python geschrieben und benutzt nichts von unserem Code:
