heading = Verkaufsstart

city-time = Ortszeit { $city }

promise = Genau dann öffnet sich hier der Saalplan mit allen Plätzen. Sie brauchen kein Konto, und alle Preise sind Endpreise.
