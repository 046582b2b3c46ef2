//! The record engine: reads and writes every generated type from its table.
//!
//! In: a [`Shape`](shape::Shape) and the accessors that the macros write. Out: values or XML.
//! Knows nothing of SOAP and nothing of HTTP.
//!
//! ```text
//!   <login xmlns="urn:x">            record!(Login, {
//!     <sEmail>a@b.example</sEmail>       email: required("urn:x", "sEmail"),     field 0 -> login.email
//!     <sToken/>                          token: optional("urn:x", "sToken"),     field 1 -> login.token
//!   </login>                         });
//! ```

mod absence;
pub mod builder;
pub mod choice;
pub mod containers;
mod encoded;
pub mod enumeration;
pub mod family;
pub mod field;
#[doc(hidden)]
pub mod generated;
pub mod index;
pub mod lists;
mod macros;
pub(crate) mod matching;
mod raw;
pub mod read;
mod read_simple;
#[doc(hidden)]
pub mod rows;
pub mod scalars;
mod setters;
pub mod shape;
pub mod slot;
pub mod union;
pub mod write;
mod write_simple;

use slot::Slot;

/// A generated struct: its table, and its members by index in that table.
///
/// Implemented by [`record!`](crate::record!), and for types that are known only at run time.
pub trait Record: Slot {
    /// The member at `index`.
    ///
    /// # Panics
    /// `index` is not in the table.
    fn slot(&self, index: usize) -> &dyn Slot;

    /// The member at `index`, to be filled.
    ///
    /// # Panics
    /// `index` is not in the table.
    fn slot_mut(&mut self, index: usize) -> &mut dyn Slot;
}

/// The engine asked for a member that the table does not have.
///
/// # Panics
/// Always: table and accessors are written by one macro call, so that this is a bug of the generator.
#[doc(hidden)]
#[track_caller]
pub fn no_such_member<T>(index: usize) -> ! {
    panic!("{} has no member {index}", std::any::type_name::<T>())
}
