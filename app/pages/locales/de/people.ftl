title = Anmelden
    .lead = Melden Sie sich an, um Ihre Buchungen auf jedem Gerät zu sehen. Sie brauchen kein Passwort: Wir senden einen Code an Ihre E-Mail-Adresse.
    .lead-kept = Melden Sie sich an, um Ihre Buchungen auf jedem Gerät zu sehen. Sie brauchen kein Passwort: Sie bekommen einen Code, den Sie hier auf der Website lesen.
    .address = E-Mail-Adresse
    .send = Code anfordern
    .hint = Verwenden Sie die Adresse, die Sie beim Bezahlen angegeben haben.
here = Sie sind angemeldet als { $email }
    .link = Meine Buchungen

unable = Dieser Shop kann keine Codes senden
    .words = Er hat noch keinen Mailserver, deshalb kann sich niemand anmelden. Ihre Buchungen finden Sie in dem Browser, in dem Sie gebucht haben.
kept = Dieser Shop versendet keine E-Mails. Den Code finden Sie hier auf der Website:
    .letters = Ihre Nachrichten

code = Wir haben einen Code an { $email } gesendet. Er hat acht Ziffern und gilt 15 Minuten, in diesem Browser.
    .title = Code eingeben
    .kept = Ihr Code für { $email } hat acht Ziffern und gilt 15 Minuten, in diesem Browser.
    .somewhere = Suchen Sie eine E-Mail mit einem Code aus acht Ziffern. Er gilt 15 Minuten, in dem Browser, in dem er angefordert wurde.
    .late = Es kann eine Minute dauern, bis die E-Mail da ist. Kommt sie nicht, sehen Sie im Spam-Ordner nach. Wir senden höchstens drei Codes pro Stunde an eine Adresse.
    .field = Code
    .enter = Anmelden
    .other = Andere Adresse oder neuer Code

bad = Das ist keine E-Mail-Adresse
    .words = Es wurde kein Code gesendet. Schreiben Sie die Adresse so: name@example.com.
many = Es wurden zu viele Codes angefordert
    .words = Es wurde kein Code gesendet. Nehmen Sie den neuesten Code, den Sie haben, oder versuchen Sie es in einer Stunde noch einmal.
refused = Mit diesem Code können Sie sich nicht anmelden
    .words = Er ist falsch, abgelaufen oder gilt nur in einem anderen Browser. Es wurde nichts geändert. Sehen Sie in der neuesten E-Mail nach oder fordern Sie einen neuen Code an.

guest = Buchungen von anderen Geräten
    .words = Melden Sie sich mit Ihrer E-Mail-Adresse an. Dann sehen Sie hier auch, was Sie auf anderen Geräten gebucht haben.
    .link = Anmelden
account = Angemeldet als { $email }
    .none = Mit dieser Adresse oder in diesem Browser wurde noch nichts gebucht.
sessions = Wo Sie angemeldet sind
    .here = Dieses Gerät
session = Angemeldet am { $began }, zuletzt genutzt am { $seen }
leave = Abmelden
    .everywhere = Überall abmelden
    .words = Wenn Sie sich überall abmelden, müssen Sie sich auf jedem Gerät neu anmelden. Ihre Buchungen bleiben erhalten.
left = Sie sind abgemeldet
    .words = Ihre Buchungen bleiben in Ihrem Konto. Melden Sie sich mit Ihrer E-Mail-Adresse an, um sie zu sehen.
