title = Warteschlange: { $event }
kicker = Warteschlange
sales = Verkaufsstart:

what = Viele Fans möchten Plätze für diese Veranstaltung. Deshalb wählen sie nacheinander. So muss niemand schneller sein als die anderen.
    .kept = Dieser Browser merkt sich Ihre Position. Sie können die Seite schließen und später wiederkommen.
draw-link = So funktioniert die Auslosung, und so prüfen Sie sie nach

off = Hier gibt es keine Warteschlange
    .words = Auf der Seite der Veranstaltung steht, wann Sie Plätze wählen können.
planned = Die Warteschlange ist noch nicht offen
    .words = Sie können sich kurz vor dem Verkaufsstart anstellen. Bis dahin müssen Sie nichts tun.
gathering = Sie können sich jetzt anstellen
    .joined = Sie stehen in der Warteschlange
    .draw = Ausgelost wird um { $time }. Wann Sie sich bis dahin anstellen, spielt keine Rolle.
    .order = Es geht nach der Reihenfolge der Ankunft. Die ersten Fans werden um { $time } aufgerufen.
sealed = Der Teilnahmeschluss ist vorbei
    .words = Der Zufall bestimmt die Positionen aller, die sich rechtzeitig angestellt haben. Ihre Position erscheint hier noch vor dem Verkaufsstart.
drawn = Die Auslosung ist abgeschlossen
    .words = Alle haben eine Position. Die ersten Fans werden um { $time } aufgerufen.
open = Die Warteschlange rückt vor
    .words = Die Fans werden in der Reihenfolge ihrer Positionen aufgerufen, so schnell der Verkauf es zulässt.
late = Die Warteschlange wartet auf die Auslosung
    .words = Die öffentliche Zahl, die über die Auslosung entscheidet, verspätet sich. Vorher wird niemand aufgerufen, und alle behalten ihre Position.
operator = Die Warteschlange ist angehalten
    .words = Der Veranstalter hat sie angehalten. Sie behalten Ihre Position und müssen nichts tun.
sale = Der Verkauf ist unterbrochen
    .words = Der Veranstalter hat ihn unterbrochen. Sie behalten Ihre Position und müssen nichts tun.
unreachable = Die Kasse ist gerade nicht erreichbar
    .words = Sie behalten Ihre Position. Sie müssen nichts tun.
empty = Im Moment sind alle Plätze vergeben
    .words = Sie behalten Ihre Position. Einige Plätze sind nur reserviert und werden vielleicht in den nächsten Minuten wieder frei. Warten Sie hier, wenn Sie noch Plätze möchten.
sold-out = Ausverkauft
    .words = Es gibt keine Plätze mehr. Danke, dass Sie gewartet haben.
ended = Der Verkauf ist beendet
    .words = Auf der Seite der Veranstaltung steht, warum, und ob es andere Termine gibt.
cancelled = Diese Veranstaltung findet nicht statt
    .words = Sie wurde abgesagt. Sie brauchen nicht mehr zu warten.
turn = Sie sind an der Reihe
    .words = Wählen Sie jetzt Ihre Plätze.
    .until = Sie haben noch { $left } Zeit, um anzufangen: bis { $time }. Wenn Sie das verpassen, warten Sie ganz vorn in der Warteschlange.
    .missed = Die Zeit, um anzufangen, ist vorbei. Sie bleiben ganz vorn in der Warteschlange: Wählen Sie Plätze, und Sie kommen hinein, sobald es geht.
    .title = Sie sind an der Reihe: { $event }
inside = Sie können Plätze wählen
    .words = Ihre Zeit hat begonnen. Wenn Sie bezahlt haben oder gehen, kommt die nächste Person hinein.
    .until = Sie haben Zeit bis { $time }. Wenn Sie bezahlt haben oder gehen, kommt die nächste Person hinein.
time-over = Ihre Zeit ist abgelaufen
    .words = Sie können sich am Ende der Warteschlange wieder anstellen.

