heading = Andra datum
    .search = Sök andra datum för evenemanget
waiting = Platser kan bli lediga igen, till exempel när någon inte betalar i tid. Låt sidan vara öppen: lediga platser visas här direkt.
more = Mer i samma serie

soon = släpps snart
sold-out = slutsålt
over = avslutat
cancelled = inställt
