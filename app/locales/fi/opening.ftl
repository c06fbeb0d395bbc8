heading = Myynti alkaa

city-time = paikallista aikaa ({ $city })

promise = Silloin paikkakartta avautuu tässä. Et tarvitse tiliä, ja hinta on lopullinen.
