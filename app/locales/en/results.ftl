### What was found on the list of events.

# Stands above a list that was found without some of the words. $words: “jazz”, “porto”
left-out = No event has all of your words. Left out: { $words }.
# Stands before a link; $words: what was searched for
literally = Or
    .link = search for the words “{ $words }”
# Stands before a link; $words: as “Under €18, “disco””
understood = Or
    .link = look for { $words }
# A link below a list of events. It leads to a calendar that phones and calendar programs read again and again
subscribe = Subscribe to these dates in your calendar

## How many events were found. Screen readers say it when the list changes. $words: what was searched for

# $events: how many events
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
# A further page of a list, whose events are not counted
further = More events
    .words = More events for “{ $words }”
    .some = More events for “{ $words }”, without some of the words
none = No events found
    .words = No events found for “{ $words }”

## Names of parts of the page, as a screen reader says them

found = Results
heading = Events
kinds = Kinds of event
views = How events are shown
# The filters that hold. `.take-off` is a link that removes one. $filter: as "Under €50"
chosen = Filters
    .take-off = { $filter }, remove
# The months of the calendar. `.none` stands below a month without events, and `.advice` before the link "See everything that is on"
months = Months
    .none = Nothing is on this month.
    .advice = Try another month.
# A link on a day of the calendar. $more: the words that are seen, as "+4 more" or "See this day". $day: as "Saturday 5"
day-more = { $more } on { $day }

## In the place of events, when nothing was found

nothing = No events found.
    .advice = Try other words, or another kind of event.
    .link = See everything that is on
# The heading of a list of other events
also = What else is on
