//! The settings of a private database that differ from PostgreSQL's defaults.

use std::path::Path;

/// The file that holds these settings, in the cluster's directory.
pub(super) const FILE: &str = "frontrow.conf";

/// The line of `postgresql.conf` that includes it.
pub(super) fn include() -> String {
    format!("include '{FILE}'")
}

/// The operator's settings in `postgresql.conf`: the text after the line that includes `FILE`.
pub(super) fn own(config: &str) -> &str {
    let include = include();
    config
        .split_once(include.as_str())
        .map_or("", |(_, own)| own)
}

/// The content of the file.
pub(super) fn written(socket_dir: &Path) -> String {
    let socket_dir = socket_dir.to_string_lossy().replace('\'', "''");
    format!(
        "# Written by frontrow at each start. Your own settings belong at the end of postgresql.conf, after the line that includes this file.\n\
         listen_addresses = ''\n\
         unix_socket_directories = '{socket_dir}'\n\
         port = 5432\n\
         max_connections = 200\n\
         # A commit that was acknowledged is on disk. The shop refuses to sell without these.\n\
         fsync = on\n\
         full_page_writes = on\n\
         synchronous_commit = on\n\
         shared_buffers = '256MB'\n\
         effective_cache_size = '2GB'\n\
         max_wal_size = '4GB'\n\
         checkpoint_timeout = '15min'\n\
         checkpoint_completion_target = 0.9\n\
         wal_compression = on\n\
         random_page_cost = 1.1\n\
         jit = off\n\
         timezone = 'UTC'\n\
         # A week of logs, one file a day.\n\
         logging_collector = on\n\
         log_directory = 'log'\n\
         log_filename = 'postgresql-%a.log'\n\
         log_rotation_age = '1d'\n\
         log_rotation_size = 0\n\
         log_truncate_on_rotation = on\n\
         log_timezone = 'UTC'\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_after_ours_belong_to_the_operator() {
        let config = format!(
            "shared_buffers = 128MB\n\n{}\nshared_buffers = 4GB\n",
            include()
        );
        assert_eq!(own(&config).trim(), "shared_buffers = 4GB");
        assert_eq!(own("shared_buffers = 128MB"), "");
    }
}
