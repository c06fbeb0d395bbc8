//! The person who runs a command, for the record of operators' actions.

use std::{env, fs, os::unix::fs::MetadataExt};

use store::operator_actions::Operator;

/// The account of this process, and its host. If the operator became root with `sudo`, the record
/// names the original account too.
pub(super) fn operator() -> Operator {
    // The kernel knows the owner of this process; anybody can set `USER`.
    let account = fs::metadata("/proc/self")
        .ok()
        .and_then(|process| account(process.uid()));
    let account = account
        .or_else(|| env::var("USER").ok())
        .unwrap_or_else(|| "unknown".to_owned());
    let who = match env::var("SUDO_USER") {
        Ok(user) if account == "root" && !user.is_empty() => format!("{user} (as root)"),
        _ => account,
    };
    let origin = fs::read_to_string("/proc/sys/kernel/hostname")
        .unwrap_or_default()
        .trim()
        .to_owned();
    Operator {
        who,
        origin: if origin.is_empty() {
            "unknown".to_owned()
        } else {
            origin
        },
    }
}

fn account(uid: u32) -> Option<String> {
    let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let named = accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, number) = (fields.next()?, fields.nth(1)?);
        (number == uid.to_string()).then(|| name.to_owned())
    });
    named.or_else(|| Some(format!("uid {uid}")))
}
