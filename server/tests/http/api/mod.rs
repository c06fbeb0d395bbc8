mod docs;
mod errors;
mod v1;
