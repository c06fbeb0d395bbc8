refund = Din återbetalning: { $event }
    .sent = Återbetalningen på { $amount } är skickad ({ $day }). Pengarna är på väg. Du behöver inte göra något.
    .free = { $tickets ->
        [one] Inga pengar betalas tillbaka för den här biljetten.
       *[other] Inga pengar betalas tillbaka för de här biljetterna.
    }
    .void = { $tickets ->
        [one] Den här biljetten gäller inte längre
       *[other] De här biljetterna gäller inte längre
    }
    .fee = Vi drog av en avgift på { $fee }.
    .bank = Det kan ta några dagar innan pengarna syns på ditt konto.
    .open = Öppna bokningen

cancelled = Inställt: { $event }
    .words = Evenemanget { $event } ({ $when }) är inställt. Vi beklagar.

moved = Nytt datum: { $event }
    .words = { $event } har fått ett nytt datum: { $when }.
    .valid = { $tickets ->
        [one] Din biljett gäller fortfarande. Du behöver inte göra något.
       *[other] Dina biljetter gäller fortfarande. Du behöver inte göra något.
    }
    .back = Om det nya datumet inte passar kan du lämna tillbaka { $tickets ->
        [one] biljetten
       *[other] biljetterna
    } och få tillbaka hela priset. Sista tid: { $until }.
    .open = { $tickets ->
        [one] Öppna biljetten
       *[other] Öppna biljetterna
    }

void = Din biljett gäller inte längre: { $event }
    .words = Någon gav dig en biljett till { $event } ({ $when }). Biljetten gäller inte längre, och ingen kommer in med den.
    .money = Om den återbetalas går pengarna till den som köpte biljetten. Fråga den personen om du undrar något.
    .places = Biljettens plats

transfer = Din bokning: { $event }
    .words = { $tickets ->
        [one] Du har gett bort din biljett till { $event } ({ $when }).
       *[other] Du har gett bort alla dina biljetter till { $event } ({ $when }).
    }
    .codes = { $tickets ->
        [one] Den som fick biljetten har en ny kod. Din egen kod gäller inte längre. Du behöver inte göra något.
       *[other] De som fick biljetterna har nya koder. Dina egna koder gäller inte längre. Du behöver inte göra något.
    }
    .places = { $tickets ->
        [one] Biljettens plats
       *[other] Biljetternas platser
    }

offer = Andra platser är reserverade åt dig: { $event }
    .words = { $seats ->
        [one] Någon annan tog din plats till { $event } innan du hade betalat. Vi har reserverat en annan plats åt dig till samma pris.
       *[other] Någon annan tog dina platser till { $event } innan du hade betalat. Vi har reserverat andra platser åt dig till samma pris.
    }
    .until = { $seats ->
        [one] Platsen är reserverad till { $time }.
       *[other] Platserna är reserverade till { $time }.
    }
    .back = { $seats ->
        [one] Om du inte tar platsen i tid får du tillbaka alla pengar. Du behöver inte göra något.
       *[other] Om du inte tar platserna i tid får du tillbaka alla pengar. Du behöver inte göra något.
    }
    .places = { $seats ->
        [one] Platsen som är reserverad åt dig
       *[other] Platserna som är reserverade åt dig
    }
    .open = { $seats ->
        [one] Ta platsen eller få tillbaka pengarna, i webbläsaren där du betalade
       *[other] Ta platserna eller få tillbaka pengarna, i webbläsaren där du betalade
    }

credit = Kreditnota { $number }
