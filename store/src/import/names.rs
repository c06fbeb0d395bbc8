//! Finds and creates performers and series by their names. Each is written in a separate
//! transaction before its events: a change of a performer updates the search document of every
//! event with this performer, and no sale must wait for that.

use std::collections::HashMap;

use domain::import::{NewEvent, NewPerformer, slug_of};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Error;

/// The most attempts to get a slug while others take the slugs that this import chose.
const TRIES: usize = 20;

/// The numbers of the names in an event.
#[derive(Debug, Clone, Default)]
pub(super) struct NamedIds {
    pub series: Option<i32>,
    pub performers: Vec<i32>,
}

/// The names of a file that an import has looked up. A season names the same performers and series
/// in thousands of events, and each query for a name can cost as much as all other queries for its
/// event.
#[derive(Debug, Default)]
pub(super) struct NameCache {
    series: HashMap<String, i32>,
    performers: HashMap<String, PerformerRow>,
}

#[derive(Debug, Clone, Copy)]
struct PerformerRow {
    id: i32,
    has_role: bool,
}

impl NameCache {
    /// The numbers of the names in an event. Creates performers and a series that do not exist.
    pub async fn put(
        &mut self,
        connection: &mut PgConnection,
        event: &NewEvent,
    ) -> Result<NamedIds, Error> {
        let series = match event.series.as_deref() {
            Some(title) => Some(self.series(connection, title).await?),
            None => None,
        };
        let mut performers = Vec::with_capacity(event.performers.len());
        for one in &event.performers {
            performers.push(self.performer(connection, one).await?);
        }
        Ok(NamedIds { series, performers })
    }

    async fn series(&mut self, connection: &mut PgConnection, title: &str) -> Result<i32, Error> {
        if let Some(id) = self.series.get(title) {
            return Ok(*id);
        }
        let id = series(connection, title).await?;
        self.series.insert(title.to_owned(), id);
        Ok(id)
    }

    async fn performer(
        &mut self,
        connection: &mut PgConnection,
        new: &NewPerformer,
    ) -> Result<i32, Error> {
        if let Some(known) = self.performers.get(&new.name)
            && (known.has_role || new.role.is_empty())
        {
            return Ok(known.id);
        }
        let row = performer(connection, new).await?;
        self.performers.insert(new.name.clone(), row);
        Ok(row.id)
    }
}

/// The largest number that a slug gets. If all numbers up to it are taken, the slug gets random
/// letters.
const MOST_NUMBERED: u32 = 100;

/// The candidates for the slug of a name, the best first: `base`, `base-2`, `base-3`… The last one
/// is random. There are few, so that the database looks up each by index. It has no index for a
/// prefix under every locale.
pub(super) fn slugs(base: &str) -> Vec<String> {
    let numbered = (2..=MOST_NUMBERED).map(|number| format!("{base}-{number}"));
    // The last of the 32 digits are random.
    let by_chance = Uuid::now_v7().simple().to_string();
    std::iter::once(base.to_owned())
        .chain(numbered)
        .chain([format!("{base}-{}", &by_chance[24..])])
        .collect()
}

/// The first candidate that is not taken.
pub(super) fn free_slug(slugs: &[String], taken: &[String]) -> String {
    slugs
        .iter()
        .find(|slug| !taken.contains(slug))
        .or(slugs.last())
        .cloned()
        .unwrap_or_default()
}

/// The number of a series. Creates it if no series has this title. If nothing changes, this writes
/// nothing and locks nothing.
async fn series(connection: &mut PgConnection, title: &str) -> Result<i32, Error> {
    for _ in 0..TRIES {
        let known = sqlx::query_scalar!(
            "select id from series where name_key(title) = name_key($1) order by id limit 1",
            title
        );
        if let Some(id) = known.fetch_optional(&mut *connection).await? {
            return Ok(id);
        }
        let slugs = slugs(
            &Some(slug_of(title))
                .filter(|slug| !slug.is_empty())
                .unwrap_or_else(|| "series".to_owned()),
        );
        let taken = sqlx::query_scalar!("select slug from series where slug = any ($1)", &slugs);
        let slug = free_slug(&slugs, &taken.fetch_all(&mut *connection).await?);
        let put = sqlx::query_scalar!(
            "insert into series (slug, title) values ($1, $2) on conflict do nothing returning id",
            slug,
            title
        );
        if let Some(id) = put.fetch_optional(&mut *connection).await? {
            return Ok(id);
        }
    }
    Err(Error::Corrupt(format!(
        "no address is free for the series `{title}`"
    )))
}

/// A performer by name. Creates the performer if the name is new. The first file that names a
/// performer sets the role, and a file without a role changes nothing. If nothing changes, this
/// writes nothing, because a change updates the search document of every event with this performer.
async fn performer(
    connection: &mut PgConnection,
    new: &NewPerformer,
) -> Result<PerformerRow, Error> {
    for _ in 0..TRIES {
        let known = sqlx::query!(
            "select id, role from performer where name_key(name) = name_key($1) order by id limit 1",
            new.name
        );
        if let Some(known) = known.fetch_optional(&mut *connection).await? {
            if known.role.is_empty() && !new.role.is_empty() {
                sqlx::query!(
                    "update performer set role = $2 where id = $1 and role = ''",
                    known.id,
                    new.role
                )
                .execute(&mut *connection)
                .await?;
            }
            return Ok(PerformerRow {
                id: known.id,
                has_role: !(known.role.is_empty() && new.role.is_empty()),
            });
        }
        let slugs = slugs(
            &Some(slug_of(&new.name))
                .filter(|slug| !slug.is_empty())
                .unwrap_or_else(|| "performer".to_owned()),
        );
        let taken = sqlx::query_scalar!("select slug from performer where slug = any ($1)", &slugs);
        let slug = free_slug(&slugs, &taken.fetch_all(&mut *connection).await?);
        let put = sqlx::query_scalar!(
            "insert into performer (slug, name, role) values ($1, $2, $3) on conflict do nothing returning id",
            slug,
            new.name,
            new.role
        );
        if let Some(id) = put.fetch_optional(&mut *connection).await? {
            return Ok(PerformerRow {
                id,
                has_role: !new.role.is_empty(),
            });
        }
    }
    Err(Error::Corrupt(format!(
        "no address is free for the performer `{}`",
        new.name
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_slug_gets_the_first_free_number() {
        let taken = ["zal-2", "zal", "zal-3"].map(str::to_owned);
        assert_eq!(free_slug(&slugs("zal"), &taken), "zal-4");
        assert_eq!(free_slug(&slugs("saal"), &taken), "saal");
        let all: Vec<String> = slugs("zal")
            .into_iter()
            .take(MOST_NUMBERED as usize)
            .collect();
        let by_chance = free_slug(&slugs("zal"), &all);
        assert!(
            by_chance.starts_with("zal-") && !all.contains(&by_chance),
            "{by_chance}"
        );
    }
}