ahead = Vor Ihnen
    .next = Sie sind als Nächstes an der Reihe
place = Ihre Position
time = Wartezeit
left = Freie Plätze
held = Von anderen reserviert, werden vielleicht frei
not-yet = Noch nicht bekannt

under = Weniger als eine Minute
up-to = Bis zu { $high }
range = { $low } bis { $high }
at-least = Mindestens { $low }
minutes = Min.
    .hours = Std.
seconds = { $seconds } Sekunden

odds = Ihre Chancen
good = Sie finden sehr wahrscheinlich Plätze, auch wenn die Fans vor Ihnen mehr kaufen als üblich.
uncertain = Noch lässt sich nicht sagen, ob es für Sie Plätze gibt.
unlikely = Wahrscheinlich kaufen die Fans vor Ihnen alle Plätze. Sie behalten Ihre Position, wenn Sie warten möchten.

join = Jetzt anstellen
    .wait = Einen Moment: Sie werden eingereiht.
choose = Plätze wählen
leave = Warteschlange verlassen
    .inside = Ich bin fertig: Die nächste Person kann hinein
tell = Meine Position ansagen
notify = Benachrichtigen, wenn ich an der Reihe bin
    .on = Wir benachrichtigen Sie, wenn Sie an der Reihe sind. Lassen Sie diese Seite geöffnet.
    .off = Dieser Browser zeigt keine Benachrichtigungen. Behalten Sie diese Seite im Blick.
back = Zurück zur Veranstaltung

wish = Plätze reservieren, wenn ich an der Reihe bin
    .hint = Wir nehmen die besten, die in diesem Moment frei sind. Wenn es keine gibt, wählen Sie im Saalplan.
    .seats = Wie viele Plätze
    .none = Keine: Ich wähle im Saalplan
    .price = Preis
    .any = Alle Preise

prices = Preise
    .note = Alle Preise sind Endpreise.
    .left = noch { $seats } frei

said = Vor Ihnen: { $ahead }. Wartezeit: { $time }, Ihre Position: { $place }.
    .next = Sie sind als Nächstes an der Reihe. Ihre Position: { $place }.
    .waiting = Sie stehen in der Warteschlange. Ihre Position ist noch nicht bekannt.
    .drawn = Die Auslosung ist abgeschlossen. Ihre Position: { $place }. Vor Ihnen: { $ahead }.
    .ahead = Vor Ihnen: { $ahead }.
    .full = Sie stehen ganz vorn. Gerade kann niemand mehr hinein. Wir fragen alle zwei Sekunden nach.
offline = Sie sind offline. Sie behalten Ihre Position. Diese Seite läuft weiter, sobald die Verbindung wieder da ist.
closing = Diesen Fingerabdruck der Auslosung hat dieser Browser gespeichert:
    .changed = Die Auslosung zeigt jetzt einen anderen Fingerabdruck. Bewahren Sie diese Seite auf und fragen Sie beim Veranstalter nach.

panel = Die Plätze werden nacheinander gewählt
    .joined = Sie stehen in der Warteschlange. Auf deren Seite sehen Sie, wie weit Sie sind.
    .see = Meine Position ansehen
    .planned = Viele Fans möchten Plätze für diese Veranstaltung. Kurz vor dem Verkaufsstart können Sie sich anstellen.
    .about = Mehr zur Warteschlange
    .hold = Für Sie { $seats ->
        [one] ist { $seats } Platz
       *[other] sind { $seats } Plätze
    } reserviert. Sie können bezahlen, ohne zu warten.
    .pay = Bezahlen
    .inside = Sie sind an der Reihe. Wenn Ihre Zeit endet, bevor Sie gewählt haben, geht es auf der Seite der Warteschlange weiter.
    .until = Sie sind an der Reihe. Sie haben Zeit bis { $time }. Wenn Ihre Zeit endet, bevor Sie gewählt haben, geht es auf der Seite der Warteschlange weiter.
    .line = Zur Warteschlange
