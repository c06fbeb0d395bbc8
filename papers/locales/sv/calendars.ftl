about = Kommande evenemang i datumordning, högst { NUMBER($events) }.
list = Evenemang
    .narrowed = Evenemang: { $filters }
sale = Biljettsläpp: { $event }
cancelled = Inställt: { $event }
begins = { $time } ({ $zone })
opens = Biljettsläpp: { $time } ({ $zone })
