//! A month of events. On a phone, where a week is too wide, it is a list of the days with events.

use leptos::prelude::*;
use ui::{address::site_path, format};

use crate::{
    components::Empty,
    search::{Day, DayEvent, Month, SearchLink},
    texts::ResultsTexts,
};

/// The month.
pub(super) fn calendar(month: Month, texts: &ResultsTexts) -> AnyView {
    let weekday = |(name, short): (&'static str, &'static str)| {
        view! {
            <th scope="col">
                <abbr title=name>{short}</abbr>
            </th>
        }
    };
    let week = |days: Vec<Option<Day>>| {
        let days = days.into_iter().map(|day| cell(day, texts)).collect_view();
        view! { <tr>{days}</tr> }.into_any()
    };
    let weeks = month.weeks.into_iter().map(week).collect_view();
    let empty = month.is_empty.then(|| {
        let (title, advice, link) = (
            texts.months_none(),
            texts.months_advice(),
            texts.nothing_link(),
        );
        view! {
            <Empty title>
                <p>{advice} " " <a href=site_path("/")>{link}</a></p>
            </Empty>
        }
    });
    view! {
        <div class="calendar">
            <nav class="calendar-months" aria-label=texts.months()>
                {go(month.previous, "prev")} {go(month.next, "next")}
            </nav>
            <table>
                <caption>{month.title}</caption>
                <thead>
                    <tr>{format::weekdays().map(weekday).collect_view()}</tr>
                </thead>
                <tbody>{weeks}</tbody>
            </table>
            {empty}
        </div>
    }
    .into_any()
}

fn go(month: Option<SearchLink>, rel: &'static str) -> AnyView {
    let link = month.map(|SearchLink { label, href, .. }| {
        view! {
            <a class="button" data-variant="plain" href=href rel=rel data-noscroll="">
                {label}
            </a>
        }
    });
    link.into_any()
}

fn cell(day: Option<Day>, texts: &ResultsTexts) -> AnyView {
    let Some(day) = day else {
        return view! { <td class="calendar-outside"></td> }.into_any();
    };
    let is_empty = day.events.is_empty() && day.more.is_none();
    let name = format!("{} {}", day.weekday, day.number);
    let events = day
        .events
        .into_iter()
        .map(|event| line(event, &name))
        .collect_view();
    let more = day.more.map(|SearchLink { label, href, .. }| {
        let spoken = texts.day_more(&label, &name);
        view! {
            <li>
                <a class="calendar-more" href=href aria-label=spoken>
                    {label}
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

/// A link to an event. A list of links, as screen readers show it, lacks the cell, so the name of
/// the link contains the day.
fn line(
    DayEvent {
        time,
        title,
        href,
        note,
    }: DayEvent,
    day: &str,
) -> AnyView {
    let day = format!(", {day}");
    view! {
        <li>
            <a href=href>
                <span class="calendar-time">{time}</span>
                " "
                {title}
                {note.map(|note| view! { <small>{format!(" {note}")}</small> })}
                <span class="visually-hidden">{day}</span>
            </a>
        </li>
    }
    .into_any()
}
