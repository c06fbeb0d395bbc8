about = { $name }: kommande evenemang.
events = Kommande
    .none = Inget är annonserat än.
    .elsewhere = Se andra evenemang
