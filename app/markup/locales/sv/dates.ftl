heading = Andra datum
    .none = Det finns inga andra datum för evenemanget.
more = Mer i samma serie

soon = släpps snart
sold-out = slutsålt
over = avslutat
cancelled = inställt
