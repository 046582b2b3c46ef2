//! Sessions: signing in, staying signed in and signing out, which no WSDL describes.
//!
//! A thin layer by hand over the generated clients, which stay usable without it.
//!
//! | session | service | how it signs in | what it does by itself |
//! |---|---|---|---|
//! | [`ConsoleSession`] | Technician Console | e-mail and password, second factor by push | signs in again once where the session has ended |
//! | [`RescueSession`] | Rescue API | a cookie, an authentication code or an API token | the same; asks for a new code where the old one is void |
//! | [`SuperOfficeSession`] | NetServer `User` | user name and password for a ticket | asks for a new ticket once where the old one is refused |
//!
//! All of them need a transport that keeps cookies where the service uses them, as [`soap_runtime::HttpTransport`] does.

#[cfg(feature = "technician-console")]
mod console;
mod error;
#[cfg(feature = "rescue-api")]
mod rescue;
#[cfg(feature = "technician-console")]
mod second_factor;
#[cfg(feature = "technician-console")]
mod sign_in;
#[cfg(feature = "superoffice")]
mod superoffice;

#[cfg(feature = "technician-console")]
pub use console::ConsoleSession;
pub use error::SessionError;
#[cfg(feature = "rescue-api")]
pub use rescue::{RescueAnswer, RescueSession, Standing};
#[cfg(feature = "technician-console")]
pub use second_factor::{Approval, SecondFactor};
#[cfg(feature = "technician-console")]
pub use sign_in::SignIn;
#[cfg(feature = "superoffice")]
pub use superoffice::{SuperOfficeAccess, SuperOfficeSession};
