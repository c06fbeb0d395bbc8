number = Numéro de carte
pay = Payer { $total }
    .busy = Paiement en cours…
back = Retour au plan
