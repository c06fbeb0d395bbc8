about = { $event }, { $day }, { $venue }, { $city }. Välj plats på platskartan.
poster = Affisch: { $event }. { $day }, { $venue }, { $city }

choose = Välj platser
price = från { $price }

over = Evenemanget är över
    .words = Tack till alla som kom. Längre ner kan det finnas andra datum.
cancelled = Det här evenemanget blir inte av
    .words = Det är inställt. Om du har köpt biljetter får du tillbaka alla pengar. Du behöver inte göra något.
paused = Försäljningen är pausad
    .words = Just nu går det inte att reservera nya platser. Platser som är reserverade åt dig är dina tills tiden går ut, och du kan betala för dem. Biljetter som du har köpt gäller fortfarande.

description = Om evenemanget
    .part = Om evenemanget
duration = Längd cirka { $time }, pauser inräknade.
place = Var
facilities = Service på plats
