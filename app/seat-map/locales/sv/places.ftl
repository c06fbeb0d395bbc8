row = rad { $name }
seat = plats { $number }
seats = plats { $first } och { $last }
place = plats { $number }

wheelchair = rullstolsplats
companion = för ledsagare

available = ledig
    .offered = ledig, erbjuds dig
yours = vald av dig
    .pending = reserveras åt dig
    .held = reserverad åt dig
held = reserverad av någon annan
sold = såld
blocked = säljs inte
lost = någon annan hann före
unknown = vi kontrollerar om den är ledig
view = sikt rakt framifrån
    .angle = sikt snett framifrån
    .side = sikt från sidan
    .behind = sikt bakifrån
distance = halvvägs bak
    .close = nära
    .far = långt bak
