heading = Biljettsläpp

city-time = lokal tid i { $city }

promise = Då öppnas platskartan här. Du behöver inget konto, och priset är det du betalar till slut.
