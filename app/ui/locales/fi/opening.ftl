heading = Myynti alkaa

city-time = paikallista aikaa ({ $city })

promise = Silloin paikkakartta avautuu tässä. Et tarvitse tiliä, ja hinta on lopullinen.


clock = Aikaa myynnin alkuun
    .days = päivää
    .hours = tuntia
    .minutes = minuuttia
    .seconds = sekuntia
open = Myynti on alkanut.
    .link = Näytä paikat
