heading = Biljettsläpp

city-time = lokal tid i { $city }

promise = Då öppnas platskartan här. Du behöver inget konto, och priset är det du betalar till slut.


clock = Tid till försäljningen öppnar
    .days = dagar
    .hours = timmar
    .minutes = minuter
    .seconds = sekunder
open = Försäljningen är öppen.
    .link = Visa platserna
