### The results of the list of events.

# Above results that lack some of the words. $words: for example "“jazz”, “porto”"
left-out = No event has all of your words. Left out: { $words }.
# Before the link. $words: the search text
literally = Or
    .link = search for the words “{ $words }”
# Before the link. $words: for example "Under €18, “disco”"
understood = Or
    .link = look for { $words }
# A link below a list of events, to a calendar feed that phones and calendar programs read regularly
subscribe = Subscribe to these dates in your calendar

## The number of events. Screen readers announce it when the list changes. $words: the search text

# $events: the number of events
events = { $events ->
    [one] { $events } event
   *[other] { $events } events
    }
    .words = { $events ->
        [one] { $events } event for “{ $words }”
       *[other] { $events } events for “{ $words }”
    }
    .some = { $events ->
        [one] { $events } event for “{ $words }”, without some of the words
       *[other] { $events } events for “{ $words }”, without some of the words
    }
# A further page of a list, without a count
further = More events
    .words = More events for “{ $words }”
    .some = More events for “{ $words }”, without some of the words
none = No events found
    .words = No events found for “{ $words }”

## Screen readers: the names of parts of the page

found = Results
heading = Events
kinds = Kinds of event
views = How events are shown
# The active filters. `.take-off`: a link that removes one. $filter: for example "Under €50"
chosen = Filters
    .take-off = { $filter }, remove
# The months of the calendar. `.none`: below a month without events. `.advice`: before the link "See everything that is on"
months = Months
    .none = Nothing is on this month.
    .advice = Try another month.
# A link on a day of the calendar. $more: the visible text, for example "+4 more" or "See this day". $day: for example "Saturday 5"
day-more = { $more } on { $day }

## Without results

nothing = No events found.
    .advice = Try other words, or another kind of event.
    .link = See everything that is on
# The heading of a list of other events
also = What else is on
