about = Tulevat tapahtumat aikajärjestyksessä, enintään { NUMBER($events) }.
list = Tapahtumat
    .narrowed = Tapahtumat: { $filters }
sale = Lipunmyynti alkaa: { $event }
cancelled = Peruttu: { $event }
begins = { $time } ({ $zone })
opens = Lipunmyynti alkaa: { $time } ({ $zone })
