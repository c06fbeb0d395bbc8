//! Finding PostgreSQL's server programs, of the version that a cluster's files need.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::PostgresError;

/// Where Debian and its derivatives install each major version: `ROOT/VERSION/bin`.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The programs that a cluster needs.
const SERVER: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// The additional programs that move a shop from one version to another.
const DUMPING: [&str; 2] = ["pg_dump", "pg_restore"];

/// The directory that holds `initdb`, `pg_ctl` and `postgres` of one major version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Programs {
    dir: PathBuf,
    version: u32,
}

impl Programs {
    /// The programs for a new cluster: Debian's newest, otherwise the first on PATH, otherwise
    /// those of `pg_config`.
    pub(super) fn for_a_new_cluster() -> Result<Self, PostgresError> {
        installed()
            .into_iter()
            .next()
            .ok_or(PostgresError::NoPrograms)
    }

    /// The programs of one major version, because one version cannot use the files of another.
    pub(super) fn of_version(version: u32, cluster: &Path) -> Result<Self, PostgresError> {
        pick(installed(), version).map_err(|found| PostgresError::OtherVersion {
            cluster: cluster.to_owned(),
            version,
            found: if found.is_empty() {
                "none".to_owned()
            } else {
                listed(&found)
            },
        })
    }

    /// The programs of the newest major version that can also dump and restore.
    pub(super) fn newest() -> Result<Self, PostgresError> {
        let able = installed().into_iter().filter(|programs| {
            DUMPING
                .iter()
                .all(|program| programs.path(program).is_file())
        });
        able.max_by_key(|programs| programs.version)
            .ok_or(PostgresError::NoPrograms)
    }

    pub(super) fn path(&self, program: &str) -> PathBuf {
        self.dir.join(program)
    }

    /// The major version.
    pub(super) fn version(&self) -> u32 {
        self.version
    }
}

/// All installed versions, the preferred first.
fn installed() -> Vec<Programs> {
    let on_path = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect::<Vec<_>>())
        .unwrap_or_default();
    let others = on_path
        .into_iter()
        .chain(pg_config())
        .filter(|dir| is_complete(dir));
    let others = others.filter_map(|dir| {
        Some(Programs {
            version: version_of(&dir)?,
            dir,
        })
    });
    debian(Path::new(DEBIAN))
        .into_iter()
        .chain(others)
        .collect()
}

/// `ROOT/VERSION/bin`, the newest version first.
fn debian(root: &Path) -> Vec<Programs> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let mut found: Vec<Programs> = entries
        .filter_map(|entry| {
            Some(Programs {
                version: entry.file_name().to_str()?.parse().ok()?,
                dir: entry.path().join("bin"),
            })
        })
        .filter(|programs| is_complete(&programs.dir))
        .collect();
    found.sort_by_key(|programs| std::cmp::Reverse(programs.version));
    found
}

/// The first of this version, or all existing versions if there is none.
fn pick(installed: Vec<Programs>, version: u32) -> Result<Programs, Vec<u32>> {
    let mut versions: Vec<u32> = installed.iter().map(Programs::version).collect();
    versions.sort_unstable();
    versions.dedup();
    installed
        .into_iter()
        .find(|programs| programs.version == version)
        .ok_or(versions)
}

fn listed(versions: &[u32]) -> String {
    versions
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

fn pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}

/// The major version, from the output of `postgres --version`:
/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
fn version_of(dir: &Path) -> Option<u32> {
    let output = Command::new(dir.join("postgres"))
        .arg("--version")
        .output()
        .ok()?;
    major(&String::from_utf8(output.stdout).ok()?)
}

fn major(said: &str) -> Option<u32> {
    let number = said.split_once(") ")?.1;
    number
        .split(|sign: char| !sign.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

fn is_complete(dir: &Path) -> bool {
    SERVER.iter().all(|program| dir.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programs(version: u32, dir: &str) -> Programs {
        Programs {
            version,
            dir: dir.into(),
        }
    }

    #[test]
    fn a_cluster_gets_the_programs_of_its_own_version_although_there_are_newer_ones() {
        let installed = [
            programs(17, "/17"),
            programs(15, "/15"),
            programs(15, "/other"),
        ];
        assert_eq!(pick(installed.to_vec(), 15), Ok(programs(15, "/15")));
        assert_eq!(pick(installed.to_vec(), 16), Err(vec![15, 17]));
    }

    #[test]
    fn the_newest_of_debians_versions_comes_first() {
        let root = env::temp_dir().join(format!("frontrow-programs-{}", std::process::id()));
        for version in ["9", "15", "17"] {
            let bin = root.join(version).join("bin");
            fs::create_dir_all(&bin).expect("a directory");
            // Version 17 exists without its server, as if only the client were installed.
            for program in if version == "17" {
                &["pg_dump"][..]
            } else {
                &SERVER
            } {
                fs::write(bin.join(program), "").expect("a program");
            }
        }
        let found: Vec<u32> = debian(&root).iter().map(Programs::version).collect();
        fs::remove_dir_all(&root).expect("to clean up");
        assert_eq!(found, [15, 9]);
    }

    #[test]
    fn the_major_version_is_parsed_from_the_output_of_postgres() {
        assert_eq!(
            major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"),
            Some(15)
        );
        assert_eq!(major("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major("postgres"), None);
    }
}
