//! A month of events. On a phone, where a week is too wide, it is a list of the days that have some.

use leptos::prelude::*;

use crate::{
    components::Empty,
    finding::{Choice, Day, DayEvent, Month},
};

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The month.
pub(super) fn calendar(month: Month) -> AnyView {
    let weekday = |name: &'static str| {
        view! {
            <th scope="col">
                <abbr title=name>{name.get(..3)}</abbr>
            </th>
        }
    };
    let week = |days: Vec<Option<Day>>| {
        let days = days.into_iter().map(cell).collect_view();
        view! { <tr>{days}</tr> }.into_any()
    };
    let weeks = month.weeks.into_iter().map(week).collect_view();
    let empty = month.is_empty.then(|| {
        view! {
            <Empty title="Nothing is on this month.">
                <p>"Look at another month, or " <a href="/">"see everything that is on"</a> "."</p>
            </Empty>
        }
    });
    view! {
        <div class="calendar">
            <nav class="calendar-months" aria-label="Months">
                {go(month.previous, "prev")} {go(month.next, "next")}
            </nav>
            <table>
                <caption>{month.title}</caption>
                <thead>
                    <tr>{WEEKDAYS.map(weekday).collect_view()}</tr>
                </thead>
                <tbody>{weeks}</tbody>
            </table>
            {empty}
        </div>
    }
    .into_any()
}

fn go(month: Option<Choice>, rel: &'static str) -> AnyView {
    let link = month.map(|Choice { label, href, .. }| {
        view! {
            <a class="button" data-variant="plain" href=href rel=rel data-noscroll="">
                {label}
            </a>
        }
    });
    link.into_any()
}

fn cell(day: Option<Day>) -> AnyView {
    let Some(day) = day else { return view! { <td class="calendar-outside"></td> }.into_any() };
    let is_empty = day.events.is_empty() && day.more.is_none();
    let events = day.events.into_iter().map(line).collect_view();
    let more = day.more.map(|Choice { label, href, .. }| {
        view! {
            <li>
                <a class="calendar-more" href=href>
                    {label}
                    <span class="visually-hidden">{format!(" on {} {}", day.weekday, day.number)}</span>
                </a>
            </li>
        }
    });
    let list = (!is_empty).then(|| {
        view! {
            <ul>
                {events}
                {more}
            </ul>
        }
    });
    view! {
        <td data-empty=is_empty.then_some("") aria-current=day.is_today.then_some("date")>
            <p class="calendar-day">
                <time datetime=day.date>
                    <span class="calendar-weekday">{day.weekday.clone()} " "</span>
                    {day.number}
                </time>
            </p>
            {list}
        </td>
    }
    .into_any()
}

fn line(DayEvent { time, title, href, note }: DayEvent) -> AnyView {
    view! {
        <li>
            <a href=href>
                <span class="calendar-time">{time}</span>
                " "
                {title}
                {note.map(|note| view! { <small>{format!(" {note}")}</small> })}
            </a>
        </li>
    }
    .into_any()
}
