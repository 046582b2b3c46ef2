//! Sessions of the three services, against mocks of them.

mod console;
mod rescue;
mod superoffice;
