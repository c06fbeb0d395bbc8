row = rad { $name }
seat = plats { $number }
seats = plats { $first } och { $last }
place = plats { $number }

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
view = scenen rakt fram
    .angle = scenen snett framför
    .side = scenen från sidan
    .behind = bakom scenen
distance = på mellanavstånd
    .close = nära
    .far = långt bort

control-key = Ctrl
